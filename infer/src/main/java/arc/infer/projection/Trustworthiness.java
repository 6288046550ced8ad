package arc.infer.projection;

import arc.infer.embedding.Ranking;

/**
 * Measures how far the neighbours in a projection are neighbours of the points as well (Venna and Kaski 2001):
 * 1 - 2 / (n k (2n - 3k - 1)) · Σ over all i and the k nearest j of i in the projection of max(0, r(i, j) - k), where j is
 * the r-th nearest point of i. 1 is the best; a random projection has about 0.5.
 */
public final class Trustworthiness {

    private Trustworthiness() {}

    /**
     * Compares a projection with its points; Euclidean distances.
     *
     * @param k neighbours to look at, at least 1 and below half the number of points
     * @param threads to compute with; the result doesn't depend on them
     */
    public static double of(Points points, Projection projection, int k, int threads) {
        int n = points.size();
        if (projection.size() != n) {
            throw new IllegalArgumentException(n + " points have no projection of " + projection.size());
        }
        if (k < 1 || 2 * k >= n) {
            throw new IllegalArgumentException(
                    "k must be >= 1 and less than half of the " + n + " points, got " + k);
        }
        int[][] near = new int[n][];
        Distances.visitNegated(projection.points(), threads, (row, negated) -> near[row] = Ranking.best(negated, k));
        long[] excess = new long[n];
        Distances.visitNegated(points, threads, (row, negated) -> {
            for (int neighbour : near[row]) {
                excess[row] += Math.max(0, rank(negated, neighbour) - k);
            }
        });
        long sum = 0;
        for (long one : excess) {
            sum += one;
        }
        return 1 - 2.0 * sum / ((double) n * k * (2.0 * n - 3.0 * k - 1));
    }

    /** Returns the rank of a point among all, from 1; of equally near ones the lower row first. */
    private static int rank(float[] negated, int point) {
        int rank = 1;
        for (int other = 0; other < negated.length; other++) {
            rank += negated[other] > negated[point] || (negated[other] == negated[point] && other < point) ? 1 : 0;
        }
        return rank;
    }
}
