package arc.infer.evaluation;

import arc.infer.embedding.EmbeddingSet;
import arc.infer.embedding.LeftOut;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Holds some rows of a set, and knows where they stood. */
final class SubSet {

    private final EmbeddingSet whole;
    private final int[] rows; // of the whole, ascending

    private SubSet(EmbeddingSet whole, int[] rows) {
        this.whole = whole;
        this.rows = rows;
    }

    static SubSet where(EmbeddingSet whole, IntPredicate isIn) {
        return new SubSet(whole, IntStream.range(0, whole.size()).filter(isIn).toArray());
    }

    boolean isEmpty() {
        return rows.length == 0;
    }

    int size() {
        return rows.length;
    }

    /** Returns a copy of the rows; there must be some. */
    EmbeddingSet set() {
        return rows.length == whole.size() ? whole : whole.select(rows);
    }

    /**
     * Returns what probes leave out of this part of a gallery.
     *
     * @param leftOut what they leave out of the whole
     * @param probes the part of all probes that is meant
     */
    LeftOut leftOut(LeftOut leftOut, SubSet probes) {
        return probe -> {
            int row = leftOut.galleryRow(probes.rows[probe]);
            return row == LeftOut.NONE ? LeftOut.NONE : Math.max(LeftOut.NONE, Arrays.binarySearch(rows, row));
        };
    }
}
