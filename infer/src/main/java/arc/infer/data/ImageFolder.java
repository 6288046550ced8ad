package arc.infer.data;

import arc.infer.ArcException;
import arc.infer.file.FileErrors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Opens a folder of images: the label is the first sub-folder. Where every sub-folder is named train, val or
 * test, they are splits, and labels begin below them; where there is any other, all are labels, and so a set of vehicles
 * may have a class "train".
 */
final class ImageFolder {

    private ImageFolder() {}

    /** Returns the folder as a data set, of which nothing is listed yet but its first level. */
    static DataSet dataSet(Path folder) {
        Map<Split, Supplier<ImageSource>> parts = new EnumMap<>(Split.class);
        for (Path subFolder : subFolders(folder)) {
            Optional<Split> split = Split.ofWord(String.valueOf(subFolder.getFileName()))
                    .filter(named -> named != Split.ALL);
            if (split.isEmpty()) {
                return new DataSet.Whole(folder.toString(), () -> source(folder.toString(), folder));
            }
            parts.put(split.get(), () -> source(folder + ":" + split.get().word(), subFolder));
        }
        return parts.isEmpty()
                ? new DataSet.Whole(folder.toString(), () -> source(folder.toString(), folder))
                : new DataSet.InSplits(folder.toString(), parts);
    }

    private static ImageSource source(String name, Path folder) {
        return new ListedSource(name, FolderWalk.images(folder));
    }

    private static List<Path> subFolders(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).filter(entry -> !FolderWalk.isHidden(entry)).sorted().toList();
        } catch (IOException e) {
            throw new ArcException("cannot list " + folder + ": " + FileErrors.reason(e), e);
        }
    }
}
