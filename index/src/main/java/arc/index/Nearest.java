package arc.index;

import org.apache.lucene.util.LongHeap;
import org.apache.lucene.util.NumericUtils;

import java.util.Arrays;

/** Collects the documents with the k best scores, and every further one within {@value #SLACK} of the k-th. */
final class Nearest {

    /**
     * Scores closer than this may change places when summed in double precision: float32 sums of up to
     * {@link GalleryCodec#MAX_DIMENSION} products of unit vectors are off by less.
     */
    private static final float SLACK = 1e-5f;

    private static final int FIRST_CAPACITY = 64;

    private final int k;
    private final LongHeap best; // the k best scores, the worst of them on top
    private int[] documents = new int[FIRST_CAPACITY];
    private float[] scores = new float[FIRST_CAPACITY];
    private int size;
    private int compactAt = FIRST_CAPACITY;

    Nearest(int k) {
        this.k = k;
        this.best = new LongHeap(k);
    }

    void add(int document, float score) {
        if (score < threshold()) {
            return;
        }
        best.insertWithOverflow(NumericUtils.floatToSortableInt(score));
        if (size == compactAt) {
            compact();
        }
        documents[size] = document;
        scores[size] = score;
        size++;
    }

    void addAll(Nearest other) {
        for (int i = 0; i < other.size; i++) {
            add(other.documents[i], other.scores[i]);
        }
    }

    /** Returns the documents, in no particular order. */
    int[] documents() {
        keepAbove(threshold());
        return Arrays.copyOf(documents, size);
    }

    private float threshold() {
        return best.size() < k ? Float.NEGATIVE_INFINITY : NumericUtils.sortableIntToFloat((int) best.top()) - SLACK;
    }

    /** Drops what has fallen behind; grows only when that frees less than half. */
    private void compact() {
        keepAbove(threshold());
        if (size > compactAt / 2) {
            compactAt = Math.multiplyExact(2, compactAt);
            documents = Arrays.copyOf(documents, compactAt);
            scores = Arrays.copyOf(scores, compactAt);
        }
    }

    private void keepAbove(float threshold) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (scores[i] >= threshold) {
                documents[kept] = documents[i];
                scores[kept] = scores[i];
                kept++;
            }
        }
        size = kept;
    }
}
