package arc.cli.command;

import arc.index.GallerySearcher;
import arc.index.SearchRequest;
import arc.index.SearchResult;
import arc.infer.embedding.Embedding;
import arc.infer.image.DecodedImage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Gathers queries, and answers them {@value #SIZE} at a time, by several threads, in the order they came in. */
final class QueryBatch {

    private static final int SIZE = 256;

    /**
     * Is one query.
     *
     * @param name as typed
     * @param picture shows it, where it can be shown
     * @param embedding to search with
     */
    record Query(String name, Supplier<Optional<DecodedImage>> picture, Embedding embedding) {}

    /** Takes the answers. */
    @FunctionalInterface
    interface Taker {
        void take(Query query, SearchResult result);
    }

    private final GallerySearcher searcher;
    private final SearchRequest request;
    private final Taker taker;
    private final List<Query> waiting = new ArrayList<>();

    QueryBatch(GallerySearcher searcher, SearchRequest request, Taker taker) {
        this.searcher = searcher;
        this.request = request;
        this.taker = taker;
    }

    void add(Query query) {
        waiting.add(query);
        if (waiting.size() == SIZE) {
            answer();
        }
    }

    /** Answers what waits. */
    void answer() {
        if (waiting.isEmpty()) {
            return;
        }
        List<SearchResult> results = searcher.searchAll(waiting.stream().map(Query::embedding).toList(), request);
        for (int i = 0; i < waiting.size(); i++) {
            taker.take(waiting.get(i), results.get(i));
        }
        waiting.clear();
    }
}
