package arc.infer.evaluation;

import java.util.Arrays;

/**
 * Counts pairs by their cosine, rounded to 1e-6, and by whether their labels are the same. Cosines
 * closer than that are rounding and count as equal; so any number of pairs takes the same memory, and
 * none has to be left to chance. Not safe for several threads: each has its own, and they are summed.
 */
public final class PairScores {

    /** Steps in one unit of cosine. */
    static final int STEPS_PER_UNIT = 1_000_000;

    /** Steps from -1 to 1. */
    static final int STEPS = 2 * STEPS_PER_UNIT + 1;

    private final long[] same = new long[STEPS];
    private final long[] different = new long[STEPS];

    /**
     * Counts one pair.
     *
     * @param cosine not NaN; what is beyond [-1, 1] counts as the bound
     */
    public void add(double cosine, boolean sameLabel) {
        int step = step(cosine);
        if (sameLabel) {
            same[step]++;
        } else {
            different[step]++;
        }
    }

    /** Counts all pairs of another count as well. */
    public void add(PairScores other) {
        for (int step = 0; step < STEPS; step++) {
            same[step] += other.same[step];
            different[step] += other.different[step];
        }
    }

    /** Returns the step, 0 to STEPS - 1, of a cosine; those beyond [-1, 1] get the step of the bound. */
    static int step(double cosine) {
        return Math.clamp((long) Math.floor(cosine * STEPS_PER_UNIT + 0.5) + STEPS_PER_UNIT, 0, STEPS - 1);
    }

    /** Returns the cosine that a step stands for. */
    static double cosine(int step) {
        return (double) (step - STEPS_PER_UNIT) / STEPS_PER_UNIT;
    }

    long same(int step) {
        return same[step];
    }

    long different(int step) {
        return different[step];
    }

    long sameTotal() {
        return Arrays.stream(same).sum();
    }

    long differentTotal() {
        return Arrays.stream(different).sum();
    }
}
