package arc.cli.option;

import arc.infer.ArcException;
import arc.infer.embedding.EmbeddingRow;
import arc.infer.embedding.EmbeddingSet;
import arc.infer.embedding.EmbeddingTable;
import arc.infer.embedding.Npy;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Holds embeddings that were made elsewhere, to be put into a gallery. */
public final class ReadyEmbeddings {

    @Option(names = "--embeddings", paramLabel = "X.npy", description = "Index ready embeddings, float32 or float64 [N, D], instead of pictures (default: none).")
    private @Nullable Path embeddings;

    @Option(names = "--labels", paramLabel = "X.tsv", description = {
            "What is known of them: a table with columns index, id, path, label, any of them, and metadata; the id is",
            "what id says, else path, else the row (default: none)."})
    private @Nullable Path labels;

    @Option(names = "--model-id", paramLabel = "NAME", description = {
            "The model that made them: its id, as arc info shows it, or any name",
            "(default: the model of -m, else the gallery's, else unknown)."})
    private @Nullable String modelId;

    /**
     * Returns the file of embeddings, where one was named.
     *
     * @throws ArcException of kind USAGE when options that belong to it stand alone
     */
    public Optional<Path> file() {
        if (embeddings == null && (labels != null || modelId != null)) {
            throw new ArcException(ArcException.Kind.USAGE,
                    (labels != null ? "--labels" : "--model-id") + " belongs to --embeddings X.npy, which is missing");
        }
        return Optional.ofNullable(embeddings);
    }

    /** Returns the model's id or name, where it was typed. */
    public Optional<String> modelId() {
        return Optional.ofNullable(modelId);
    }

    /** Reads a file of embeddings. */
    public EmbeddingSet read(Path file) {
        return Npy.readEmbeddings(file);
    }

    /** Reads what is known of {@code rows} embeddings; their numbers, where there is no table. */
    public List<EmbeddingRow> readRows(int rows) {
        return labels == null
                ? IntStream.range(0, rows).mapToObj(EmbeddingRow::ofNumber).toList()
                : EmbeddingTable.read(labels, rows);
    }
}
