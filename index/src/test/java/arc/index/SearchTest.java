package arc.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import arc.infer.embedding.Embedding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

class SearchTest {

    private static final int DIMENSION = 6;

    @TempDir
    Path gallery;

    private void fill(List<Embedding> vectors) {
        try (GalleryWriter writer = GalleryWriter.openOrCreate(gallery, Vectors.model(DIMENSION))) {
            for (int i = 0; i < vectors.size(); i++) {
                writer.put(Vectors.id(i), Vectors.at("/p/" + i, "" + i % 3), vectors.get(i));
            }
            writer.commit();
        }
    }

    private static void assertUsage(String message, Runnable action) {
        assertThatThrownBy(action::run).isInstanceOfSatisfying(ArcException.class,
                e -> assertThat(e.kind()).isEqualTo(ArcException.Kind.USAGE)).hasMessage(message);
    }

    @Test
    void refusesRequestsThatMakeNoSense() {
        assertUsage("k must be >= 1, got 0", () -> SearchRequest.top(0));
        assertUsage("k must be >= 1, got -3", () -> SearchRequest.top(-3));
        assertThat(SearchRequest.top(1).k()).isEqualTo(1);
        assertUsage("min-cosine must be in [-1, 1], got 1.5", () -> SearchRequest.top(1).atLeast(1.5));
        assertUsage("min-cosine must be in [-1, 1], got NaN", () -> SearchRequest.top(1).atLeast(Double.NaN));
        assertUsage("num-candidates must be >= 1, got 0", () -> new SearchMode.Approximate(0));
        assertUsage("num-candidates must be >= k (10), got 9",
                () -> SearchRequest.top(10).in(new SearchMode.Approximate(9)));
        assertThat(SearchRequest.top(10).in(new SearchMode.Approximate(10)).mode())
                .isEqualTo(new SearchMode.Approximate(10));
        assertUsage("threads must be >= 1, got 0", () -> GallerySearcher.open(gallery, 0));
        assertUsage("threads must be >= 1, got 0", () -> new IndexOptions(0, false, false, false));
    }

    @Test
    void returnsAllThereIsWhenKIsLarger() {
        fill(Vectors.random(1, 7, DIMENSION));
        try (GallerySearcher searcher = GallerySearcher.open(gallery)) {
            Embedding query = Vectors.random(2, 1, DIMENSION).getFirst();
            for (SearchMode mode : List.of(new SearchMode.Exact(), new SearchMode.Approximate(Integer.MAX_VALUE))) {
                assertThat(searcher.search(query, SearchRequest.top(Integer.MAX_VALUE).in(mode)).hits()).hasSize(7);
                assertThat(searcher.search(query, SearchRequest.top(7).in(mode)).hits()).hasSize(7);
                assertThat(searcher.search(query, SearchRequest.top(6).in(mode)).hits()).hasSize(6);
            }
        }
    }

    @Test
    void putsEqualCosinesInTheOrderOfIds() {
        Embedding one = Vectors.random(3, 1, DIMENSION).getFirst();
        fill(IntStream.range(0, 500).mapToObj(_ -> one).toList());
        List<String> ids = IntStream.range(0, 500).mapToObj(Vectors::id).sorted().toList();
        try (GallerySearcher searcher = GallerySearcher.open(gallery, 2)) {
            SearchResult result = searcher.search(one, SearchRequest.top(20));
            assertThat(result.hits()).extracting(Hit::id).isEqualTo(ids.subList(0, 20));
            assertThat(result.hits()).extracting(Hit::rank)
                    .isEqualTo(IntStream.rangeClosed(1, 20).boxed().toList());
        }
    }

    @Test
    void givesTheCosineInDoublePrecision() {
        List<Embedding> vectors = Vectors.random(4, 50, DIMENSION);
        fill(vectors);
        Embedding query = Vectors.random(5, 1, DIMENSION).getFirst();
        try (GallerySearcher searcher = GallerySearcher.open(gallery)) {
            for (Hit hit : searcher.search(query, SearchRequest.top(50)).hits()) {
                int i = Integer.parseInt(hit.path().substring(3));
                assertThat(hit.cosine()).isEqualTo(vectors.get(i).cosine(query));
            }
        }
    }

    @Test
    void leavesOutHitsBelowTheLeastCosine() {
        List<Embedding> vectors = Vectors.random(6, 50, DIMENSION);
        fill(vectors);
        Embedding query = Vectors.random(7, 1, DIMENSION).getFirst();
        try (GallerySearcher searcher = GallerySearcher.open(gallery)) {
            List<Hit> all = searcher.search(query, SearchRequest.top(50)).hits();
            double tenth = all.get(9).cosine();
            assertThat(searcher.search(query, SearchRequest.top(50).atLeast(tenth)).hits())
                    .isEqualTo(all.subList(0, 10));
            assertThat(searcher.search(query, SearchRequest.top(50).atLeast(Math.nextUp(tenth))).hits())
                    .isEqualTo(all.subList(0, 9));
            assertThat(searcher.search(query, SearchRequest.top(5).atLeast(1)).hits()).isEmpty();
        }
    }

    @Test
    void answersABatchAsItAnswersEachQuery() {
        fill(Vectors.random(8, 300, DIMENSION));
        List<Embedding> queries = Vectors.random(9, 40, DIMENSION);
        SearchRequest request = SearchRequest.top(5).among(List.of(Filter.parse("label!=1")));
        try (GallerySearcher searcher = GallerySearcher.open(gallery, 2)) {
            List<SearchResult> expected = new ArrayList<>();
            queries.forEach(query -> expected.add(searcher.search(query, request)));
            assertThat(searcher.searchAll(queries, request)).isEqualTo(expected);
            assertThat(searcher.searchAll(queries.subList(0, 1), request)).isEqualTo(expected.subList(0, 1));
            assertThat(searcher.searchAll(List.of(), request)).isEmpty();
        }
    }

    @Test
    void findsAnEntryByIdPathOrTheBeginningOfItsId() {
        List<Embedding> vectors = Vectors.random(10, 50, DIMENSION);
        fill(vectors);
        try (GallerySearcher searcher = GallerySearcher.open(gallery)) {
            for (String name : List.of(Vectors.id(4), "/p/4", "/p/./x/../4", Vectors.id(4).substring(0, 8))) {
                assertThat(searcher.find(name).orElseThrow().id()).as(name).isEqualTo(Vectors.id(4));
                assertThat(searcher.embedding(name)).as(name).isEqualTo(vectors.get(4));
            }
            assertThat(searcher.find(Vectors.id(4).substring(0, 7))).isEmpty();
            assertThat(searcher.find("/p/50")).isEmpty();
            assertThatThrownBy(() -> searcher.embedding("/p/50")).isInstanceOf(ArcException.class)
                    .hasMessage("gallery " + gallery + " has no entry with the id or path /p/50");
        }
    }

    @Test
    void refusesTheBeginningOfSeveralIds() {
        try (GalleryWriter writer = GalleryWriter.openOrCreate(gallery, Vectors.model(DIMENSION))) {
            for (String id : List.of("12345678a", "12345678b", "12345678c")) {
                writer.put(id, Vectors.at("row/" + id), Vectors.random(11, 1, DIMENSION).getFirst());
            }
            writer.commit();
            writer.remove("12345678a");
            writer.commit();
        }
        try (GallerySearcher searcher = GallerySearcher.open(gallery)) {
            assertUsage("several entries have ids that begin with 12345678: 12345678b, 12345678c; give more of the id",
                    () -> searcher.find("12345678"));
        }
    }

    @Test
    void exportsEveryEntryInTheOrderOfIds() {
        List<Embedding> vectors = Vectors.random(12, 60, DIMENSION);
        fill(vectors);
        try (GallerySearcher searcher = GallerySearcher.open(gallery)) {
            GalleryEmbeddings all = searcher.embeddings();
            assertThat(all.entries()).extracting(GalleryEntry::id)
                    .isEqualTo(IntStream.range(0, 60).mapToObj(Vectors::id).sorted().toList());
            for (int row = 0; row < 60; row++) {
                int i = Integer.parseInt(all.entries().get(row).path().substring(3));
                assertThat(all.embeddings().row(row)).isEqualTo(vectors.get(i));
                assertThat(all.embeddings().label(row)).contains("" + i % 3);
                assertThat(all.embeddings().path(row)).contains("/p/" + i);
            }
        }
    }

    @Test
    void refusesToExportAnEmptyGallery() {
        fill(List.of());
        try (GallerySearcher searcher = GallerySearcher.open(gallery)) {
            assertThatThrownBy(searcher::embeddings).isInstanceOf(ArcException.class).hasMessage(
                    "gallery " + gallery + " is empty\nfill it with: arc index DATA -g " + gallery);
        }
    }
}
