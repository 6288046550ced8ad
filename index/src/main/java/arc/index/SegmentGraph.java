package arc.index;

import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.hnsw.FlatVectorScorerUtil;
import org.apache.lucene.codecs.hnsw.HnswGraphProvider;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.hnsw.HnswGraph;
import org.apache.lucene.util.hnsw.RandomVectorScorer;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Arrays;

/**
 * Opens what a walk through one segment reads. Nodes are ordinals: places among the vectors of {@link Fields#VECTOR}. Not
 * safe for several threads.
 *
 * @param graph without nodes where the segment is too small for one
 * @param vectors which document each node is
 * @param scorer compares nodes with the query
 */
record SegmentGraph(HnswGraph graph, FloatVectorValues vectors, RandomVectorScorer scorer) {

    /** Opens a segment's graph for a query, or returns null where the segment has no vectors for one. */
    static @Nullable SegmentGraph open(LeafReader segment, float[] query) throws IOException {
        FloatVectorValues vectors = segment.getFloatVectorValues(Fields.VECTOR);
        if (vectors == null || vectors.size() == 0) {
            return null;
        }
        return new SegmentGraph(graph(segment), vectors, FlatVectorScorerUtil.getLucene99FlatVectorsScorer()
                .getRandomVectorScorer(VectorSimilarityFunction.DOT_PRODUCT, vectors, query));
    }

    private static HnswGraph graph(LeafReader segment) throws IOException {
        KnnVectorsReader reader = segment instanceof CodecReader codec ? codec.getVectorReader() : null;
        if (reader instanceof PerFieldKnnVectorsFormat.FieldsReader fields) {
            reader = fields.getFieldReader(Fields.VECTOR);
        }
        return reader instanceof HnswGraphProvider provider ? provider.getGraph(Fields.VECTOR) : HnswGraph.EMPTY;
    }

    /** Returns the nodes of some documents, ascending; those that have none are left out. */
    int[] nodes(int[] documents) throws IOException {
        KnnVectorValues.DocIndexIterator each = vectors.iterator();
        int[] nodes = new int[documents.length];
        int count = 0;
        for (int document : documents) {
            if (each.docID() < document) {
                each.advance(document);
            }
            if (each.docID() == document) {
                nodes[count++] = each.index();
            }
        }
        return Arrays.copyOf(nodes, count);
    }

    /** Returns the scores of some nodes. */
    float[] scores(int[] nodes) throws IOException {
        float[] scores = new float[nodes.length];
        scorer.bulkScore(nodes, scores, nodes.length);
        return scores;
    }
}
