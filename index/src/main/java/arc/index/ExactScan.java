package arc.index;

import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ConjunctionUtils;
import org.apache.lucene.search.DocAndFloatFeatureBuffer;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.VectorScorer;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Scores every entry that counts, straight from the mapped vector files, in slices that run in parallel. */
final class ExactScan {

    /** Documents a task scores: some 10 milliseconds of work at dimension 512, so that a few tasks fill the cores. */
    private static final int SLICE_DOCUMENTS = 16_384;

    private ExactScan() {}

    /**
     * Returns the documents that can be among the k nearest: those, and any whose score is too close to the
     * k-th to be told apart in float32.
     *
     * @param fields whose vectors count
     * @param matches which documents count, or null for all; deleted ones never do
     */
    static int[] candidates(IndexSearcher searcher, float[] query, int k, List<String> fields,
            @Nullable Matches matches)
            throws IOException {
        List<Callable<Nearest>> tasks = new ArrayList<>();
        for (LeafReaderContext leaf : searcher.getLeafContexts()) {
            List<String> present = fields.stream().filter(field -> hasField(leaf, field)).toList();
            if (present.isEmpty()) {
                continue;
            }
            FixedBitSet counting = matches == null ? null : matches.in(leaf);
            int documents = leaf.reader().maxDoc();
            for (int from = 0; from < documents; from += SLICE_DOCUMENTS) {
                int first = from;
                int end = Math.min(documents, from + SLICE_DOCUMENTS);
                for (String field : present) {
                    tasks.add(() -> scan(leaf, field, first, end, query, k, counting));
                }
            }
        }
        Nearest all = new Nearest(k);
        for (Nearest slice : searcher.getTaskExecutor().invokeAll(tasks)) {
            all.addAll(slice);
        }
        return all.documents();
    }

    /** The same for one segment and one field, by the calling thread. */
    static int[] candidatesIn(LeafReaderContext leaf, float[] query, int k, String field, Matches matches)
            throws IOException {
        return scan(leaf, field, 0, leaf.reader().maxDoc(), query, k, matches.in(leaf)).documents();
    }

    private static boolean hasField(LeafReaderContext leaf, String field) {
        return leaf.reader().getFieldInfos().fieldInfo(field) != null;
    }

    private static Nearest scan(LeafReaderContext leaf, String field, int from, int to, float[] query, int k,
            @Nullable FixedBitSet counting) throws IOException {
        Nearest nearest = new Nearest(k);
        FloatVectorValues vectors = leaf.reader().getFloatVectorValues(field);
        if (vectors == null) {
            return nearest;
        }
        VectorScorer scorer = vectors.scorer(query);
        if (scorer == null) {
            return nearest;
        }
        DocIdSetIterator range = DocIdSetIterator.range(from, to);
        DocIdSetIterator documents = counting == null
                ? range
                : ConjunctionUtils.intersectIterators(List.of(range, new BitSetIterator(counting, to - from)));
        VectorScorer.Bulk bulk = scorer.bulk(documents);
        Bits live = leaf.reader().getLiveDocs();
        DocAndFloatFeatureBuffer scores = new DocAndFloatFeatureBuffer();
        while (true) {
            bulk.nextDocsAndScores(to, live, scores);
            if (scores.size == 0) {
                return nearest;
            }
            for (int i = 0; i < scores.size; i++) {
                nearest.add(leaf.docBase + scores.docs[i], scores.features[i]);
            }
        }
    }
}
