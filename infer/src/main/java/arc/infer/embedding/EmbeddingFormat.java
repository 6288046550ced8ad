package arc.infer.embedding;

import arc.infer.ArcException;

import java.io.OutputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Names the file formats of embeddings. {@code toString} gives the form that {@link #parse} reads. */
public enum EmbeddingFormat {
    /** A JSON object a line: {@code path}, {@code embedding}, and {@code label} where there is one. */
    NDJSON,
    /** NumPy: {@code X.npy} with the matrix and {@code X.tsv} with index, path and label. */
    NPY,
    /** Comma-separated: path, label (empty where there is none), and a column for each dimension. */
    CSV,
    /** The same, tab-separated. */
    TSV;

    /**
     * Reads a format's name.
     *
     * @throws ArcException of kind USAGE for an unknown one
     */
    public static EmbeddingFormat parse(String text) {
        for (EmbeddingFormat format : values()) {
            if (format.toString().equals(text)) {
                return format;
            }
        }
        throw new ArcException(ArcException.Kind.USAGE, "unknown format '" + text + "': use "
                + Arrays.stream(values()).map(EmbeddingFormat::toString).collect(Collectors.joining(", ")));
    }

    /**
     * Starts a text in this format.
     *
     * @param out receives UTF-8; the writer does not close it
     * @throws IllegalArgumentException for {@link #NPY}, which is no text
     */
    public EmbeddingWriter writer(OutputStream out) {
        return switch (this) {
            case NDJSON -> new NdjsonWriter(out);
            case CSV -> new SeparatedWriter(out, ',');
            case TSV -> new SeparatedWriter(out, '\t');
            case NPY -> throw new IllegalArgumentException("npy is written whole, by EmbeddingFiles.writeNpy");
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
