package arc.infer.embedding;

import arc.infer.ArcException;
import arc.infer.file.AtomicFile;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** Reads and writes embeddings as a pair of files: {@code X.npy} and {@code X.tsv}. */
public final class EmbeddingFiles {

    private static final String NPY = ".npy";

    private EmbeddingFiles() {}

    /**
     * Reads embeddings with their labels.
     *
     * @param npy the matrix, as {@link Npy#readEmbeddings} takes it
     * @param labels one label a row, as {@link LabelFile#read} takes it
     * @throws ArcException when a file can't be read or the two don't fit each other
     */
    public static EmbeddingSet read(Path npy, Path labels) {
        EmbeddingSet embeddings = Npy.readEmbeddings(npy);
        return embeddings.withLabels(LabelFile.read(labels, embeddings.size()));
    }

    /**
     * Writes the matrix to {@code X.npy}, float32, and index, path and label to {@code X.tsv} beside it.
     *
     * @param file {@code X} or {@code X.npy}
     * @throws ArcException of kind NOT_WRITABLE when that fails
     */
    public static void writeNpy(Path file, EmbeddingSet set) {
        AtomicFile.write(matrix(file), out -> {
            Npy.writeHeader(out, set.size(), set.dimension());
            int d = set.dimension();
            for (int row = 0; row < set.size(); row++) {
                Npy.writeFloats(out, Arrays.copyOfRange(set.matrix(), row * d, (row + 1) * d));
            }
        });
        AtomicFile.write(table(file), out -> writeTable(out, set));
    }

    /** Returns where {@link #writeNpy} writes the matrix: {@code X.npy}, for {@code X} or {@code X.npy}. */
    public static Path matrix(Path file) {
        return isNpy(file) ? file : file.resolveSibling(file.getFileName() + NPY);
    }

    /** Returns where {@link #writeNpy} writes index, path and label: {@code X.tsv}, for {@code X} or {@code X.npy}. */
    public static Path table(Path file) {
        String name = file.getFileName().toString();
        return file.resolveSibling((isNpy(file) ? name.substring(0, name.length() - NPY.length()) : name) + ".tsv");
    }

    private static boolean isNpy(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(NPY);
    }

    private static void writeTable(OutputStream out, EmbeddingSet set) throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        CsvWriter table = CsvWriter.builder().fieldSeparator('\t').lineDelimiter(LineDelimiter.LF).build(text);
        try {
            table.writeRecord("index", "path", "label");
            for (int row = 0; row < set.size(); row++) {
                table.writeRecord(Integer.toString(row), set.path(row).orElse(""), set.label(row).orElse(""));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        table.flush();
    }
}
