package arc.train.report;

import arc.infer.file.AtomicFile;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Keeps validation.tsv: how each validation image fared with the weights that were exported. Tab-separated UTF-8 with
 * a header line; a field with a tab, a quote or a line break is quoted, as in CSV. The columns:
 *
 * <ul>
 * <li>{@code path}, {@code label}: the validation image,
 * <li>{@code nearest_path}, {@code nearest_label}: the training image nearest to it,
 * <li>{@code cosine}: of the two,
 * <li>{@code same_label_cosine}: with the nearest training image of its own label; empty where there was none.
 * </ul>
 */
public final class ProbeTable {

    /** The name of the file in a run's folder. */
    public static final String FILE = "validation.tsv";

    private static final List<String> COLUMNS = List.of("path", "label", "nearest_path", "nearest_label", "cosine",
            "same_label_cosine");

    private ProbeTable() {}

    /** Writes the table of a run, whole or not at all. */
    public static void write(Path run, List<ProbeResult> probes) {
        StringWriter text = new StringWriter();
        CsvWriter csv = CsvWriter.builder().fieldSeparator('\t').lineDelimiter(LineDelimiter.LF).build(text);
        try (csv) {
            csv.writeRecord(COLUMNS);
            for (ProbeResult probe : probes) {
                csv.writeRecord(probe.path(), probe.label(), probe.nearestPath(), probe.nearestLabel(),
                        Float.toString(probe.cosine()),
                        probe.isCounted() ? Float.toString(probe.sameLabelCosine()) : "");
            }
        } catch (IOException e) {
            throw new IllegalStateException("text in memory can always be written", e);
        }
        AtomicFile.write(run.resolve(FILE), out -> out.write(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Reads the table of a run; no rows where it has none.
     *
     * @throws arc.infer.ArcException when the file can't be read, a column is missing, or a value is none; the message
     *     names the line
     */
    public static List<ProbeResult> read(Path run) {
        return Tables.read(run.resolve(FILE), '\t', ProbeTable::of);
    }

    private static ProbeResult of(NamedCsvRecord line) {
        return new ProbeResult(Tables.text(line, COLUMNS.get(0)), Tables.text(line, COLUMNS.get(1)),
                Tables.text(line, COLUMNS.get(2)), Tables.text(line, COLUMNS.get(3)),
                (float) Tables.number(line, COLUMNS.get(4)), (float) Tables.number(line, COLUMNS.get(5)));
    }
}
