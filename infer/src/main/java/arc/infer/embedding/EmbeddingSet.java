package arc.infer.embedding;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Holds many embeddings of one dimension as the rows of a matrix, each with what is known of it: a
 * label, a path. Does not change.
 */
public final class EmbeddingSet {

    private final int size;
    private final int dimension;
    private final float[] matrix; // [size, dimension], rows of norm 1
    private final @Nullable List<@Nullable String> labels;
    private final @Nullable List<String> paths;

    private EmbeddingSet(int size, int dimension, float[] matrix, @Nullable List<@Nullable String> labels,
            @Nullable List<String> paths) {
        this.size = size;
        this.dimension = dimension;
        this.matrix = matrix;
        this.labels = labels;
        this.paths = paths;
    }

    /**
     * Copies embeddings into one set.
     *
     * @throws IllegalArgumentException when there are none, or their dimensions differ
     */
    public static EmbeddingSet of(List<Embedding> embeddings) {
        if (embeddings.isEmpty()) {
            throw new IllegalArgumentException("a set has at least one embedding, got none");
        }
        int dimension = embeddings.getFirst().dimension();
        float[] matrix = new float[Math.multiplyExact(embeddings.size(), dimension)];
        for (int row = 0; row < embeddings.size(); row++) {
            Embedding embedding = embeddings.get(row);
            if (embedding.dimension() != dimension) {
                throw new IllegalArgumentException("the embeddings of a set have one dimension, got " + dimension
                        + " in row 0 and " + embedding.dimension() + " in row " + row);
            }
            embedding.copyTo(matrix, row * dimension);
        }
        return new EmbeddingSet(embeddings.size(), dimension, matrix, null, null);
    }

    /**
     * Returns the set with labels.
     *
     * @param newLabels one a row; null for a row without one
     */
    public EmbeddingSet withLabels(List<? extends @Nullable String> newLabels) {
        requireOneARow("labels", newLabels.size());
        return new EmbeddingSet(size, dimension, matrix, Collections.unmodifiableList(new ArrayList<>(newLabels)),
                paths);
    }

    /**
     * Returns the set with paths.
     *
     * @param newPaths one a row
     */
    public EmbeddingSet withPaths(List<String> newPaths) {
        requireOneARow("paths", newPaths.size());
        return new EmbeddingSet(size, dimension, matrix, labels, List.copyOf(newPaths));
    }

    /** Returns the number of rows, at least 1. */
    public int size() {
        return size;
    }

    /** Returns the number of columns. */
    public int dimension() {
        return dimension;
    }

    /** Returns one embedding. */
    public Embedding row(int row) {
        return Embedding.ofUnitVector(java.util.Arrays.copyOfRange(matrix, row * dimension, (row + 1) * dimension));
    }

    /** Returns the label of a row, where it has one. */
    public Optional<String> label(int row) {
        return labels == null ? Optional.empty() : Optional.ofNullable(labels.get(row));
    }

    /** Returns the path of a row, where the set has paths. */
    public Optional<String> path(int row) {
        return paths == null ? Optional.empty() : Optional.of(paths.get(row));
    }

    /** Returns the values without a copy, [size, dimension]; callers in this package only read them. */
    float[] matrix() {
        return matrix;
    }

    private void requireOneARow(String what, int count) {
        if (count != size) {
            throw new IllegalArgumentException(size + " embeddings take " + size + " " + what + ", got " + count);
        }
    }
}
