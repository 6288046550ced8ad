package arc.index;

import org.apache.lucene.index.LeafReaderContext;

import java.util.List;

/** Says when merging all segments of a gallery pays. */
final class MergeAdvice {

    /** A share of entries outside the largest segment, or of removed ones, that costs searches more than a merge. */
    private static final double WORTHWHILE_SHARE = 0.1;

    private MergeAdvice() {}

    static boolean isWorthwhile(List<LeafReaderContext> segments) {
        int documents = 0;
        int live = 0;
        int largest = 0;
        for (LeafReaderContext segment : segments) {
            documents += segment.reader().maxDoc();
            live += segment.reader().numDocs();
            largest = Math.max(largest, segment.reader().numDocs());
        }
        if (segments.size() <= 1 && documents == live) {
            return false;
        }
        return live <= SearchMode.EXACT_UP_TO_ENTRIES || live - largest >= WORTHWHILE_SHARE * live
                || documents - live >= WORTHWHILE_SHARE * documents;
    }
}
