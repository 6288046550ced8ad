package arc.index;

import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;

/**
 * Reads the values of one field that stand beside the documents, many after another: what it takes to read them is opened
 * again only where a document lies before the one asked for last. Not safe for several threads.
 */
final class ValueCursor {

    private final List<LeafReaderContext> segments;
    private final String field;
    /** By segment; null where nothing was asked for yet, or the field has no values. */
    private final @Nullable BinaryDocValues[] values;

    ValueCursor(IndexReader reader, String field) {
        this.segments = reader.leaves();
        this.field = field;
        this.values = new BinaryDocValues[segments.size()];
    }

    /** Returns the value of a document, which the next call may overwrite, or null. */
    @Nullable
    BytesRef at(int document) throws IOException {
        int segment = ReaderUtil.subIndex(document, segments);
        LeafReaderContext leaf = segments.get(segment);
        int doc = document - leaf.docBase;
        BinaryDocValues open = values[segment];
        if (open == null || open.docID() > doc) {
            open = leaf.reader().getBinaryDocValues(field);
            values[segment] = open;
        }
        return open != null && open.advanceExact(doc) ? open.binaryValue() : null;
    }
}
