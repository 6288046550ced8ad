package arc.infer.embedding;

import arc.infer.ArcException;
import arc.infer.file.FileErrors;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Reads the labels of an embedding file: tab-separated values with a header line and the columns
 * {@code index} (row of the embedding, from 0) and {@code label}; others are passed over. Lines may
 * stand in any order, and every row has exactly one.
 */
public final class LabelFile {

    /** Some editors put it before the first character. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private LabelFile() {}

    /**
     * Reads the labels of {@code rows} embeddings.
     *
     * @return one a row
     * @throws ArcException when the file can't be read, or a row has no label, or two; the message names
     *     the line
     */
    public static List<String> read(Path file, int rows) {
        return List.of(read(file, rows, false));
    }

    /**
     * Reads the labels of {@code rows} embeddings some of which may have none, as {@link EmbeddingFiles#writeNpy} writes it:
     * every row has a line, and its label may be empty.
     *
     * @return one a row; null for one that has none
     * @throws ArcException as {@link #read}
     */
    public static List<@Nullable String> readWhereKnown(Path file, int rows) {
        List<@Nullable String> labels = new ArrayList<>(rows);
        for (String label : read(file, rows, true)) {
            labels.add(label.isEmpty() ? null : label);
        }
        return labels;
    }

    private static String[] read(Path file, int rows, boolean mayLack) {
        @Nullable
        String[] labels = new @Nullable String[rows];
        try (BufferedReader text = Files.newBufferedReader(file);
                CsvReader<CsvRecord> reader = reader(text)) {
            Iterator<CsvRecord> records = reader.iterator();
            if (!records.hasNext()) {
                throw new ArcException(file + " is empty; its first line should be index<TAB>label");
            }
            List<String> header = records.next().getFields();
            int indexColumn = column("index", header, file);
            int labelColumn = column("label", header, file);
            while (records.hasNext()) {
                addLine(records.next(), indexColumn, labelColumn, labels, mayLack, file);
            }
        } catch (CsvParseException e) {
            throw new ArcException(file + " is not tab-separated text: " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw cannotRead(file, e.getCause());
        } catch (IOException e) {
            throw cannotRead(file, e);
        }
        return complete(labels, file);
    }

    /**
     * Reads the column {@code path} of a file that {@link #read} takes, as {@link EmbeddingFiles#writeNpy} writes it.
     *
     * @return one a row; empty where the file has no such column, or a row no path
     */
    public static Optional<List<String>> readPaths(Path file, int rows) {
        @Nullable
        String[] paths = new @Nullable String[rows];
        try (BufferedReader text = Files.newBufferedReader(file);
                CsvReader<CsvRecord> reader = reader(text)) {
            Iterator<CsvRecord> records = reader.iterator();
            List<String> header = records.hasNext() ? records.next().getFields() : List.of();
            int indexColumn = Math.max(0, header.indexOf("index")); // behind a byte order mark it is the first
            int pathColumn = header.indexOf("path");
            while (pathColumn >= 0 && records.hasNext()) {
                CsvRecord line = records.next();
                if (line.getFieldCount() > Math.max(indexColumn, pathColumn)) {
                    paths[Integer.parseInt(line.getField(indexColumn).strip())] = line.getField(pathColumn);
                }
            }
        } catch (IOException e) {
            throw cannotRead(file, e);
        }
        boolean complete = Arrays.stream(paths).allMatch(path -> path != null && !path.isEmpty());
        return complete ? Optional.of(Arrays.stream(paths).map(String::valueOf).toList()) : Optional.empty();
    }

    private static CsvReader<CsvRecord> reader(BufferedReader text) {
        return CsvReader.builder().fieldSeparator('\t').extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE).allowUnclosedQuote(false).ofCsvRecord(text);
    }

    private static void addLine(CsvRecord line, int indexColumn, int labelColumn, @Nullable String[] labels,
            boolean mayLack, Path file) {
        String where = file + " line " + line.getStartingLineNumber() + ": ";
        if (line.getFieldCount() <= Math.max(indexColumn, labelColumn)) {
            throw new ArcException(where + "should have an index and a label, found " + line.getFieldCount()
                    + " column" + (line.getFieldCount() == 1 ? "" : "s"));
        }
        String text = line.getField(indexColumn).strip();
        if (!text.matches("[0-9]{1,10}") || Long.parseLong(text) >= labels.length) {
            throw new ArcException(where + "index '" + text + "' is not a row, 0 to " + (labels.length - 1));
        }
        int index = Integer.parseInt(text);
        if (labels[index] != null) {
            throw new ArcException(where + "index " + index + " has a label already, '" + labels[index] + "'");
        }
        String label = line.getField(labelColumn);
        if (label.isEmpty() && !mayLack) {
            throw new ArcException(where + "index " + index + " has an empty label");
        }
        labels[index] = label;
    }

    private static int column(String name, List<String> header, Path file) {
        int column = header.indexOf(name);
        if (column < 0 && header.getFirst().equals(BYTE_ORDER_MARK + name)) {
            return 0;
        }
        if (column < 0) {
            throw new ArcException(file + " has no column '" + name
                    + "' in its first line; it should have index and label, separated by a tab, found " + header);
        }
        return column;
    }

    private static String[] complete(@Nullable String[] labels, Path file) {
        for (int row = 0; row < labels.length; row++) {
            if (labels[row] == null) {
                throw new ArcException(file + " has no label for row " + row + " of the " + labels.length
                        + " embeddings");
            }
        }
        return Arrays.stream(labels).map(String::valueOf).toArray(String[]::new);
    }

    private static ArcException cannotRead(Path file, IOException e) {
        return new ArcException("cannot read " + file + ": "
                + (e instanceof CharacterCodingException ? "it is not UTF-8" : FileErrors.reason(e)), e);
    }
}
