package arc.index;

import arc.infer.ArcException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Finds the documents of the entries that somebody names. */
final class EntryLookup {

    /** Shortest beginning of an id that stands for it: four bytes of a SHA-256, which a path hardly is by chance. */
    private static final int SHORTEST_PREFIX = 8;

    private EntryLookup() {}

    /** Returns the document of an id, the beginning of one, or a path; {@link GalleryReader#NONE} if there is none. */
    static int document(GalleryReader reader, String idOrPath) throws IOException {
        int byId = reader.documentOfId(idOrPath);
        if (byId != GalleryReader.NONE) {
            return byId;
        }
        int byPath = reader.documentOfPath(idOrPath);
        if (byPath != GalleryReader.NONE) {
            return byPath;
        }
        int byAbsolutePath = reader.documentOfPath(FilterQueries.absolute(idOrPath));
        return byAbsolutePath != GalleryReader.NONE ? byAbsolutePath : documentOfPrefix(reader, idOrPath);
    }

    private static int documentOfPrefix(GalleryReader reader, String prefix) throws IOException {
        if (prefix.length() < SHORTEST_PREFIX) {
            return GalleryReader.NONE;
        }
        List<String> ids = reader.idsStartingWith(prefix, 2);
        if (ids.size() > 1) {
            throw new ArcException(ArcException.Kind.USAGE, "several entries have ids that begin with " + prefix + ": "
                    + ids.getFirst() + ", " + ids.getLast() + "; give more of the id");
        }
        return ids.isEmpty() ? GalleryReader.NONE : reader.documentOfId(ids.getFirst());
    }

    /** Returns the documents of entries that a filter's query matches, ascending. */
    static List<Integer> documents(IndexSearcher searcher, Query query) throws IOException {
        Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
        List<Integer> documents = new ArrayList<>();
        for (LeafReaderContext leaf : searcher.getLeafContexts()) {
            Scorer scorer = weight.scorer(leaf);
            if (scorer == null) {
                continue;
            }
            Bits live = leaf.reader().getLiveDocs();
            DocIdSetIterator matches = scorer.iterator();
            for (int doc = matches.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = matches.nextDoc()) {
                if (live == null || live.get(doc)) {
                    documents.add(leaf.docBase + doc);
                }
            }
        }
        return documents;
    }
}
