package arc.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

class LuceneLogTest {

    @TempDir
    Path gallery;

    @Test
    void saysNothingOnStandardErrorEvenWithoutTheVectorModule() throws Exception {
        try (Fork process = Fork.of(WriteAndSearch.class, gallery.toString())) {
            assertThat(process.line()).isEqualTo("1");
            assertThat(process.errors()).isEmpty();
        }
    }

    /** Writes an entry, finds it, prints the number of hits. */
    static final class WriteAndSearch {

        private WriteAndSearch() {}

        public static void main(String[] args) {
            Path gallery = Path.of(args[0]);
            var vector = Vectors.random(1, 1, 8).getFirst();
            try (GalleryWriter writer = GalleryWriter.openOrCreate(gallery, Vectors.model(8))) {
                writer.put("a", Vectors.at("/a"), vector);
                writer.commit();
            }
            try (GallerySearcher searcher = GallerySearcher.open(gallery)) {
                System.out.println(searcher.search(vector, SearchRequest.top(3)).hits().size());
            }
        }
    }
}
