package arc.infer.embedding;

import java.util.Arrays;

/** Multiplies without the vector module. */
final class ScalarTile implements Tile {

    private static final int COLUMNS = 16;

    @Override
    public int columns() {
        return COLUMNS;
    }

    @Override
    public void multiply(float[] rows, int[] at, float[] panel, int dimension, float[] products) {
        Arrays.fill(products, 0, ROWS * COLUMNS, 0);
        for (int k = 0; k < dimension; k++) {
            for (int row = 0; row < ROWS; row++) {
                float factor = rows[at[row] + k];
                addScaled(factor, panel, k * COLUMNS, products, row * COLUMNS);
            }
        }
    }

    private static void addScaled(float factor, float[] panel, int from, float[] sums, int to) {
        for (int column = 0; column < COLUMNS; column++) {
            sums[to + column] = FUSED
                    ? Math.fma(factor, panel[from + column], sums[to + column])
                    : factor * panel[from + column] + sums[to + column];
        }
    }
}
