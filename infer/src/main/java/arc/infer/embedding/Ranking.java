package arc.infer.embedding;

import java.util.Arrays;

/**
 * Ranks gallery rows by their cosine with one probe: the greater cosine first, and of equal ones the
 * lower row. A cosine of negative infinity marks a row that is left out.
 */
public final class Ranking {

    /** Cosines are first counted in this many steps between the least and the greatest. */
    private static final int STEPS = 2048;

    private Ranking() {}

    /**
     * Returns the first {@code k} rows of the ranking, or all where there are fewer.
     *
     * @param cosines by row; not NaN
     * @param k at least 1
     */
    public static int[] best(float[] cosines, int k) {
        if (k < 1) {
            throw new IllegalArgumentException("k must be >= 1, got " + k);
        }
        float least = Float.POSITIVE_INFINITY;
        float greatest = Float.NEGATIVE_INFINITY;
        int available = 0;
        for (float cosine : cosines) {
            if (cosine != Float.NEGATIVE_INFINITY) {
                available++;
                least = Math.min(least, cosine);
                greatest = Math.max(greatest, cosine);
            }
        }
        int wanted = Math.min(k, available);
        long[] keys = wanted < available / 2
                ? keysFromStep(cosines, wanted, least, STEPS / (greatest - least))
                : keysFromStep(cosines, available, least, 0);
        Arrays.sort(keys);
        int[] rows = new int[wanted];
        for (int i = 0; i < wanted; i++) {
            rows[i] = (int) keys[i];
        }
        return rows;
    }

    /** Collects the rows of the uppermost steps that hold at least {@code wanted} together. */
    private static long[] keysFromStep(float[] cosines, int wanted, float least, float stepsPerUnit) {
        int[] counts = new int[STEPS];
        for (float cosine : cosines) {
            if (cosine != Float.NEGATIVE_INFINITY) {
                counts[step(cosine, least, stepsPerUnit)]++;
            }
        }
        int lowest = STEPS;
        int collected = 0;
        while (collected < wanted) {
            lowest--;
            collected += counts[lowest];
        }
        long[] keys = new long[collected];
        int next = 0;
        for (int row = 0; row < cosines.length; row++) {
            float cosine = cosines[row];
            if (cosine != Float.NEGATIVE_INFINITY && step(cosine, least, stepsPerUnit) >= lowest) {
                keys[next++] = key(cosine, row);
            }
        }
        return keys;
    }

    /** Returns the step, 0 to STEPS - 1, of a cosine; it never falls when the cosine grows. */
    private static int step(float cosine, float least, float stepsPerUnit) {
        return Math.min((int) ((cosine - least) * stepsPerUnit), STEPS - 1);
    }

    /** Returns a number that is the smaller, the better the row stands. */
    private static long key(float cosine, int row) {
        int bits = Float.floatToRawIntBits(cosine + 0.0f); // -0 becomes 0
        int ascending = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
        return ((long) ~ascending << 32) | row;
    }
}
