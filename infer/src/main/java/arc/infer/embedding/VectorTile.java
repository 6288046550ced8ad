package arc.infer.embedding;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Multiplies in vector registers: twelve sums of a vector each, kept there over the whole dimension. */
final class VectorTile implements Tile {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    @Override
    public int columns() {
        return 2 * LANES;
    }

    @Override
    public void multiply(float[] rows, int[] at, float[] panel, int dimension, float[] products) {
        int r0 = at[0];
        int r1 = at[1];
        int r2 = at[2];
        int r3 = at[3];
        int r4 = at[4];
        int r5 = at[5];
        FloatVector a0 = FloatVector.zero(SPECIES);
        FloatVector b0 = a0;
        FloatVector a1 = a0;
        FloatVector b1 = a0;
        FloatVector a2 = a0;
        FloatVector b2 = a0;
        FloatVector a3 = a0;
        FloatVector b3 = a0;
        FloatVector a4 = a0;
        FloatVector b4 = a0;
        FloatVector a5 = a0;
        FloatVector b5 = a0;
        for (int k = 0; k < dimension; k++) {
            FloatVector a = FloatVector.fromArray(SPECIES, panel, k * 2 * LANES);
            FloatVector b = FloatVector.fromArray(SPECIES, panel, k * 2 * LANES + LANES);
            FloatVector x = FloatVector.broadcast(SPECIES, rows[r0 + k]);
            a0 = multiplyAdd(x, a, a0);
            b0 = multiplyAdd(x, b, b0);
            x = FloatVector.broadcast(SPECIES, rows[r1 + k]);
            a1 = multiplyAdd(x, a, a1);
            b1 = multiplyAdd(x, b, b1);
            x = FloatVector.broadcast(SPECIES, rows[r2 + k]);
            a2 = multiplyAdd(x, a, a2);
            b2 = multiplyAdd(x, b, b2);
            x = FloatVector.broadcast(SPECIES, rows[r3 + k]);
            a3 = multiplyAdd(x, a, a3);
            b3 = multiplyAdd(x, b, b3);
            x = FloatVector.broadcast(SPECIES, rows[r4 + k]);
            a4 = multiplyAdd(x, a, a4);
            b4 = multiplyAdd(x, b, b4);
            x = FloatVector.broadcast(SPECIES, rows[r5 + k]);
            a5 = multiplyAdd(x, a, a5);
            b5 = multiplyAdd(x, b, b5);
        }
        store(products, 0, a0, b0);
        store(products, 1, a1, b1);
        store(products, 2, a2, b2);
        store(products, 3, a3, b3);
        store(products, 4, a4, b4);
        store(products, 5, a5, b5);
    }

    private static FloatVector multiplyAdd(FloatVector factor, FloatVector values, FloatVector sum) {
        return FUSED ? factor.fma(values, sum) : factor.mul(values).add(sum);
    }

    private static void store(float[] products, int row, FloatVector a, FloatVector b) {
        a.intoArray(products, row * 2 * LANES);
        b.intoArray(products, row * 2 * LANES + LANES);
    }
}
