package arc.index;

import arc.infer.embedding.Cosine;
import arc.infer.embedding.Embedding;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Orders candidates by their cosine in double precision, and by id where that is equal. */
final class Ranking {

    /** A candidate with its place in the order. */
    record Ranked(int document, String id, double cosine) {}

    private static final Comparator<Ranked> NEAREST_FIRST = Comparator.comparingDouble(Ranked::cosine).reversed()
            .thenComparing(Ranked::id);

    private Ranking() {}

    /** Returns the k nearest of some documents, or all where there are fewer, the nearest first. */
    static List<Ranked> nearest(IndexReader reader, Embedding query, int[] documents, int k) throws IOException {
        int[] ascending = documents.clone();
        Arrays.sort(ascending); // ids and vectors are read forwards
        double[] cosines = cosines(reader, query.toArrayCopy(), ascending);
        double least = kthLargest(cosines, k);
        ValueCursor ids = new ValueCursor(reader, Fields.ID);
        List<Ranked> ranked = new ArrayList<>();
        for (int i = 0; i < ascending.length; i++) {
            if (cosines[i] >= least) {
                ranked.add(new Ranked(ascending[i], GalleryReader.id(ascending[i], ids), cosines[i]));
            }
        }
        ranked.sort(NEAREST_FIRST);
        return ranked.subList(0, Math.min(k, ranked.size()));
    }

    private static double kthLargest(double[] values, int k) {
        if (values.length <= k) {
            return Double.NEGATIVE_INFINITY;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length - k];
    }

    private static double[] cosines(IndexReader reader, float[] query, int[] ascending) throws IOException {
        double[] cosines = new double[ascending.length];
        int next = 0;
        for (LeafReaderContext leaf : reader.leaves()) {
            int end = leaf.docBase + leaf.reader().maxDoc();
            if (next == ascending.length || ascending[next] >= end) {
                continue;
            }
            VectorCursor vectors = new VectorCursor(leaf.reader());
            for (; next < ascending.length && ascending[next] < end; next++) {
                cosines[next] = Cosine.of(query, vectors.at(ascending[next] - leaf.docBase));
            }
        }
        return cosines;
    }
}
