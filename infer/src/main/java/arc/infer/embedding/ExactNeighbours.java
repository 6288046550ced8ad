package arc.infer.embedding;

import java.util.Arrays;

/**
 * Finds the nearest gallery rows of each probe by comparing it with all of them. The results depend on
 * nothing but the two sets; equal cosines stand in the order of their rows.
 */
public final class ExactNeighbours {

    private final int[][] rows; // [probe][rank]
    private final float[][] cosines;

    private ExactNeighbours(int probes) {
        this.rows = new int[probes][];
        this.cosines = new float[probes][];
    }

    /**
     * Searches with every probe.
     *
     * @param k how many neighbours to find, at least 1; fewer where the gallery has fewer
     * @param leftOut the row that a probe must not find
     * @param threads to compute with, at least 1
     */
    public static ExactNeighbours find(EmbeddingSet probes, EmbeddingSet gallery, int k, LeftOut leftOut, int threads) {
        if (k < 1) {
            throw new IllegalArgumentException("k must be >= 1, got " + k);
        }
        ExactNeighbours found = new ExactNeighbours(probes.size());
        CosineRows.visit(probes, gallery, threads, (probe, cosines) -> {
            int own = leftOut.galleryRow(probe);
            if (own != LeftOut.NONE) {
                cosines[own] = Float.NEGATIVE_INFINITY;
            }
            int[] best = Ranking.best(cosines, k);
            float[] bestCosines = new float[best.length];
            for (int rank = 0; rank < best.length; rank++) {
                bestCosines[rank] = Math.clamp(cosines[best[rank]], -1f, 1f);
            }
            found.rows[probe] = best;
            found.cosines[probe] = bestCosines;
        });
        return found;
    }

    /** Returns the number of probes. */
    public int probes() {
        return rows.length;
    }

    /** Returns how many neighbours a probe has. */
    public int count(int probe) {
        return rows[probe].length;
    }

    /** Returns the gallery rows of a probe's neighbours, the nearest first. */
    public int[] rowsCopy(int probe) {
        return rows[probe].clone();
    }

    /** Returns the gallery row at a rank, from 0. */
    public int row(int probe, int rank) {
        return rows[probe][rank];
    }

    /** Returns the cosine at a rank, from 0; in [-1, 1]. */
    public float cosine(int probe, int rank) {
        return cosines[probe][rank];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExactNeighbours that && Arrays.deepEquals(rows, that.rows)
                && Arrays.deepEquals(cosines, that.cosines);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(rows);
    }
}
