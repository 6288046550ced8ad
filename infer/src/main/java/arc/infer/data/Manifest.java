package arc.infer.data;

import arc.infer.ArcException;
import arc.infer.file.FileErrors;
import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Lists the images that a table names: {@code .csv}, {@code .tsv} (a header line, fields may be quoted) or
 * {@code .jsonl} (an object a line), in UTF-8. Column {@code path} is relative to the table's folder or absolute,
 * {@code label} is optional and may be empty, every further column is metadata.
 */
final class Manifest {

    static final String PATH = "path";
    static final String LABEL = "label";

    /** Takes the rows of a table as they are read. */
    @FunctionalInterface
    interface Rows {
        /**
         * Takes a row.
         *
         * @param line where it begins, from 1
         * @param fields by column, in order
         */
        void row(long line, Map<String, String> fields);
    }

    private final Path file;
    private final List<LabelledImage> images = new ArrayList<>();

    private Manifest(Path file) {
        this.file = file;
    }

    /** Says whether a file's extension is a table's. */
    static boolean isOne(Path file) {
        String extension = extension(file);
        return extension.equals("csv") || extension.equals("tsv") || extension.equals("jsonl");
    }

    /**
     * Lists the images of a table.
     *
     * @param file absolute and normalised
     * @throws ArcException naming the file and line that is wrong
     */
    static ImageSource read(Path file) {
        Manifest manifest = new Manifest(file);
        try (BufferedReader in = open(file)) {
            switch (extension(file)) {
                case "csv" -> DelimitedRows.read(file, in, ',', manifest::take);
                case "tsv" -> DelimitedRows.read(file, in, '\t', manifest::take);
                default -> JsonRows.read(file, in, manifest::take);
            }
        } catch (CharacterCodingException e) {
            throw new ArcException(file + " is not UTF-8 text: save it as UTF-8", e);
        } catch (IOException e) {
            throw new ArcException("cannot read " + file + ": " + FileErrors.reason(e), e);
        }
        return new ListedSource(file.toString(), List.copyOf(manifest.images));
    }

    /** Reports a mistake at a line of a table. */
    static ArcException mistake(Path file, long line, String what) {
        return new ArcException(file + ", line " + line + ": " + what);
    }

    private void take(long line, Map<String, String> fields) {
        Map<String, String> metadata = new LinkedHashMap<>(fields);
        String path = metadata.remove(PATH);
        String label = metadata.remove(LABEL);
        if (path == null || path.isEmpty()) {
            throw mistake(file, line, "it has no " + PATH);
        }
        images.add(new FileImage(resolve(line, path), label == null || label.isEmpty() ? null : label, metadata));
    }

    private Path resolve(long line, String path) {
        try {
            return file.resolveSibling(path);
        } catch (InvalidPathException e) {
            throw mistake(file, line, "'" + path + "' is not a path (" + e.getReason() + ")");
        }
    }

    private static BufferedReader open(Path file) throws IOException {
        BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        in.mark(1);
        if (in.read() != '\ufeff') { // the mark that some programs put first
            in.reset();
        }
        return in;
    }

    private static String extension(@Nullable Path file) {
        String name = String.valueOf(file);
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
