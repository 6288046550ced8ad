package arc.train.kernel;

/**
 * Lays out the right-hand matrix of a {@link Product}: in panels of a few columns, one behind the other, each row by
 * row, so that a product reads it front to back.
 */
final class Panels {

    /** Rows of a tile of the result. */
    static final int ROWS = 6;

    private Panels() {}

    /** Returns the columns of a panel, for a matrix of {@code columns} columns. */
    static int width(int columns) {
        return columns <= Lanes.COUNT ? Lanes.COUNT : 2 * Lanes.COUNT;
    }

    /** Returns the columns of all panels. */
    static int paddedColumns(int columns) {
        return roundUp(columns, width(columns));
    }

    /** Returns the rows of all tiles. */
    static int paddedRows(int rows) {
        return roundUp(rows, ROWS);
    }

    private static int roundUp(int value, int multiple) {
        return Math.ceilDiv(value, multiple) * multiple;
    }
}
