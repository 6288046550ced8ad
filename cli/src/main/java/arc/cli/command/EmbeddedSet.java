package arc.cli.command;

import arc.infer.data.LabelledImage;
import arc.infer.embedding.Embedding;
import arc.infer.embedding.EmbeddingSet;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Gathers embeddings, with the path and label of their images, into a set. */
final class EmbeddedSet {

    private final EmbeddingSet.Builder rows;
    private final List<@Nullable String> labels = new ArrayList<>();
    private final List<String> paths = new ArrayList<>();

    EmbeddedSet(int dimension, int expectedRows) {
        rows = new EmbeddingSet.Builder(dimension, expectedRows);
    }

    void add(LabelledImage image, Embedding embedding) {
        rows.add(embedding);
        labels.add(image.label().orElse(null));
        paths.add(image.path());
    }

    EmbeddingSet build() {
        return rows.build().withLabels(labels).withPaths(paths);
    }
}
