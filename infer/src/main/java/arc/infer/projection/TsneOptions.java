package arc.infer.projection;

/**
 * Says how t-SNE works. {@link #standard} has the values that most programs agree on.
 *
 * @param dims 2 or 3
 * @param perplexity about how many neighbours each point minds, at least 1
 * @param iterations steps, of which the first {@value #EXAGGERATED} pull neighbours together; at least that many
 * @param seed of the jitter of the start
 * @param exactUpTo most points for which all pairs repel each other; beyond, far ones do in groups (Barnes and Hut)
 */
public record TsneOptions(int dims, double perplexity, int iterations, long seed, int exactUpTo) {

    /** Neighbours that a point minds, where there are points enough (scikit-learn, openTSNE). */
    public static final double PERPLEXITY = 30;

    /** Steps (scikit-learn). */
    public static final int ITERATIONS = 1000;

    /** Steps of early exaggeration (van der Maaten 2014). */
    public static final int EXAGGERATED = 250;

    /** Where the tree begins to be faster than all pairs. */
    public static final int EXACT_UP_TO = 1000;

    /** A point has neighbours for this many times the perplexity (van der Maaten 2014, section 4.1). */
    static final int NEIGHBOURS_PER_PERPLEXITY = 3;

    /** Fewest points: those that a perplexity of 1 asks for. */
    public static final int LEAST_POINTS = 1 + NEIGHBOURS_PER_PERPLEXITY;

    /** Checks the values. */
    public TsneOptions {
        if (dims != 2 && dims != 3) {
            throw new IllegalArgumentException("dims must be 2 or 3, got " + dims);
        }
        if (!(perplexity >= 1) || Double.isInfinite(perplexity)) {
            throw new IllegalArgumentException("perplexity must be >= 1, got " + perplexity);
        }
        if (iterations < EXAGGERATED) {
            throw new IllegalArgumentException("iterations must be >= " + EXAGGERATED + ", got " + iterations);
        }
        if (exactUpTo < 0) {
            throw new IllegalArgumentException("exactUpTo must be >= 0, got " + exactUpTo);
        }
    }

    /** Returns the usual options for so many points. */
    public static TsneOptions standard(int dims, int points, long seed) {
        return new TsneOptions(dims, Math.min(PERPLEXITY, largestPerplexity(points)), ITERATIONS, seed, EXACT_UP_TO);
    }

    /** Returns the largest perplexity that so many points allow, and 1 where they allow none. */
    public static double largestPerplexity(int points) {
        return Math.max(1, (points - 1) / NEIGHBOURS_PER_PERPLEXITY);
    }
}
