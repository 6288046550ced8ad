package arc.cli.command;

import arc.infer.ArcException;
import arc.infer.data.DefaultSplit;
import arc.infer.data.ImageSource;
import arc.infer.data.ImageSources;
import arc.infer.data.LabelledImage;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds pictures by the paths that embeddings carry: files, and rows of data sets, which are opened once each. */
final class PicturesByPath implements Function<String, Optional<LabelledImage>> {

    private static final Pattern ROW = Pattern.compile("(.+:(?:train|test))/([0-9]{1,9})", Pattern.DOTALL);

    private final List<Path> dataFolders;
    private final Map<String, Optional<ImageSource>> opened = new ConcurrentHashMap<>();

    PicturesByPath(List<Path> dataFolders) {
        this.dataFolders = List.copyOf(dataFolders);
    }

    @Override
    public Optional<LabelledImage> apply(String path) {
        if (isFile(path)) {
            return open(path).map(source -> source.images().getFirst());
        }
        Matcher row = ROW.matcher(path);
        if (!row.matches()) {
            return Optional.empty();
        }
        int index = Integer.parseInt(row.group(2));
        return opened.computeIfAbsent(row.group(1), this::open).map(ImageSource::images)
                .filter(images -> index < images.size()).map(images -> images.get(index))
                .filter(image -> image.path().equals(path));
    }

    private static boolean isFile(String path) {
        try {
            return Files.isRegularFile(Path.of(path));
        } catch (InvalidPathException e) {
            return false; // of another system: there is no picture here
        }
    }

    /** A plot or a sheet does without pictures that have moved. */
    private Optional<ImageSource> open(String spec) {
        try {
            return Optional.of(ImageSources.open(spec, DefaultSplit.TEST, dataFolders));
        } catch (ArcException e) {
            return Optional.empty();
        }
    }
}
