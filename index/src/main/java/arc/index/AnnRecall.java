package arc.index;

import arc.infer.embedding.Embedding;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Measures which share of the nearest entries approximate search finds. */
final class AnnRecall {

    private static final int K = 10;

    /** Entries that search for their neighbours: enough for two digits. */
    private static final int SAMPLE = 200;

    /** The same entries at each check of the same gallery. */
    private static final long SEED = 10;

    /** An entry that is as near as the last one counts as found: which of the two is listed is chance. */
    private static final double TIE = 1e-9;

    private AnnRecall() {}

    /** Lets a sample of the entries search, approximately with the default candidates and exactly. */
    static double sampled(GallerySearcher searcher) {
        List<GalleryEntry> entries = new ArrayList<>(searcher.entries(List.of()));
        Collections.shuffle(entries, new Random(SEED));
        List<Embedding> queries = entries.stream().limit(SAMPLE).map(entry -> searcher.embedding(entry.id())).toList();
        SearchRequest request = SearchRequest.top(K);
        List<SearchResult> exact = searcher.searchAll(queries, request.in(new SearchMode.Exact()));
        List<SearchResult> approximate = searcher.searchAll(queries,
                request.in(new SearchMode.Approximate(SearchMode.DEFAULT_NUM_CANDIDATES)));
        double sum = 0;
        for (int i = 0; i < queries.size(); i++) {
            List<Hit> nearest = exact.get(i).hits();
            double last = nearest.getLast().cosine() - TIE;
            sum += (double) approximate.get(i).hits().stream().filter(hit -> hit.cosine() >= last).count()
                    / nearest.size();
        }
        return sum / queries.size();
    }
}
