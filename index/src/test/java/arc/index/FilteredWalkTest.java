package arc.index;

import static org.assertj.core.api.Assertions.assertThat;

import arc.infer.embedding.Embedding;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

class FilteredWalkTest {

    private static final int ENTRIES = 12_000; // a graph is built above 10,000
    private static final int CLASSES = 10;
    private static final int WIDTH = 80;
    private static final int QUERIES = 60;

    @TempDir
    Path folder;

    private void fill(List<Embedding> vectors) {
        try (GalleryWriter writer = GalleryWriter.openOrCreate(folder, Vectors.model(vectors.getFirst().dimension()))) {
            put(writer, vectors, 0, vectors.size());
            writer.tidy();
        }
    }

    private static void put(GalleryWriter writer, List<Embedding> vectors, int from, int to) {
        for (int i = from; i < to; i++) {
            writer.put(Vectors.id(i), new EntrySource("/" + i, Integer.toString(i % CLASSES),
                    Map.of("half", Integer.toString(i / CLASSES % 2))), vectors.get(i));
        }
    }

    /** What walks for entries of class 0 came to. */
    private record Walks(int ended, double annRecall) {}

    private Walks walks(List<Embedding> vectors, String filter, IntPredicate matching) throws IOException {
        try (Directory directory = FSDirectory.open(folder); GalleryReader reader = GalleryReader.open(directory)) {
            IndexSearcher searcher = new IndexSearcher(reader.lucene());
            Matches matches = Matches.of(searcher,
                    FilterQueries.allOf(List.of(Filter.parse(filter)), reader.lucene()));
            int ended = 0;
            int found = 0;
            for (int i = 0; i < QUERIES; i++) {
                Embedding query = vectors.get(CLASSES * i);
                Optional<int[]> walked = FilteredWalk.nearest(searcher, query.toArrayCopy(), WIDTH, matches);
                if (walked.isPresent()) {
                    ended++;
                    List<String> nearest = Vectors.nearest(vectors, query, 10, matching);
                    for (int document : walked.get()) {
                        found += nearest.contains(reader.id(document)) ? 1 : 0;
                    }
                }
            }
            return new Walks(ended, found / (10.0 * ended));
        }
    }

    @Test
    void findsTheNearestMatchesWhereverTheyAre() throws IOException {
        List<Embedding> vectors = Vectors.clustered(31, ENTRIES, 6, CLASSES, 0.2);
        fill(vectors);
        Walks nearAndFar = walks(vectors, "label=0,3,7", i -> i % CLASSES == 0 || i % CLASSES == 3 || i % CLASSES == 7);
        assertThat(nearAndFar.annRecall()).isGreaterThan(0.98);
        assertThat(nearAndFar.ended()).isGreaterThan(QUERIES * 2 / 3);
        Walks farOnly = walks(vectors, "label=3,5,7", i -> i % CLASSES == 3 || i % CLASSES == 5 || i % CLASSES == 7);
        assertThat(farOnly.annRecall()).isGreaterThan(0.98);
        assertThat(farOnly.ended()).isGreaterThan(QUERIES * 2 / 3);
        Walks scattered = walks(vectors, "half=1", i -> i / CLASSES % 2 == 1);
        assertThat(scattered.annRecall()).isGreaterThan(0.98);
        assertThat(scattered.ended()).isGreaterThan(QUERIES * 2 / 3);
    }

    @Test
    void tellsWhereTheGraphLedPastMatches() throws IOException {
        List<Embedding> vectors = Vectors.clustered(33, ENTRIES, 256, CLASSES, 1); // as far apart in a class as its directions allow
        fill(vectors);
        Walks walks = walks(vectors, "label=3,5,7", i -> i % CLASSES == 3 || i % CLASSES == 5 || i % CLASSES == 7);
        assertThat(walks.ended()).isLessThan(QUERIES / 2);
        SearchRequest request = SearchRequest.top(10).among(List.of(Filter.parse("label=3,5,7")));
        try (GallerySearcher searcher = GallerySearcher.open(folder, 2)) {
            int same = 0;
            for (int i = 0; i < QUERIES; i++) {
                Embedding query = vectors.get(CLASSES * i);
                List<Hit> hits = searcher.search(query, request.in(new SearchMode.Approximate(WIDTH))).hits();
                List<Hit> exact = searcher.search(query, request.in(new SearchMode.Exact())).hits();
                assertThat(hits).hasSize(10);
                same += (int) hits.stream().filter(exact::contains).count();
            }
            assertThat(same / (10.0 * QUERIES)).isGreaterThan(0.98);
        }
    }

    @Test
    void findsThemAmongTwinsAndRemovedOnesInSeveralSegments() throws IOException {
        List<Embedding> distinct = Vectors.clustered(34, ENTRIES, 16, CLASSES, 0.2);
        List<Embedding> vectors = new ArrayList<>(distinct);
        for (int i = 0; i < 3000; i++) { // crowds of seven, of which three are outside of the graph
            vectors.add(distinct.get(i / 6 * 6));
        }
        try (GalleryWriter writer = GalleryWriter.openOrCreate(folder, Vectors.model(16))) {
            put(writer, vectors, 0, ENTRIES);
            writer.tidy();
            put(writer, vectors, ENTRIES, vectors.size());
            for (int i = 7; i < vectors.size(); i += 40) {
                writer.remove(Vectors.id(i));
            }
            writer.commit();
        }
        IntPredicate exists = i -> i % 40 != 7;
        try (GallerySearcher searcher = GallerySearcher.open(folder, 2)) {
            assertThat(Gallery.info(folder).segments()).isGreaterThan(1);
            SearchRequest request = SearchRequest.top(10).among(List.of(Filter.parse("label=3,5,7")));
            int reached = 0;
            for (int i = 0; i < QUERIES; i++) {
                List<Hit> exact = searcher.search(vectors.get(CLASSES * i), request.in(new SearchMode.Exact())).hits();
                List<Hit> hits = searcher
                        .search(vectors.get(CLASSES * i), request.in(new SearchMode.Approximate(WIDTH))).hits();
                assertThat(hits).hasSize(10).allMatch(hit -> exists.test(Integer.parseInt(hit.path().substring(1))));
                double tenth = exact.getLast().cosine() - 1e-9;
                reached += (int) hits.stream().filter(hit -> hit.cosine() >= tenth).count();
            }
            assertThat(reached / (10.0 * QUERIES)).isGreaterThan(0.98);
        }
    }
}
