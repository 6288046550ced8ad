package arc.index;

import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds documents by the terms of one field, many after another: it keeps its place in the dictionary, so that terms
 * asked for in their order cost a fraction of a fresh search each. Not safe for several threads.
 */
final class TermCursor {

    private final List<Segment> segments = new ArrayList<>();

    TermCursor(IndexReader reader, String field) throws IOException {
        for (LeafReaderContext leaf : reader.leaves()) {
            Terms terms = leaf.reader().terms(field);
            if (terms != null) {
                segments.add(new Segment(terms.iterator(), leaf.reader().getLiveDocs(), leaf.docBase));
            }
        }
    }

    /** One segment's dictionary. */
    private static final class Segment {

        private final TermsEnum terms;
        private final @Nullable Bits live;
        private final int docBase;
        private @Nullable PostingsEnum postings;

        Segment(TermsEnum terms, @Nullable Bits live, int docBase) {
            this.terms = terms;
            this.live = live;
            this.docBase = docBase;
        }

        int documentOf(BytesRef term) throws IOException {
            if (!terms.seekExact(term)) {
                return GalleryReader.NONE;
            }
            PostingsEnum documents = terms.postings(postings, PostingsEnum.NONE);
            postings = documents;
            for (int doc = documents.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = documents.nextDoc()) {
                if (live == null || live.get(doc)) {
                    return docBase + doc;
                }
            }
            return GalleryReader.NONE;
        }
    }

    /** Returns the document that has a term, or {@link GalleryReader#NONE}. */
    int documentOf(String text) throws IOException {
        BytesRef term = new BytesRef(text);
        for (Segment segment : segments) {
            int document = segment.documentOf(term);
            if (document != GalleryReader.NONE) {
                return document;
            }
        }
        return GalleryReader.NONE;
    }
}
