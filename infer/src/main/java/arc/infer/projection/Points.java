package arc.infer.projection;

import arc.infer.ArcException;
import arc.infer.embedding.Embedding;
import arc.infer.embedding.EmbeddingSet;
import arc.infer.embedding.Npy;

import java.nio.file.Path;

/** Holds vectors of any length as the rows of a matrix: what there is to project. Does not change. */
public final class Points {

    private final int size;
    private final int dimension;
    private final float[] matrix; // [size, dimension]

    private Points(int size, int dimension, float[] matrix) {
        this.size = size;
        this.dimension = dimension;
        this.matrix = matrix;
    }

    /**
     * Copies a matrix.
     *
     * @param matrix [rows, dimension]
     * @throws IllegalArgumentException when it has no rows of that dimension, or a value that is not finite
     */
    public static Points of(int dimension, float[] matrix) {
        if (dimension < 1 || matrix.length == 0 || matrix.length % dimension != 0) {
            throw new IllegalArgumentException(
                    "points have rows and columns, got " + matrix.length + " values in rows of "
                            + dimension);
        }
        for (int i = 0; i < matrix.length; i++) {
            requireFinite(matrix[i], i / dimension, i % dimension);
        }
        return new Points(matrix.length / dimension, dimension, matrix.clone());
    }

    /** Copies embeddings. */
    public static Points of(EmbeddingSet set) {
        float[] matrix = new float[set.size() * set.dimension()];
        for (int row = 0; row < set.size(); row++) {
            set.copyRowTo(row, matrix, row * set.dimension());
        }
        return new Points(set.size(), set.dimension(), matrix);
    }

    /**
     * Reads a matrix, [N, D], as it is: rows keep their length.
     *
     * @throws ArcException when the file can't be read or isn't such a matrix, or a value is not finite; the message
     *     names its row
     */
    public static Points read(Path npy) {
        Reading reading = new Reading();
        Npy.readRows(npy, reading);
        return new Points(reading.next / reading.columns, reading.columns, reading.matrix);
    }

    /** Returns these rows alone, in this order. */
    public Points rows(int[] rows) {
        float[] chosen = new float[rows.length * dimension];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(matrix, rows[i] * dimension, chosen, i * dimension, dimension);
        }
        return of(dimension, chosen);
    }

    /** Returns the number of rows, at least 1. */
    public int size() {
        return size;
    }

    /** Returns the number of columns, at least 1. */
    public int dimension() {
        return dimension;
    }

    /** Returns one value. */
    public float value(int row, int column) {
        return matrix[row * dimension + column];
    }

    /** Tells whether every row lies on the unit sphere, as embeddings do. */
    public boolean areUnitVectors() {
        for (int row = 0; row < size; row++) {
            double squares = 0;
            for (int column = 0; column < dimension; column++) {
                squares += (double) value(row, column) * value(row, column);
            }
            if (Math.abs(Math.sqrt(squares) - 1) > Embedding.NORM_TOLERANCE) {
                return false;
            }
        }
        return true;
    }

    /** Returns the mean of each column. */
    double[] means() {
        double[] means = new double[dimension];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < dimension; column++) {
                means[column] += value(row, column);
            }
        }
        for (int column = 0; column < dimension; column++) {
            means[column] /= size;
        }
        return means;
    }

    /** Returns the rows less their mean, [size, dimension]. */
    double[] centred() {
        double[] means = means();
        double[] centred = new double[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            centred[i] = matrix[i] - means[i % dimension];
        }
        return centred;
    }

    /** Returns the squared Euclidean distance of two rows. */
    double squaredDistance(int a, int b) {
        double sum = 0;
        for (int column = 0; column < dimension; column++) {
            double difference = (double) value(a, column) - value(b, column);
            sum += difference * difference;
        }
        return sum;
    }

    private static void requireFinite(double value, int row, int column) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("row " + row + " is not finite: " + value + " in column " + column);
        }
    }

    private static final class Reading implements Npy.Rows {
        private int columns = 1;
        private int next;
        private float[] matrix = {};

        @Override
        public void begin(int rowCount, int columnCount) {
            columns = columnCount;
            long values = (long) rowCount * columnCount;
            if (values > EmbeddingSet.MAX_ELEMENTS) {
                throw new IllegalArgumentException(rowCount + " points of " + columnCount
                        + " dimensions are more than the " + EmbeddingSet.MAX_ELEMENTS + " values that arc can hold");
            }
            matrix = new float[(int) values];
        }

        @Override
        public void add(double[] values) {
            for (int column = 0; column < values.length; column++) {
                float value = (float) values[column];
                requireFinite(value, next / columns, column);
                matrix[next++] = value;
            }
        }
    }
}
