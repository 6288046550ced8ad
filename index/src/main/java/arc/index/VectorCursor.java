package arc.index;

import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReader;
import org.jspecify.annotations.Nullable;

import java.io.IOException;

/** Reads the vectors of a segment's documents, forwards, from the field with a graph or the one without. */
final class VectorCursor {

    private final @Nullable Field inGraph;
    private final @Nullable Field outside;

    VectorCursor(LeafReader leaf) throws IOException {
        this.inGraph = Field.of(leaf, Fields.VECTOR);
        this.outside = Field.of(leaf, Fields.TWIN);
    }

    /** Returns the vector of a document, shared and valid until the next call. Documents must not descend. */
    float[] at(int document) throws IOException {
        Field field = inGraph != null && inGraph.has(document) ? inGraph : outside;
        if (field == null || !field.has(document)) {
            throw new IOException("a document has no vector");
        }
        return field.vectors.vectorValue(field.iterator.index());
    }

    /** Says whether the last vector came from outside of the graph. */
    boolean isOutside(int document) throws IOException {
        return outside != null && outside.has(document);
    }

    /** One of the two fields. */
    private record Field(FloatVectorValues vectors, KnnVectorValues.DocIndexIterator iterator) {

        static @Nullable Field of(LeafReader leaf, String name) throws IOException {
            FloatVectorValues vectors = leaf.getFloatVectorValues(name);
            return vectors == null ? null : new Field(vectors, vectors.iterator());
        }

        boolean has(int document) throws IOException {
            return (iterator.docID() < document ? iterator.advance(document) : iterator.docID()) == document;
        }
    }
}
