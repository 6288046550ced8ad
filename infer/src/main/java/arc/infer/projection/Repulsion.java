package arc.infer.projection;

import arc.infer.embedding.Workers;

/** Computes how the points of a projection push each other away. */
sealed interface Repulsion permits PairwiseRepulsion, TreeRepulsion {

    /** Points that one thread takes at a time. */
    int BLOCK = 64;

    /**
     * Computes, with q(i, j) = 1 / (1 + |yi - yj|²), for every i the sums over all other j. The same bits come out
     * whatever the number of threads.
     *
     * @param positions y, [n, dims]
     * @param forces receives Σ q² (yi - yj), [n, dims]
     * @param sums receives Σ q, [n]
     */
    void compute(double[] positions, double[] forces, double[] sums, Workers workers);
}
