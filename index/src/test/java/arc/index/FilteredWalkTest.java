package arc.index;

import static org.assertj.core.api.Assertions.assertThat;

import arc.infer.embedding.Embedding;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class FilteredWalkTest {

    private static final int DIMENSION = 16;
    private static final int ENTRIES = 12_000; // a graph is built above 10,000
    private static final int CLASSES = 10;

    @TempDir
    static Path folder;

    private static final List<Embedding> VECTORS = Vectors.clustered(31, ENTRIES, DIMENSION, CLASSES, 0.2);
    private static final float[] OF_CLASS_0 = VECTORS.getFirst().toArrayCopy();

    @BeforeAll
    static void fill() {
        try (GalleryWriter writer = GalleryWriter.openOrCreate(folder, Vectors.model(DIMENSION))) {
            for (int i = 0; i < ENTRIES; i++) {
                writer.put(Vectors.id(i), new EntrySource("/" + i, Integer.toString(i % CLASSES),
                        Map.of("third", Integer.toString(i / CLASSES % 3))), VECTORS.get(i));
            }
            writer.tidy();
        }
    }

    private static Optional<int[]> walk(String filter) throws IOException {
        try (Directory directory = FSDirectory.open(folder); GalleryReader reader = GalleryReader.open(directory)) {
            IndexSearcher searcher = new IndexSearcher(reader.lucene());
            Matches matches = Matches.of(searcher,
                    FilterQueries.allOf(List.of(Filter.parse(filter)), reader.lucene()));
            return FilteredWalk.nearest(searcher, OF_CLASS_0, 100, matches);
        }
    }

    @Test
    void givesUpWhereTheQuerysOwnClassIsLeftOut() throws IOException {
        assertThat(walk("label!=0")).isEmpty();
        assertThat(walk("label=3,4,5")).isEmpty();
    }

    @Test
    void goesToItsEndWhereMatchesAreNear() throws IOException {
        assertThat(walk("label=0,7,8").orElseThrow()).hasSize(100);
        assertThat(walk("third=1").orElseThrow()).hasSize(100);
        assertThat(walk("label~*").orElseThrow()).hasSize(100);
    }

    @Test
    void leavesWhatItGivesUpToAnExactScan() {
        SearchRequest request = SearchRequest.top(10).among(List.of(Filter.parse("label=3,4,5")));
        Embedding query = VECTORS.getFirst();
        try (GallerySearcher searcher = GallerySearcher.open(folder, 2)) {
            assertThat(searcher.search(query, request.in(new SearchMode.Approximate(50))).hits()).hasSize(10)
                    .isEqualTo(searcher.search(query, request.in(new SearchMode.Exact())).hits());
        }
    }

    @Test
    void isJudgedByTheMatchesThatItMeets() {
        // 100 to keep, one match in 20 visits: 2000 visits to go, as long as scanning 8000.
        assertThat(FilteredWalk.isLongerThanAScan(200, 8, 100, 8_000)).isFalse();
        assertThat(FilteredWalk.isLongerThanAScan(200, 8, 100, 7_999)).isTrue();
        assertThat(FilteredWalk.isLongerThanAScan(199, 8, 100, 7_999)).as("too early to tell").isFalse();
    }

    @Test
    void isNotJudgedWhereItHasWhatItWantsOrMostMatches() {
        assertThat(FilteredWalk.isLongerThanAScan(10_000, 99, 100, 8_000)).isTrue();
        assertThat(FilteredWalk.isLongerThanAScan(10_000, 100, 100, 8_000)).isFalse();
        assertThat(FilteredWalk.isLongerThanAScan(10_000, 4_999, 10_000, 10_000)).isTrue();
        assertThat(FilteredWalk.isLongerThanAScan(10_000, 5_000, 10_000, 10_000)).isFalse();
    }
}
