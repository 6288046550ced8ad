package arc.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

class MatchesTest {

    private static final int ENTRIES = 1000;

    @TempDir
    Path folder;

    @Test
    void samplesOneMatchOfEachSoMany() throws IOException {
        try (GalleryWriter writer = GalleryWriter.openOrCreate(folder, Vectors.model(4))) {
            for (int i = 0; i < ENTRIES; i++) {
                writer.put(Vectors.id(i), Vectors.at("/" + i, i % 3 == 0 ? "a" : "b"),
                        Vectors.random(i, 1, 4).getFirst());
            }
            writer.tidy();
        }
        try (Directory directory = FSDirectory.open(folder); GalleryReader reader = GalleryReader.open(directory)) {
            IndexSearcher searcher = new IndexSearcher(reader.lucene());
            LeafReaderContext segment = searcher.getLeafContexts().getFirst();
            Matches matches = Matches.of(searcher,
                    FilterQueries.allOf(List.of(Filter.parse("label=a")), reader.lucene()));
            int[] all = matches.documents(searcher);
            assertThat(all).hasSize(334);
            assertThat(matches.sampleIn(segment, 1)).isEqualTo(all);
            assertThat(matches.sampleIn(segment, 334)).hasSize(1);
            assertThat(matches.sampleIn(segment, 1000)).hasSize(1);
            int[] tenths = matches.sampleIn(segment, 10);
            assertThat(tenths).hasSize(34).isEqualTo(matches.sampleIn(segment, 10));
            for (int i = 0; i < tenths.length; i++) {
                assertThat(Arrays.binarySearch(all, tenths[i])).isBetween(10 * i, Math.min(10 * i + 9, 333));
            }
            assertThat(
                    Arrays.stream(tenths).map(document -> Arrays.binarySearch(all, document) % 10).distinct().count())
                    .as("places within ten").isGreaterThan(5);
        }
    }
}
