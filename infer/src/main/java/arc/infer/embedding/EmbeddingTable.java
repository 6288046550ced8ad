package arc.infer.embedding;

import arc.infer.ArcException;
import arc.infer.file.FileErrors;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the table beside a matrix of embeddings: tab-separated values with a header line, a line an embedding. Columns,
 * at least one of them: {@code index} (row of the embedding, from 0; else the lines stand in the order of the rows),
 * {@code id}, {@code path}, {@code paths} (all of them, as a JSON list of strings), {@code label}; every other one is
 * metadata. An empty field says nothing. The id of an embedding is what its {@code id} says, else its {@code path}, else
 * the number of its row.
 */
public final class EmbeddingTable {

    static final String INDEX = "index";
    static final String ID = "id";
    static final String PATH = "path";
    static final String PATHS = "paths";
    static final String LABEL = "label";

    private static final List<String> OWN = List.of(INDEX, ID, PATH, PATHS, LABEL);

    /** Some editors put it before the first character. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final List<String> header;
    private final @Nullable EmbeddingRow[] rows;
    private int lines;

    private EmbeddingTable(Path file, List<String> header, int rows) {
        this.file = file;
        this.header = header;
        this.rows = new @Nullable EmbeddingRow[rows];
    }

    /**
     * Reads what is said of {@code rows} embeddings.
     *
     * @return one a row
     * @throws ArcException when the file can't be read, a row has no line, or two rows have one id; the message names
     *     the line or the rows
     */
    public static List<EmbeddingRow> read(Path file, int rows) {
        try (BufferedReader text = Files.newBufferedReader(file);
                CsvReader<CsvRecord> reader = CsvReader.builder().fieldSeparator('\t')
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE).allowUnclosedQuote(false)
                        .ofCsvRecord(text)) {
            Iterator<CsvRecord> records = reader.iterator();
            if (!records.hasNext()) {
                throw new ArcException(
                        file + " is empty; its first line should name the columns, such as id and label");
            }
            EmbeddingTable table = new EmbeddingTable(file, header(file, records.next()), rows);
            while (records.hasNext()) {
                table.add(records.next());
            }
            return table.complete();
        } catch (CsvParseException e) {
            throw new ArcException(file + " is not tab-separated text: " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw cannotRead(file, e.getCause());
        } catch (IOException e) {
            throw cannotRead(file, e);
        }
    }

    private static List<String> header(Path file, CsvRecord first) {
        List<String> names = new ArrayList<>(first.getFields());
        if (names.getFirst().startsWith(BYTE_ORDER_MARK)) {
            names.set(0, names.getFirst().substring(BYTE_ORDER_MARK.length()));
        }
        for (String name : names) {
            if (name.isEmpty()) {
                throw new ArcException(file + " line 1: a column has no name");
            }
            if (names.indexOf(name) != names.lastIndexOf(name)) {
                throw new ArcException(file + " line 1: two columns are named " + name);
            }
        }
        if (Collections.disjoint(names, OWN)) {
            throw new ArcException(file + " has none of the columns " + String.join(", ", OWN)
                    + " in its first line, separated by tabs; found " + String.join(", ", names));
        }
        return names;
    }

    private void add(CsvRecord line) {
        String where = file + " line " + line.getStartingLineNumber() + ": ";
        if (line.getFieldCount() != header.size()) {
            throw new ArcException(where + "expected " + header.size() + " fields, found " + line.getFieldCount());
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            if (!line.getField(i).isEmpty()) {
                fields.put(header.get(i), line.getField(i));
            }
        }
        int row = row(fields, where);
        if (rows[row] != null) {
            throw new ArcException(where + "row " + row + " has a line already");
        }
        rows[row] = describe(row, fields, where);
        lines++;
    }

    private int row(Map<String, String> fields, String where) {
        String text = header.contains(INDEX) ? fields.getOrDefault(INDEX, "").strip() : Integer.toString(lines);
        fields.remove(INDEX);
        if (!text.matches("[0-9]{1,10}") || Long.parseLong(text) >= rows.length) {
            throw new ArcException(
                    where + "index '" + text + "' is not a row of the embeddings, 0 to " + (rows.length - 1));
        }
        return Integer.parseInt(text);
    }

    private EmbeddingRow describe(int row, Map<String, String> fields, String where) {
        String id = fields.remove(ID);
        String path = fields.remove(PATH);
        String list = fields.remove(PATHS);
        String label = fields.remove(LABEL);
        if (id == null && header.contains(ID)) {
            throw new ArcException(where + "it has no id");
        }
        if (id == null && path == null && header.contains(PATH)) {
            throw new ArcException(where + "it has no path");
        }
        String known = id != null ? id : path != null ? path : Integer.toString(row);
        List<String> paths = list != null ? paths(list, where) : List.of(path == null ? known : path);
        return new EmbeddingRow(known, paths, label, fields);
    }

    private static List<String> paths(String json, String where) {
        try {
            List<String> paths = Arrays.asList(JSON.readValue(json, String[].class));
            if (!paths.isEmpty() && !paths.contains(null) && !paths.contains("")) {
                return paths;
            }
        } catch (JacksonException e) {
            throw new ArcException(where + "paths should be a JSON list of strings, found " + json, e);
        }
        throw new ArcException(where + "paths should be a JSON list of strings, found " + json);
    }

    private List<EmbeddingRow> complete() {
        List<EmbeddingRow> all = new ArrayList<>(rows.length);
        Map<String, Integer> rowById = new HashMap<>();
        for (int row = 0; row < rows.length; row++) {
            EmbeddingRow described = rows[row];
            if (described == null) {
                throw new ArcException(
                        file + " has no line for row " + row + " of the " + rows.length + " embeddings");
            }
            Integer other = rowById.put(described.id(), row);
            if (other != null) {
                throw new ArcException(
                        file + ": rows " + other + " and " + row + " have the same id, " + described.id());
            }
            all.add(described);
        }
        return all;
    }

    private static ArcException cannotRead(Path file, IOException e) {
        return new ArcException("cannot read " + file + ": "
                + (e instanceof CharacterCodingException ? "it is not UTF-8" : FileErrors.reason(e)), e);
    }
}
