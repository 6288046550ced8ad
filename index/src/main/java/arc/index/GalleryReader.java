package arc.index;

import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads entries of one commit. Lucene's document numbers stay in this package: they mean something to
 * one reader only. Safe for several threads.
 */
final class GalleryReader implements Closeable {

    /** Stands for no document. */
    static final int NONE = -1;

    private final DirectoryReader reader;

    private GalleryReader(DirectoryReader reader) {
        this.reader = reader;
    }

    /** Opens the last commit of a gallery. */
    static GalleryReader open(Directory directory) throws IOException {
        return new GalleryReader(DirectoryReader.open(directory));
    }

    /** Returns a reader of the last commit, which is this one if there was none since; then closes this one. */
    GalleryReader refreshed() throws IOException {
        DirectoryReader newer = DirectoryReader.openIfChanged(reader);
        if (newer == null) {
            return this;
        }
        reader.close();
        return new GalleryReader(newer);
    }

    DirectoryReader lucene() {
        return reader;
    }

    /** Returns the number of entries. */
    int entries() {
        return reader.numDocs();
    }

    /** Returns the size of the vectors, which is most of a gallery's. Removed ones that are still there count. */
    long vectorBytes(int dimension) {
        return 4L * dimension * reader.maxDoc();
    }

    /** Returns the document of an entry, or {@link #NONE}. */
    int documentOfId(String id) throws IOException {
        return documentOf(new Term(Fields.ID, id));
    }

    /** Returns the document of the entry that has a path, or {@link #NONE}. */
    int documentOfPath(String path) throws IOException {
        return documentOf(new Term(Filter.PATH, path));
    }

    private int documentOf(Term term) throws IOException {
        for (LeafReaderContext leaf : reader.leaves()) {
            PostingsEnum postings = leaf.reader().postings(term, PostingsEnum.NONE);
            if (postings == null) {
                continue;
            }
            Bits live = leaf.reader().getLiveDocs();
            for (int doc = postings.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = postings.nextDoc()) {
                if (live == null || live.get(doc)) {
                    return leaf.docBase + doc;
                }
            }
        }
        return NONE;
    }

    /** Returns ids that begin with some characters, in their order, up to a limit. */
    List<String> idsStartingWith(String prefix, int limit) throws IOException {
        TreeSet<String> ids = new TreeSet<>();
        for (LeafReaderContext leaf : reader.leaves()) {
            Terms terms = leaf.reader().terms(Fields.ID);
            if (terms == null) {
                continue;
            }
            TermsEnum each = terms.iterator();
            int found = 0;
            boolean more = each.seekCeil(new BytesRef(prefix)) != TermsEnum.SeekStatus.END;
            while (more && found < limit && each.term().utf8ToString().startsWith(prefix)) {
                String id = each.term().utf8ToString();
                if (documentOfId(id) != NONE) { // not removed
                    ids.add(id);
                    found++;
                }
                more = each.next() != null;
            }
        }
        return ids.stream().limit(limit).toList();
    }

    /**
     * Compares every file's bytes with its checksum.
     *
     * @throws IOException a CorruptIndexException when they differ
     */
    void checkIntegrity() throws IOException {
        for (LeafReaderContext leaf : reader.leaves()) {
            leaf.reader().checkIntegrity();
        }
    }

    /** Returns the entry at a document. */
    GalleryEntry entry(int document) throws IOException {
        BytesRef sources = reader.storedFields().document(document, Set.of(Fields.SOURCES))
                .getBinaryValue(Fields.SOURCES);
        if (sources == null) {
            throw new IOException("document " + document + " has no " + Fields.SOURCES);
        }
        return new GalleryEntry(id(document), Fields.sourcesFromBytes(sources));
    }

    /** Returns the id of the entry at a document. */
    String id(int document) throws IOException {
        return id(document, new ValueCursor(reader, Fields.ID));
    }

    /** Returns the id of the entry at a document, read by a cursor of the field. */
    static String id(int document, ValueCursor ids) throws IOException {
        BytesRef id = ids.at(document);
        if (id == null) {
            throw new IOException("document " + document + " has no " + Fields.ID);
        }
        return id.utf8ToString();
    }

    /** Returns the vector at a document, the caller's own. */
    float[] vector(int document) throws IOException {
        LeafReaderContext leaf = leafOf(document);
        return new VectorCursor(leaf.reader()).at(document - leaf.docBase).clone();
    }

    /** Says whether the vector at a document was left out of the graph, see {@link Twins}. */
    boolean isTwin(int document) throws IOException {
        LeafReaderContext leaf = leafOf(document);
        return new VectorCursor(leaf.reader()).isOutside(document - leaf.docBase);
    }

    /** Counts the entries whose vectors are as good as equal, up to a limit. */
    int crowd(String name, int limit) throws IOException {
        int count = 0;
        for (LeafReaderContext leaf : reader.leaves()) {
            PostingsEnum postings = leaf.reader().postings(new Term(Fields.CROWD, name), PostingsEnum.NONE);
            if (postings == null) {
                continue;
            }
            Bits live = leaf.reader().getLiveDocs();
            while (count < limit && postings.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
                count += live == null || live.get(postings.docID()) ? 1 : 0;
            }
        }
        return count;
    }

    /** Returns the documents of all entries, ascending. */
    int[] documents() {
        int[] documents = new int[entries()];
        int next = 0;
        for (LeafReaderContext leaf : reader.leaves()) {
            Bits live = leaf.reader().getLiveDocs();
            for (int doc = 0; doc < leaf.reader().maxDoc(); doc++) {
                if (live == null || live.get(doc)) {
                    documents[next++] = leaf.docBase + doc;
                }
            }
        }
        return documents;
    }

    /** Returns the documents of all entries in the order of their ids. */
    int[] documentsById() throws IOException {
        record Identified(String id, int document) {}
        List<Identified> all = new ArrayList<>(entries());
        for (int document : documents()) {
            all.add(new Identified(id(document), document));
        }
        all.sort(Comparator.comparing(Identified::id));
        return all.stream().mapToInt(Identified::document).toArray();
    }

    private LeafReaderContext leafOf(int document) {
        List<LeafReaderContext> leaves = reader.leaves();
        return leaves.get(ReaderUtil.subIndex(document, leaves));
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
