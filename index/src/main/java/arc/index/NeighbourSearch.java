package arc.index;

import arc.infer.embedding.Embedding;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.knn.KnnSearchStrategy;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Answers one query: collects candidates, exactly or approximately, and ranks them by their exact cosines. */
final class NeighbourSearch {

    /**
     * A filter that leaves less than this share (in percent) of a neighbourhood makes the graph walk skip
     * nodes that don't match (ACORN), instead of scoring them in vain; 60 is where Lucene's own tests
     * found it to win.
     */
    private static final int ACORN_BELOW_PERCENT = 60;

    private static final List<String> ALL_VECTORS = List.of(Fields.VECTOR, Fields.TWIN);
    private static final List<String> OUTSIDE_GRAPH = List.of(Fields.TWIN);

    private final GalleryReader reader;
    private final IndexSearcher searcher;

    /** Searches with the threads of {@code searcher}. */
    NeighbourSearch(GalleryReader reader, IndexSearcher searcher) {
        this.reader = reader;
        this.searcher = searcher;
    }

    /** Runs tasks on the threads of the searcher. */
    IndexSearcher searcher() {
        return searcher;
    }

    SearchResult search(Embedding query, SearchRequest request) throws IOException {
        int k = Math.min(request.k(), reader.entries());
        SearchMode mode = request.mode() != null
                ? request.mode()
                : SearchMode.byDefault(reader.entries(), request.k());
        Query filter = request.filters().isEmpty() ? null : FilterQueries.allOf(request.filters(), reader.lucene());
        if (k == 0) {
            return new SearchResult(mode, List.of());
        }
        int[] candidates = switch (mode) {
            case SearchMode.Exact _ -> exact(query, k, filter);
            case SearchMode.Approximate(int numCandidates) -> approximate(query, k, numCandidates, filter);
        };
        return new SearchResult(mode, hits(query, candidates, k, request.minCosine()));
    }

    private int[] exact(Embedding query, int k, @Nullable Query filter) throws IOException {
        return ExactScan.candidates(searcher, query.toArrayCopy(), k, ALL_VECTORS, filter);
    }

    private int[] approximate(Embedding query, int k, int numCandidates, @Nullable Query filter) throws IOException {
        int width = Math.min(numCandidates, reader.entries());
        ScoreDoc[] walked = searcher.search(new KnnFloatVectorQuery(Fields.VECTOR, query.toArrayCopy(), width, filter,
                new KnnSearchStrategy.Hnsw(ACORN_BELOW_PERCENT)), width).scoreDocs;
        int[] twins = ExactScan.candidates(searcher, query.toArrayCopy(), k, OUTSIDE_GRAPH, filter);
        int found = walked.length + twins.length;
        if (found < k && found < (filter == null ? reader.entries() : searcher.count(filter))) {
            // Parts of the graph could not be reached: the promise of k hits comes first.
            return exact(query, k, filter);
        }
        return IntStream.concat(Arrays.stream(walked).mapToInt(hit -> hit.doc), Arrays.stream(twins)).toArray();
    }

    private List<Hit> hits(Embedding query, int[] candidates, int k, double minCosine) throws IOException {
        List<Ranking.Ranked> ranked = Ranking.of(reader.lucene(), query, candidates);
        List<Hit> hits = new ArrayList<>();
        for (Ranking.Ranked next : ranked.subList(0, Math.min(k, ranked.size()))) {
            if (next.cosine() < minCosine) {
                break;
            }
            hits.add(Hit.of(hits.size() + 1, reader.entry(next.document()), next.cosine()));
        }
        return hits;
    }
}
