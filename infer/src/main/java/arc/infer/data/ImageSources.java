package arc.infer.data;

import arc.infer.ArcException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Opens images by what the user calls them: a known data set, a folder, a manifest, a file. */
public final class ImageSources {

    private ImageSources() {}

    /**
     * Opens a DATA argument.
     *
     * @param spec a known name ({@code mnist}) or a path, each with an optional {@code :train}, {@code :val},
     *     {@code :test} or {@code :all}
     * @param otherwise the split that counts when none is written
     * @param dataFolders where data sets that are not bundled are looked up, in this order
     * @throws ArcException of kind USAGE when the name or split is unknown, of kind FAILURE when the data is missing,
     *     corrupt or empty
     */
    public static ImageSource open(String spec, DefaultSplit otherwise, List<Path> dataFolders) {
        return switch (DataSpec.parse(spec)) {
            case DataSpec.Known(KnownDataSet known, Split split) -> known.open(dataFolders).open(split, otherwise);
            case DataSpec.InFiles(Path path, Split split) -> openPath(spec, path).open(split, otherwise);
            case DataSpec.StandardInput() ->
                throw new ArcException(ArcException.Kind.USAGE, "standard input is not open here");
        };
    }

    private static SplitDataSet openPath(String spec, Path path) {
        if (Files.isDirectory(path) && IdxFolder.isOne(path)) {
            return IdxFolder.dataSet(String.valueOf(path.getFileName()), path, IdxFolder.ANY_CLASSES);
        }
        throw new ArcException(spec + ": only IDX folders so far");
    }
}
