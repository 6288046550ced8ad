package arc.infer.projection;

import arc.infer.embedding.Workers;

/** Multiplies a matrix with itself; each sum runs in one order, whatever the number of threads. */
final class Products {

    /** Rows that are multiplied while they are in the cache. */
    private static final int BLOCK = 32;

    private Products() {}

    /**
     * Returns the dot products of all columns.
     *
     * @param matrix [rows, columns]
     * @return [columns, columns]
     */
    static double[] ofColumns(double[] matrix, int columns, Workers workers) {
        double[] products = new double[columns * columns];
        int rows = matrix.length / columns;
        workers.run(Math.ceilDiv(columns, BLOCK), block -> {
            int end = Math.min(columns, (block + 1) * BLOCK);
            for (int row = 0; row < rows; row++) {
                for (int column = block * BLOCK; column < end; column++) {
                    addScaled(matrix[row * columns + column], matrix, row * columns + column, products,
                            column * columns + column, columns - column);
                }
            }
        });
        mirror(products, columns);
        return products;
    }

    /**
     * Returns the dot products of all rows.
     *
     * @param matrix [rows, columns]
     * @return [rows, rows]
     */
    static double[] ofRows(double[] matrix, int columns, Workers workers) {
        int rows = matrix.length / columns;
        double[] products = new double[rows * rows];
        workers.run(rows, row -> {
            for (int other = row; other < rows; other++) {
                double sum = 0;
                for (int column = 0; column < columns; column++) {
                    sum += matrix[row * columns + column] * matrix[other * columns + column];
                }
                products[row * rows + other] = sum;
            }
        });
        mirror(products, rows);
        return products;
    }

    /** Returns the sum of the rows of a matrix, each times its weight. */
    static double[] combine(double[] weights, double[] matrix, int columns) {
        double[] sum = new double[columns];
        for (int row = 0; row < weights.length; row++) {
            addScaled(weights[row], matrix, row * columns, sum, 0, columns);
        }
        return sum;
    }

    private static void addScaled(double factor, double[] values, int from, double[] sums, int to, int count) {
        for (int i = 0; i < count; i++) {
            sums[to + i] += factor * values[from + i];
        }
    }

    private static void mirror(double[] products, int side) {
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < row; column++) {
                products[row * side + column] = products[column * side + row];
            }
        }
    }
}
