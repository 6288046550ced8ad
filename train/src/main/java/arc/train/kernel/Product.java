package arc.train.kernel;

import jdk.incubator.vector.FloatVector;

/**
 * Multiplies small float matrices in Java arrays, c = a·b, on the calling thread. Twelve accumulators, six rows
 * by two vectors, stay in registers along the whole depth, which so is not cut: right for depths up to about a
 * thousand. Depth steps by constants: with a variable step in their place the kernel reaches two thirds of its
 * speed, so {@link TransposedProduct} is another.
 */
final class Product {

    private Product() {}

    /**
     * Writes whole tiles of {@link Panels#ROWS} rows and a panel's columns: what lies behind the last row of
     * {@code a} must be readable, and {@code c} must have the room.
     *
     * @param a [rows, depth], row i at {@code aAt + i·aRow}
     * @param b [depth, columns] in packed panels from {@code bAt} on, as {@link Panels} lays them out
     * @param c [rows, columns], row i at {@code cAt + i·cRow}
     * @param width of a panel of {@code b}, which may have more columns than are wanted here
     */
    static void multiply(float[] a, int aAt, int aRow, float[] b, int bAt, float[] c, int cAt, int cRow, int rows,
            int columns, int depth, int width) {
        for (int p = 0; p < Math.ceilDiv(columns, width); p++) {
            int panel = bAt + p * depth * width;
            for (int row = 0; row < rows; row += Panels.ROWS) {
                int left = aAt + row * aRow;
                int to = cAt + row * cRow + p * width;
                if (width == Lanes.COUNT) {
                    narrowTile(a, left, aRow, b, panel, c, to, cRow, depth);
                } else {
                    tile(a, left, aRow, b, panel, c, to, cRow, depth);
                }
            }
        }
    }

    private static void tile(float[] a, int aAt, int aRow, float[] b, int bAt, float[] c, int cAt, int cRow,
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
            v = Lanes.broadcast(a[from + aRow]);
            c10 = v.fma(b0, c10);
            c11 = v.fma(b1, c11);
            v = Lanes.broadcast(a[from + 2 * aRow]);
            c20 = v.fma(b0, c20);
            c21 = v.fma(b1, c21);
            v = Lanes.broadcast(a[from + 3 * aRow]);
            c30 = v.fma(b0, c30);
            c31 = v.fma(b1, c31);
            v = Lanes.broadcast(a[from + 4 * aRow]);
            c40 = v.fma(b0, c40);
            c41 = v.fma(b1, c41);
            v = Lanes.broadcast(a[from + 5 * aRow]);
            c50 = v.fma(b0, c50);
            c51 = v.fma(b1, c51);
            from++;
            at += 2 * Lanes.COUNT;
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + Lanes.COUNT);
        c10.intoArray(c, cAt + cRow);
        c11.intoArray(c, cAt + cRow + Lanes.COUNT);
        c20.intoArray(c, cAt + 2 * cRow);
        c21.intoArray(c, cAt + 2 * cRow + Lanes.COUNT);
        c30.intoArray(c, cAt + 3 * cRow);
        c31.intoArray(c, cAt + 3 * cRow + Lanes.COUNT);
        c40.intoArray(c, cAt + 4 * cRow);
        c41.intoArray(c, cAt + 4 * cRow + Lanes.COUNT);
        c50.intoArray(c, cAt + 5 * cRow);
        c51.intoArray(c, cAt + 5 * cRow + Lanes.COUNT);
    }

    private static void narrowTile(float[] a, int aAt, int aRow, float[] b, int bAt, float[] c, int cAt, int cRow,
            int depth) {
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
            c1 = v.fma(Lanes.broadcast(a[from + aRow]), c1);
            c2 = v.fma(Lanes.broadcast(a[from + 2 * aRow]), c2);
            c3 = v.fma(Lanes.broadcast(a[from + 3 * aRow]), c3);
            c4 = v.fma(Lanes.broadcast(a[from + 4 * aRow]), c4);
            c5 = v.fma(Lanes.broadcast(a[from + 5 * aRow]), c5);
            from++;
            at += Lanes.COUNT;
        }
        c0.intoArray(c, cAt);
        c1.intoArray(c, cAt + cRow);
        c2.intoArray(c, cAt + 2 * cRow);
        c3.intoArray(c, cAt + 3 * cRow);
        c4.intoArray(c, cAt + 4 * cRow);
        c5.intoArray(c, cAt + 5 * cRow);
    }
}
