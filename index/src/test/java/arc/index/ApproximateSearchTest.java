package arc.index;

import static org.assertj.core.api.Assertions.assertThat;

import arc.infer.embedding.Embedding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

class ApproximateSearchTest {

    private static final int DIMENSION = 16;
    private static final int ENTRIES = 10_600; // a graph is built above 10,000

    @TempDir
    Path folder;

    private void fill(List<Embedding> vectors) {
        try (GalleryWriter writer = GalleryWriter.openOrCreate(folder, Vectors.model(DIMENSION))) {
            for (int i = 0; i < vectors.size(); i++) {
                writer.put(Vectors.id(i), Vectors.at("/" + i), vectors.get(i));
            }
            writer.commit();
        }
        assertThat(graphBytes()).as("a graph of so many entries").isGreaterThan(100_000);
    }

    private long graphBytes() {
        try (Stream<Path> files = Files.list(folder)) {
            long bytes = 0;
            for (Path graph : files.filter(file -> file.toString().endsWith(".vex")).toList()) {
                bytes += Files.size(graph);
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the share of the ten best cosines that approximate search reaches. */
    private double annRecallAt10(GallerySearcher searcher, List<Embedding> queries) {
        int found = 0;
        for (Embedding query : queries) {
            List<Hit> exact = searcher.search(query, SearchRequest.top(10).in(new SearchMode.Exact())).hits();
            SearchResult approximate = searcher.search(query, SearchRequest.top(10));
            assertThat(approximate.mode()).isEqualTo(new SearchMode.Approximate(SearchMode.DEFAULT_NUM_CANDIDATES));
            double tenth = exact.getLast().cosine();
            found += (int) approximate.hits().stream().filter(hit -> hit.cosine() >= tenth).count();
        }
        return found / (10.0 * queries.size());
    }

    @Test
    void reachesNearlyEveryNeighbour() {
        fill(Vectors.clustered(21, ENTRIES, DIMENSION, 10, 0.5));
        try (GallerySearcher searcher = GallerySearcher.open(folder, 2)) {
            assertThat(annRecallAt10(searcher, Vectors.clustered(22, 100, DIMENSION, 10, 0.5))).isGreaterThan(0.98);
        }
    }

    @Test
    void reachesNearlyEveryNeighbourAmongCrowdsOfEqualVectors() {
        Random random = new Random(23);
        List<Embedding> distinct = Vectors.clustered(24, ENTRIES, DIMENSION, 10, 0.5);
        List<Embedding> vectors = new ArrayList<>(distinct);
        while (vectors.size() < ENTRIES + 5000) {
            vectors.add(distinct.get(random.nextInt(200)));
        }
        fill(vectors);
        try (GallerySearcher searcher = GallerySearcher.open(folder, 2)) {
            assertThat(annRecallAt10(searcher, Vectors.clustered(25, 100, DIMENSION, 10, 0.5))).isGreaterThan(0.98);
        }
    }

    @Test
    void givesTheHitsOfEveryEntryWhenKIsLargerThanTheGallery() {
        List<Embedding> vectors = Vectors.random(26, ENTRIES, DIMENSION);
        fill(vectors);
        try (GallerySearcher searcher = GallerySearcher.open(folder, 2)) {
            SearchResult result = searcher.search(vectors.getFirst(), SearchRequest.top(Integer.MAX_VALUE));
            Set<String> ids = new HashSet<>();
            result.hits().forEach(hit -> ids.add(hit.id()));
            assertThat(ids).hasSize(ENTRIES);
            assertThat(result.mode().label()).isEqualTo("approximate");
        }
    }

    @Test
    void isTheDefaultBeyondTenThousandEntriesAndFiveThousandMatches() {
        assertThat(SearchMode.byDefault(10_000, 10_000, 10)).isEqualTo(new SearchMode.Exact());
        assertThat(SearchMode.byDefault(5_000, 70_000, 10)).isEqualTo(new SearchMode.Exact());
        assertThat(SearchMode.byDefault(5_001, 70_000, 10)).isEqualTo(new SearchMode.Approximate(50));
        assertThat(SearchMode.byDefault(10_001, 10_001, 10)).isEqualTo(new SearchMode.Approximate(400));
        assertThat(SearchMode.byDefault(35_000, 70_000, 10)).isEqualTo(new SearchMode.Approximate(200));
        assertThat(SearchMode.byDefault(10_001, 1_000_000, 10)).isEqualTo(new SearchMode.Approximate(50));
        assertThat(SearchMode.byDefault(10_001, 10_001, 201)).isEqualTo(new SearchMode.Approximate(402));
        assertThat(SearchMode.byDefault(10_001, 10_001, Integer.MAX_VALUE))
                .isEqualTo(new SearchMode.Approximate(20_002));
    }
}
