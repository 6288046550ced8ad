package arc.train.kernel;

import jdk.incubator.vector.FloatVector;

/**
 * Adds products of small float matrices in Java arrays, c += aᵀ·b, on the calling thread, by tiles as
 * {@link Product} does.
 */
final class TransposedProduct {

    private TransposedProduct() {}

    /**
     * Adds to whole tiles of {@link Panels#ROWS} rows and a panel's columns: what lies behind the last column of
     * {@code a} and of {@code b} must be readable, and {@code c} must have the room.
     *
     * @param a [depth, rows], row k at {@code aAt + k·aRow}
     * @param b [depth, columns], row k at {@code bAt + k·bRow}
     * @param c [rows, columns], row i at {@code cAt + i·cRow}
     */
    static void add(float[] a, int aAt, int aRow, float[] b, int bAt, int bRow, float[] c, int cAt, int cRow, int rows,
            int columns, int depth) {
        int width = Panels.width(columns);
        for (int column = 0; column < columns; column += width) {
            for (int row = 0; row < rows; row += Panels.ROWS) {
                int to = cAt + row * cRow + column;
                if (width == Lanes.COUNT) {
                    narrowTile(a, aAt + row, aRow, b, bAt + column, bRow, c, to, cRow, depth);
                } else {
                    tile(a, aAt + row, aRow, b, bAt + column, bRow, c, to, cRow, depth);
                }
            }
        }
    }

    private static void tile(float[] a, int aAt, int aRow, float[] b, int bAt, int bRow, float[] c, int cAt, int cRow,
            int depth) {
        FloatVector c00 = FloatVector.zero(Lanes.SPECIES);
        FloatVector c01 = c00;
        FloatVector c10 = c00;
        FloatVector c11 = c00;
        FloatVector c20 = c00;
        FloatVector c21 = c00;
        FloatVector c30 = c00;
        FloatVector c31 = c00;
        FloatVector c40 = c00;
        FloatVector c41 = c00;
        FloatVector c50 = c00;
        FloatVector c51 = c00;
        int from = aAt;
        int at = bAt;
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = Lanes.load(b, at);
            FloatVector b1 = Lanes.load(b, at + Lanes.COUNT);
            FloatVector v = Lanes.broadcast(a[from]);
            c00 = v.fma(b0, c00);
            c01 = v.fma(b1, c01);
            v = Lanes.broadcast(a[from + 1]);
            c10 = v.fma(b0, c10);
            c11 = v.fma(b1, c11);
            v = Lanes.broadcast(a[from + 2]);
            c20 = v.fma(b0, c20);
            c21 = v.fma(b1, c21);
            v = Lanes.broadcast(a[from + 3]);
            c30 = v.fma(b0, c30);
            c31 = v.fma(b1, c31);
            v = Lanes.broadcast(a[from + 4]);
            c40 = v.fma(b0, c40);
            c41 = v.fma(b1, c41);
            v = Lanes.broadcast(a[from + 5]);
            c50 = v.fma(b0, c50);
            c51 = v.fma(b1, c51);
            from += aRow;
            at += bRow;
        }
        c00.add(Lanes.load(c, cAt)).intoArray(c, cAt);
        c01.add(Lanes.load(c, cAt + Lanes.COUNT)).intoArray(c, cAt + Lanes.COUNT);
        c10.add(Lanes.load(c, cAt + cRow)).intoArray(c, cAt + cRow);
        c11.add(Lanes.load(c, cAt + cRow + Lanes.COUNT)).intoArray(c, cAt + cRow + Lanes.COUNT);
        c20.add(Lanes.load(c, cAt + 2 * cRow)).intoArray(c, cAt + 2 * cRow);
        c21.add(Lanes.load(c, cAt + 2 * cRow + Lanes.COUNT)).intoArray(c, cAt + 2 * cRow + Lanes.COUNT);
        c30.add(Lanes.load(c, cAt + 3 * cRow)).intoArray(c, cAt + 3 * cRow);
        c31.add(Lanes.load(c, cAt + 3 * cRow + Lanes.COUNT)).intoArray(c, cAt + 3 * cRow + Lanes.COUNT);
        c40.add(Lanes.load(c, cAt + 4 * cRow)).intoArray(c, cAt + 4 * cRow);
        c41.add(Lanes.load(c, cAt + 4 * cRow + Lanes.COUNT)).intoArray(c, cAt + 4 * cRow + Lanes.COUNT);
        c50.add(Lanes.load(c, cAt + 5 * cRow)).intoArray(c, cAt + 5 * cRow);
        c51.add(Lanes.load(c, cAt + 5 * cRow + Lanes.COUNT)).intoArray(c, cAt + 5 * cRow + Lanes.COUNT);
    }

    private static void narrowTile(float[] a, int aAt, int aRow, float[] b, int bAt, int bRow, float[] c, int cAt,
            int cRow, int depth) {
        FloatVector c0 = FloatVector.zero(Lanes.SPECIES);
        FloatVector c1 = c0;
        FloatVector c2 = c0;
        FloatVector c3 = c0;
        FloatVector c4 = c0;
        FloatVector c5 = c0;
        int from = aAt;
        int at = bAt;
        for (int k = 0; k < depth; k++) {
            FloatVector v = Lanes.load(b, at);
            c0 = v.fma(Lanes.broadcast(a[from]), c0);
            c1 = v.fma(Lanes.broadcast(a[from + 1]), c1);
            c2 = v.fma(Lanes.broadcast(a[from + 2]), c2);
            c3 = v.fma(Lanes.broadcast(a[from + 3]), c3);
            c4 = v.fma(Lanes.broadcast(a[from + 4]), c4);
            c5 = v.fma(Lanes.broadcast(a[from + 5]), c5);
            from += aRow;
            at += bRow;
        }
        c0.add(Lanes.load(c, cAt)).intoArray(c, cAt);
        c1.add(Lanes.load(c, cAt + cRow)).intoArray(c, cAt + cRow);
        c2.add(Lanes.load(c, cAt + 2 * cRow)).intoArray(c, cAt + 2 * cRow);
        c3.add(Lanes.load(c, cAt + 3 * cRow)).intoArray(c, cAt + 3 * cRow);
        c4.add(Lanes.load(c, cAt + 4 * cRow)).intoArray(c, cAt + 4 * cRow);
        c5.add(Lanes.load(c, cAt + 5 * cRow)).intoArray(c, cAt + 5 * cRow);
    }
}
