package arc.infer.embedding;

import arc.infer.file.AtomicFile;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Writes a table that {@link EmbeddingTable} reads: index, id, path, label, every metadata column, and paths if need be. */
public final class EmbeddingTableWriter {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> OWN = List.of(EmbeddingTable.INDEX, EmbeddingTable.ID, EmbeddingTable.PATH,
            EmbeddingTable.LABEL);
    private static final Set<String> RESERVED = Set.of(EmbeddingTable.INDEX, EmbeddingTable.ID, EmbeddingTable.PATH,
            EmbeddingTable.LABEL, EmbeddingTable.PATHS, "");

    private EmbeddingTableWriter() {}

    /**
     * Writes a line a row, without what {@link #leftOut} names.
     *
     * @throws arc.infer.ArcException of kind NOT_WRITABLE when that fails
     */
    public static void write(Path file, List<EmbeddingRow> rows) {
        AtomicFile.write(file, out -> {
            try {
                write(out, rows);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        });
    }

    /** Returns the names of metadata that the table has no room for, such as {@code index}, a column of its own; sorted. */
    public static Set<String> leftOut(List<EmbeddingRow> rows) {
        Set<String> names = new TreeSet<>();
        rows.forEach(row -> names.addAll(row.metadata().keySet()));
        names.retainAll(RESERVED);
        return names;
    }

    private static void write(OutputStream out, List<EmbeddingRow> rows) throws IOException {
        Set<String> columns = new LinkedHashSet<>();
        rows.forEach(row -> columns.addAll(row.metadata().keySet()));
        columns.removeAll(RESERVED);
        boolean copies = rows.stream().anyMatch(row -> row.paths().size() > 1);
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        CsvWriter table = CsvWriter.builder().fieldSeparator('\t').lineDelimiter(LineDelimiter.LF).build(text);
        List<String> header = new ArrayList<>(OWN);
        header.addAll(columns);
        if (copies) {
            header.add(EmbeddingTable.PATHS);
        }
        table.writeRecord(header);
        for (int i = 0; i < rows.size(); i++) {
            table.writeRecord(line(i, rows.get(i), columns, copies));
        }
        table.flush();
    }

    private static List<String> line(int index, EmbeddingRow row, Set<String> columns, boolean copies) {
        List<String> line = new ArrayList<>();
        line.add(Integer.toString(index));
        line.add(row.id());
        line.add(row.paths().getFirst());
        line.add(Objects.requireNonNullElse(row.label(), ""));
        columns.forEach(column -> line.add(row.metadata().getOrDefault(column, "")));
        if (copies) {
            line.add(row.paths().size() > 1 ? JSON.writeValueAsString(row.paths()) : "");
        }
        return line;
    }
}
