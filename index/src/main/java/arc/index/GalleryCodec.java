package arc.index;

import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;

import java.io.IOException;

/** Chooses how vectors are written: float32, with an HNSW graph in segments that are worth one. */
final class GalleryCodec extends Lucene104Codec {

    /** Neighbours a node keeps: Lucene's default; more cost build time and disk, and gained no recall worth it. */
    static final int MAX_CONN = 16;

    /** Candidates considered for those neighbours while building: Lucene's default, for the same reason. */
    static final int BEAM_WIDTH = 100;

    /**
     * Segments of fewer vectors than about this times its own logarithm get no graph: 1086·ln 10,000 =
     * 10,000. Scanning those takes a millisecond, so graphs are built once, when segments are merged,
     * and not for every commit on the way.
     */
    static final int NO_GRAPH_BELOW_OPERATIONS = 1086;

    /** The same for the field that {@link Twins} are in. */
    private static final int NO_GRAPH_EVER = Integer.MAX_VALUE;

    /** Largest dimension of a vector; Lucene's own limit of 1024 is a caution, not a limit of its files. */
    static final int MAX_DIMENSION = 16_384;

    private final KnnVectorsFormat vectors;
    private final KnnVectorsFormat twins;

    /** Builds graphs of large merges with {@code mergeThreads} threads. */
    GalleryCodec(int mergeThreads) {
        this.vectors = new AnyDimension(
                new Lucene99HnswVectorsFormat(MAX_CONN, BEAM_WIDTH, mergeThreads, null, NO_GRAPH_BELOW_OPERATIONS));
        this.twins = new AnyDimension(
                new Lucene99HnswVectorsFormat(MAX_CONN, BEAM_WIDTH, mergeThreads, null, NO_GRAPH_EVER));
    }

    @Override
    public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
        return field.equals(Fields.TWIN) ? twins : vectors;
    }

    /** Lifts the limit on dimensions. It keeps the delegate's name, under which segments find their reader. */
    private static final class AnyDimension extends KnnVectorsFormat {

        private final KnnVectorsFormat delegate;

        AnyDimension(KnnVectorsFormat delegate) {
            super(delegate.getName());
            this.delegate = delegate;
        }

        @Override
        public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
            return delegate.fieldsWriter(state);
        }

        @Override
        public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
            return delegate.fieldsReader(state);
        }

        @Override
        public int getMaxDimensions(String field) {
            return MAX_DIMENSION;
        }
    }
}
