package arc.infer.embedding;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Holds many embeddings of one dimension as the rows of a matrix, each with what is known of it: a
 * label, a path. Does not change.
 */
public final class EmbeddingSet {

    /** Most values of a set: a Java array's limit, less what some JVMs keep for themselves. */
    public static final int MAX_ELEMENTS = Integer.MAX_VALUE - 16;

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
        Builder builder = new Builder(embeddings.getFirst().dimension(), embeddings.size());
        embeddings.forEach(builder::add);
        return builder.build();
    }

    /** Collects the rows of a set, one after the other. */
    public static final class Builder {

        /** A norm that is off by no more is the rounding of float32, and the row is left as it is. */
        private static final double ROUNDING = 1e-6;

        private final int dimension;
        private float[] matrix;
        private int size;

        /**
         * Starts an empty set.
         *
         * @param dimension of every row, at least 1
         * @param expectedRows a guess, at least 1
         */
        public Builder(int dimension, int expectedRows) {
            if (dimension < 1 || expectedRows < 1) {
                throw new IllegalArgumentException(
                        "a set has rows and columns, got " + expectedRows + " x " + dimension);
            }
            this.dimension = dimension;
            this.matrix = new float[elements(expectedRows)];
        }

        /** Adds an embedding. */
        public Builder add(Embedding embedding) {
            requireDimension(embedding.dimension());
            grow();
            embedding.copyTo(matrix, size * dimension);
            size++;
            return this;
        }

        /**
         * Adds a vector, scaled to norm 1.
         *
         * @throws IllegalArgumentException when a value is not finite or all are zero; the message names the row
         */
        public Builder addNormalised(double[] values) {
            requireDimension(values.length);
            double squares = 0;
            for (int column = 0; column < dimension; column++) {
                if (!Double.isFinite(values[column])) {
                    throw new IllegalArgumentException(
                            "row " + size + " is not finite: " + values[column] + " in column " + column);
                }
                squares += values[column] * values[column];
            }
            double norm = Math.sqrt(squares);
            if (norm == 0 || !Double.isFinite(norm)) {
                throw new IllegalArgumentException("row " + size + " has no direction: its norm is " + norm);
            }
            double divisor = Math.abs(norm - 1) <= ROUNDING ? 1 : norm;
            grow();
            for (int column = 0; column < dimension; column++) {
                matrix[size * dimension + column] = (float) (values[column] / divisor);
            }
            size++;
            return this;
        }

        /** Returns the set; the builder must not be used any more. */
        public EmbeddingSet build() {
            if (size == 0) {
                throw new IllegalArgumentException("a set has at least one embedding, got none");
            }
            float[] rows = matrix.length == size * dimension ? matrix : Arrays.copyOf(matrix, size * dimension);
            return new EmbeddingSet(size, dimension, rows, null, null);
        }

        private void requireDimension(int found) {
            if (found != dimension) {
                throw new IllegalArgumentException("the embeddings of a set have one dimension, got " + dimension
                        + " in row 0 and " + found + " in row " + size);
            }
        }

        private void grow() {
            if (matrix.length < (size + 1) * (long) dimension) {
                matrix = Arrays.copyOf(matrix, elements(size + size / 2 + 1));
            }
        }

        private int elements(int rows) {
            long elements = (long) rows * dimension;
            if (elements > MAX_ELEMENTS) {
                throw new IllegalArgumentException(rows + " embeddings of " + dimension
                        + " dimensions are more than the " + MAX_ELEMENTS + " values that a set can hold");
            }
            return (int) elements;
        }
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
        return Embedding.ofUnitVector(Arrays.copyOfRange(matrix, row * dimension, (row + 1) * dimension));
    }

    /**
     * Copies some rows, with what is known of them, into a set of their own.
     *
     * @param rows at least one, in the order that the new set has them in
     * @throws IllegalArgumentException when there are none
     */
    public EmbeddingSet select(int[] rows) {
        if (rows.length == 0) {
            throw new IllegalArgumentException("a set has at least one embedding, got none");
        }
        float[] selected = new float[Math.multiplyExact(rows.length, dimension)];
        for (int i = 0; i < rows.length; i++) {
            copyRowTo(rows[i], selected, i * dimension);
        }
        return new EmbeddingSet(rows.length, dimension, selected,
                labels == null ? null : selected(labels, rows), paths == null ? null : selected(paths, rows));
    }

    private static <T extends @Nullable Object> List<T> selected(List<T> values, int[] rows) {
        List<T> selected = new ArrayList<>(rows.length);
        for (int row : rows) {
            selected.add(values.get(row));
        }
        return Collections.unmodifiableList(selected);
    }

    /** Copies one embedding into {@code target} from {@code offset} on. */
    public void copyRowTo(int row, float[] target, int offset) {
        System.arraycopy(matrix, row * dimension, target, offset, dimension);
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
