package arc.index;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps crowds of equal vectors out of the HNSW graph. Their neighbours would all be each other, and
 * what lies behind them could not be reached any more: with half of 30,000 vectors drawn from 600, recall@10 fell
 * to 0.65. The first {@value #IN_GRAPH} of a crowd go into the graph; further ones go into a field without one,
 * which approximate searches scan exactly.
 */
final class Twins {

    /** Equal vectors that a graph takes well: a quarter of a node's neighbours, see {@link GalleryCodec#MAX_CONN}. */
    static final int IN_GRAPH = 4;

    /**
     * Vectors are as good as equal when all their components round to the same multiple of this. Batches
     * of different sizes give the same picture vectors that differ by some 1e-7.
     */
    private static final float GRID = 1e-3f;

    private final Map<String, Integer> added = new HashMap<>();

    /** Returns a short name that vectors as good as equal have in common, nearly always. Others rarely share it. */
    static String crowdOf(float[] vector) {
        int[] rounded = new int[vector.length];
        for (int d = 0; d < vector.length; d++) {
            rounded[d] = Math.round(vector[d] / GRID);
        }
        return Integer.toHexString(Arrays.hashCode(rounded));
    }

    /** Says whether a new vector belongs outside of the graph, and counts it if not. */
    boolean isOneTooMany(float[] vector, GalleryReader committed) throws IOException {
        String crowd = crowdOf(vector);
        int known = committed.crowd(crowd, IN_GRAPH) + added.getOrDefault(crowd, 0);
        if (known >= IN_GRAPH) {
            return true;
        }
        added.merge(crowd, 1, Integer::sum);
        return false;
    }
}
