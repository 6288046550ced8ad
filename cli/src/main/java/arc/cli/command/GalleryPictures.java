package arc.cli.command;

import arc.cli.option.DataOptions;
import arc.cli.output.Console;
import arc.infer.ArcException;
import arc.infer.data.DefaultSplit;
import arc.infer.data.ImageContent;
import arc.infer.data.LabelledImage;
import arc.infer.image.DecodedImage;
import arc.infer.image.UnreadableImageException;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks up the pictures of a gallery's entries where they were when they were indexed. Where an id is that of a content,
 * only exactly that content counts: a file that has changed since is not what was found.
 */
final class GalleryPictures {

    /** A row of an IDX file, such as mnist:test/00017. */
    private static final Pattern ROW = Pattern.compile("(.+:(?:train|test))/(\\d{1,9})", Pattern.DOTALL);

    private static final Pattern CONTENT_ID = Pattern.compile("[0-9a-f]{64}");

    private final DataOptions data;
    private final Console console;
    private final Map<String, List<LabelledImage>> rows = new HashMap<>();

    GalleryPictures(DataOptions data, Console console) {
        this.data = data;
        this.console = console;
    }

    /** Returns the picture at the first path that still has it. */
    Optional<DecodedImage> find(String id, List<String> paths) {
        for (String path : paths) {
            Optional<DecodedImage> picture = open(path).flatMap(image -> decode(id, image));
            if (picture.isPresent()) {
                return picture;
            }
        }
        return Optional.empty();
    }

    /** Returns a picture to look at; empty where it can't be decoded. */
    static Optional<DecodedImage> decode(LabelledImage image) {
        try {
            return Optional.of(image.decode());
        } catch (UnreadableImageException e) {
            return Optional.empty(); // A sheet shows its absence.
        }
    }

    private static Optional<DecodedImage> decode(String id, LabelledImage image) {
        try {
            ImageContent content = image.read();
            boolean other = CONTENT_ID.matcher(id).matches() && !content.id().equals(id);
            return other ? Optional.empty() : Optional.of(content.decode());
        } catch (UnreadableImageException e) {
            return Optional.empty(); // A sheet shows its absence.
        }
    }

    private Optional<LabelledImage> open(String path) {
        Matcher row = ROW.matcher(path);
        try {
            if (Files.isRegularFile(Path.of(path))) {
                return list(path).stream().findFirst().filter(image -> image.path().equals(path));
            }
        } catch (InvalidPathException e) {
            return Optional.empty(); // It names no file.
        }
        if (!row.matches()) {
            return Optional.empty();
        }
        List<LabelledImage> all = rows.computeIfAbsent(row.group(1), this::list);
        int index = Integer.parseInt(row.group(2));
        return index < all.size() && all.get(index).path().equals(path)
                ? Optional.of(all.get(index))
                : Optional.empty();
    }

    private List<LabelledImage> list(String spec) {
        try {
            return data.open(spec, DefaultSplit.TEST, console).images();
        } catch (ArcException e) {
            return List.of(); // A data set that isn't here any more has no pictures to show.
        }
    }
}
