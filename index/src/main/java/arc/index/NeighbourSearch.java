package arc.index;

import arc.infer.embedding.Embedding;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Answers queries of one request: collects candidates, exactly or approximately, and ranks them by their exact cosines. */
final class NeighbourSearch {

    private static final List<String> ALL_VECTORS = List.of(Fields.VECTOR, Fields.TWIN);
    private static final List<String> OUTSIDE_GRAPH = List.of(Fields.TWIN);

    private final GalleryReader reader;
    private final int k; // hits there can be, at most
    private final double minCosine;
    private final SearchMode mode;
    private final @Nullable Matches matches; // null: every entry counts

    /**
     * Prepares for a request.
     *
     * @throws IOException when the filters can't be evaluated
     */
    NeighbourSearch(GalleryReader reader, IndexSearcher searcher, SearchRequest request) throws IOException {
        this.reader = reader;
        this.matches = request.filters().isEmpty()
                ? null
                : Matches.of(searcher, FilterQueries.allOf(request.filters(), reader.lucene()));
        int counting = matches == null ? reader.entries() : matches.count();
        this.k = Math.min(request.k(), counting);
        this.minCosine = request.minCosine();
        SearchMode asked = request.mode();
        this.mode = asked != null ? asked : SearchMode.byDefault(counting, reader.entries(), request.k());
    }

    /** Answers one query, with the threads of {@code searcher}. */
    SearchResult search(Embedding query, IndexSearcher searcher) throws IOException {
        if (k == 0) {
            return new SearchResult(mode, List.of());
        }
        int[] candidates = switch (mode) {
            case SearchMode.Exact _ -> exact(query, searcher);
            case SearchMode.Approximate(int numCandidates) -> approximate(query, searcher, numCandidates);
        };
        return new SearchResult(mode, hits(query, candidates));
    }

    private int[] exact(Embedding query, IndexSearcher searcher) throws IOException {
        return ExactScan.candidates(searcher, query.toArrayCopy(), k, ALL_VECTORS, matches);
    }

    /** Walks the graph, and scans what is outside of it; scans everything that counts where the walk may have missed some. */
    private int[] approximate(Embedding query, IndexSearcher searcher, int numCandidates) throws IOException {
        Optional<int[]> walked = walk(query, searcher, Math.min(numCandidates, reader.entries()));
        if (walked.isEmpty()) {
            return exact(query, searcher);
        }
        int[] outside = ExactScan.candidates(searcher, query.toArrayCopy(), k, OUTSIDE_GRAPH, matches);
        if (walked.get().length + outside.length < k) {
            return exact(query, searcher); // Parts of the graph were out of reach: the promise of k hits comes first.
        }
        return IntStream.concat(Arrays.stream(walked.get()), Arrays.stream(outside)).toArray();
    }

    private Optional<int[]> walk(Embedding query, IndexSearcher searcher, int width) throws IOException {
        if (matches != null) {
            return FilteredWalk.nearest(searcher, query.toArrayCopy(), width, matches);
        }
        KnnFloatVectorQuery walk = new KnnFloatVectorQuery(Fields.VECTOR, query.toArrayCopy(), width);
        ScoreDoc[] found = searcher.search(walk, width).scoreDocs;
        return Optional.of(Arrays.stream(found).mapToInt(hit -> hit.doc).toArray());
    }

    private List<Hit> hits(Embedding query, int[] candidates) throws IOException {
        List<Hit> hits = new ArrayList<>();
        for (Ranking.Ranked next : Ranking.nearest(reader.lucene(), query, candidates, k)) {
            if (next.cosine() < minCosine) {
                break;
            }
            hits.add(Hit.of(hits.size() + 1, reader.entry(next.document()), next.cosine()));
        }
        return hits;
    }
}
