package arc.index;

import arc.infer.embedding.Cosine;
import arc.infer.embedding.Embedding;
import org.apache.lucene.index.BinaryDocValues;
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

    static List<Ranked> of(IndexReader reader, Embedding query, int[] documents) throws IOException {
        float[] target = query.toArrayCopy();
        int[] ascending = documents.clone();
        Arrays.sort(ascending); // doc values and vectors are read forwards
        List<Ranked> ranked = new ArrayList<>(ascending.length);
        int next = 0;
        for (LeafReaderContext leaf : reader.leaves()) {
            int end = leaf.docBase + leaf.reader().maxDoc();
            if (next == ascending.length || ascending[next] >= end) {
                continue;
            }
            VectorCursor vectors = new VectorCursor(leaf.reader());
            BinaryDocValues ids = leaf.reader().getBinaryDocValues(Fields.ID);
            for (; next < ascending.length && ascending[next] < end; next++) {
                int document = ascending[next] - leaf.docBase;
                if (!ids.advanceExact(document)) {
                    throw new IOException("document " + ascending[next] + " has no id");
                }
                ranked.add(new Ranked(ascending[next], ids.binaryValue().utf8ToString(),
                        Cosine.of(target, vectors.at(document))));
            }
        }
        ranked.sort(NEAREST_FIRST);
        return ranked;
    }
}
