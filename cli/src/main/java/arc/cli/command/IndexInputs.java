package arc.cli.command;

import arc.cli.option.DataOptions;
import arc.cli.output.Console;
import arc.infer.ArcException;
import arc.infer.data.DefaultSplit;
import arc.infer.data.FileStamp;
import arc.infer.data.ImageContent;
import arc.infer.data.LabelledImage;
import arc.infer.data.NoImagesException;
import arc.infer.file.FileErrors;
import arc.infer.image.UnreadableImageException;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens what {@code arc index} is to index: arguments, a list of files, metadata beside them. */
final class IndexInputs {

    private static final String STANDARD_INPUT = "-";

    private final DataOptions data;
    private final Console console;

    IndexInputs(DataOptions data, Console console) {
        this.data = data;
        this.console = console;
    }

    /**
     * Opens everything.
     *
     * @param filesFrom a file, or - for standard input, that names one picture a line; null for none
     * @param metadata a table with a column {@code path} whose other columns are added; null for none
     * @param pruning whether entries are removed whose files are gone
     */
    List<LabelledImage> open(List<String> arguments, @Nullable String filesFrom, @Nullable String metadata,
            boolean pruning) {
        List<LabelledImage> images = new ArrayList<>();
        for (String argument : arguments) {
            images.addAll(images(argument, arguments.size() == 1, pruning));
        }
        if (filesFrom != null) {
            names(filesFrom).forEach(name -> images.addAll(named(name)));
        }
        if (images.isEmpty()) {
            throw filesFrom == null && arguments.isEmpty()
                    ? new ArcException(ArcException.Kind.USAGE,
                            "nothing to index: name pictures, folders or data sets, or --files-from a list")
                    : new ArcException(filesFrom == null
                            ? "nothing to index: none of the folders holds an image"
                            : "nothing to index: " + filesFrom + " names no file");
        }
        List<LabelledImage> distinct = distinct(images);
        return metadata == null ? distinct : with(metadata, distinct);
    }

    /**
     * Opens one of several arguments, which may hold nothing, with a warning. But a folder that is empty because its drive
     * isn't there looks the same, and pruning would then forget all that is on the drive.
     */
    private List<LabelledImage> images(String argument, boolean alone, boolean pruning) {
        try {
            return data.open(argument, DefaultSplit.TEST, console).images();
        } catch (NoImagesException e) {
            if (pruning) {
                throw new ArcException(
                        e.getMessage() + "\nnothing was pruned: a folder whose drive isn't there looks the same"
                                + "\nto take its entries out: arc delete -g GALLERY --filter 'path~" + argument + "/*'",
                        e);
            }
            if (alone) {
                throw e;
            }
            console.warn(String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    /** Takes each path once, as it was named first: folders may lie in each other. */
    private List<LabelledImage> distinct(List<LabelledImage> images) {
        Map<String, LabelledImage> byPath = new LinkedHashMap<>();
        images.forEach(image -> byPath.putIfAbsent(image.path(), image));
        int again = images.size() - byPath.size();
        if (again > 0) {
            console.note(again + " of " + images.size() + " pictures were named before; the first time counts");
        }
        return List.copyOf(byPath.values());
    }

    /** Reads the names: divided by NUL where there is one (find -print0), else one a line. */
    private List<String> names(String list) {
        try {
            byte[] bytes = list.equals(STANDARD_INPUT)
                    ? console.in().readAllBytes()
                    : Files.readAllBytes(Path.of(list));
            String text = new String(bytes, StandardCharsets.UTF_8);
            String separator = text.indexOf('\0') >= 0 ? "\0" : "\r?\n";
            return Arrays.stream(text.split(separator, -1)).filter(name -> !name.isEmpty()).toList();
        } catch (IOException e) {
            throw new ArcException("cannot read the list " + list + ": " + FileErrors.reason(e), e);
        }
    }

    /** A name on a list may be out of date: then that picture is skipped, and the others are not. */
    private List<LabelledImage> named(String name) {
        try {
            return data.open(name, DefaultSplit.TEST, console).images();
        } catch (ArcException e) {
            return List.of(new Missing(name, e));
        }
    }

    private List<LabelledImage> with(String metadata, List<LabelledImage> images) {
        Map<String, LabelledImage> rows = new HashMap<>();
        for (LabelledImage row : data.open(metadata, DefaultSplit.TEST, console).images()) {
            rows.put(row.path(), row);
        }
        List<LabelledImage> described = new ArrayList<>(images.size());
        int found = 0;
        for (LabelledImage image : images) {
            LabelledImage row = rows.get(image.path());
            described.add(row == null ? image : new Described(image, row));
            found += row == null ? 0 : 1;
        }
        if (found < images.size()) {
            console.warn((images.size() - found) + " of " + images.size() + " pictures have no row in " + metadata);
        }
        return described;
    }

    /**
     * Stands for a listed picture that can't be opened.
     *
     * @param path as it was listed
     * @param reason why it can't be opened
     */
    private record Missing(String path, ArcException reason) implements LabelledImage {

        @Override
        public ImageContent read() throws UnreadableImageException {
            throw new UnreadableImageException(UnreadableImageException.Reason.NOT_ACCESSIBLE,
                    String.valueOf(reason.getMessage()), reason);
        }
    }

    /**
     * Adds to a picture what a table says of it; the table's label wins.
     *
     * @param image the picture
     * @param row the table's row for its path
     */
    private record Described(LabelledImage image, LabelledImage row) implements LabelledImage {

        @Override
        public String path() {
            return image.path();
        }

        @Override
        public Optional<String> label() {
            return row.label().or(image::label);
        }

        @Override
        public Map<String, String> metadata() {
            Map<String, String> both = new LinkedHashMap<>(image.metadata());
            both.putAll(row.metadata());
            return both;
        }

        @Override
        public Optional<FileStamp> stamp() {
            return image.stamp();
        }

        @Override
        public ImageContent read() throws UnreadableImageException {
            return image.read();
        }
    }
}
