package arc.infer.data;

import arc.infer.ArcException;
import org.jspecify.annotations.Nullable;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Opens images by what the user calls them: a known data set, a folder, a table, a file, standard input. */
public final class ImageSources {

    private ImageSources() {}

    /**
     * Opens a DATA argument where standard input means nothing.
     *
     * @see #open(String, DefaultSplit, List, InputStream)
     */
    public static ImageSource open(String spec, DefaultSplit otherwise, List<Path> dataFolders) {
        return open(DataSpec.parse(spec), otherwise, dataFolders, null);
    }

    /**
     * Opens a DATA argument:
     *
     * <ul>
     * <li>a known name, {@code mnist} or {@code fashion-mnist} ({@link KnownDataSet}),
     * <li>a folder with IDX files, or with images, whose label is the first sub-folder,
     * <li>a table {@code .csv}, {@code .tsv} or {@code .jsonl} with a column {@code path},
     * <li>one image file, or {@code -} for one image on standard input.
     * </ul>
     *
     * <p>Names, IDX folders, and image folders whose sub-folders are all named train, val or test, have splits:
     * {@code :train}, {@code :val}, {@code :test} or {@code :all} behind them chooses, and {@code mnist:test/00017} names a
     * row. A path that exists as it is written is that path, colons and all.
     *
     * @param spec the argument
     * @param otherwise the split that counts when there are some and none is written
     * @param dataFolders where data sets that are not bundled are looked up, in this order
     * @param standardInput read to its end, and not closed, when the argument is {@code -}
     * @throws ArcException of kind USAGE when the name or split is unknown, of kind FAILURE when the data is missing,
     *     corrupt or empty
     */
    public static ImageSource open(String spec, DefaultSplit otherwise, List<Path> dataFolders,
            InputStream standardInput) {
        return open(DataSpec.parse(spec), otherwise, dataFolders, standardInput);
    }

    /**
     * Takes at most that many images of a source, so that each label keeps its share, at least one image of each while
     * {@code limit} is not below their number; the order of the source is kept. Which images are taken depends on
     * the seed, the labels, and the positions of each label's images among themselves, and not on what the images show.
     *
     * @throws ArcException of kind USAGE when the limit is below 1
     */
    public static ImageSource limit(ImageSource source, int limit, long seed) {
        return StratifiedLimit.of(source, limit, seed);
    }

    /**
     * Leaves out the images of some labels, in the validation split that stands beside the source as well.
     *
     * @throws ArcException of kind USAGE when no image is left
     */
    public static ImageSource without(ImageSource source, Collection<String> labels) {
        if (labels.isEmpty()) {
            return source;
        }
        Set<String> without = Set.copyOf(labels);
        List<LabelledImage> images = source.images().stream()
                .filter(image -> image.label().filter(without::contains).isEmpty()).toList();
        if (images.isEmpty()) {
            throw new ArcException(ArcException.Kind.USAGE, "all images of " + source.name()
                    + " have one of the labels that are left out: " + String.join(", ", labels));
        }
        return new ListedSource(source.name(), images, () -> source.validation().map(split -> without(split, labels)));
    }

    private static ImageSource open(DataSpec spec, DefaultSplit otherwise, List<Path> dataFolders,
            @Nullable InputStream standardInput) {
        return switch (spec) {
            case DataSpec.Known(KnownDataSet known, Split split) -> known.open(dataFolders).open(split, otherwise);
            case DataSpec.InFiles(Path path, Split split) -> dataSet(path).open(split, otherwise);
            case DataSpec.Row(DataSpec dataSet, Split _, int index) ->
                row(open(dataSet, otherwise, dataFolders, standardInput), index);
            case DataSpec.StandardInput() -> {
                if (standardInput == null) {
                    throw new ArcException(ArcException.Kind.USAGE, "-: standard input is one image; name a data set");
                }
                yield StandardInputImage.read(standardInput);
            }
        };
    }

    private static DataSet dataSet(Path path) {
        if (!Files.isDirectory(path)) {
            return new DataSet.Whole(path.toString(), () -> file(path));
        }
        return IdxFolder.isOne(path)
                ? IdxFolder.dataSet(String.valueOf(path.getFileName()), path, IdxFolder.ANY_CLASSES)
                : ImageFolder.dataSet(path);
    }

    private static ImageSource file(Path path) {
        if (Manifest.isOne(path)) {
            return Manifest.read(path);
        }
        LabelledImage image = new FileImage(path, null, Map.of());
        return new ListedSource(image.path(), List.of(image));
    }

    private static ImageSource row(ImageSource source, int index) {
        List<LabelledImage> images = source.images();
        if (index >= images.size()) {
            throw new ArcException(String.format(Locale.ROOT, "%s has no row %d: its rows are 0 to %d", source.name(),
                    index, images.size() - 1));
        }
        LabelledImage image = images.get(index);
        return new ListedSource(image.path(), List.of(image));
    }
}
