package arc.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import arc.infer.embedding.Embedding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

class ExactSearchTest {

    private static final int DIMENSION = 24;

    @TempDir
    Path folder;

    private void fill(List<Embedding> vectors, int perCommit) {
        try (GalleryWriter writer = GalleryWriter.openOrCreate(folder, Vectors.model(DIMENSION))) {
            for (int i = 0; i < vectors.size(); i++) {
                writer.put(Vectors.id(i), Vectors.at("/pictures/" + i + ".png", "" + i % 10), vectors.get(i));
                if ((i + 1) % perCommit == 0) {
                    writer.commit();
                }
            }
            writer.commit();
        }
    }

    @Test
    void findsWhatBruteForceFindsOverSeveralSegments() {
        List<Embedding> vectors = Vectors.random(1, 3000, DIMENSION);
        fill(vectors, 700);
        try (GallerySearcher searcher = GallerySearcher.open(folder, 2)) {
            assertThat(Gallery.info(folder).segments()).isGreaterThan(1);
            for (Embedding query : Vectors.random(2, 50, DIMENSION)) {
                SearchResult result = searcher.search(query, SearchRequest.top(17).in(new SearchMode.Exact()));
                assertThat(result.hits()).extracting(Hit::id)
                        .isEqualTo(Vectors.nearest(vectors, query, 17, _ -> true));
            }
        }
    }

    @Test
    void findsAnEntryItselfAtRankOneWithCosineOne() {
        List<Embedding> vectors = Vectors.random(3, 100, DIMENSION);
        fill(vectors, 100);
        try (GallerySearcher searcher = GallerySearcher.open(folder)) {
            for (int i = 0; i < vectors.size(); i++) {
                Hit first = searcher.search(vectors.get(i), SearchRequest.top(1)).hits().getFirst();
                assertThat(first.id()).isEqualTo(Vectors.id(i));
                assertThat(first.rank()).isEqualTo(1);
                assertThat(first.path()).isEqualTo("/pictures/" + i + ".png");
                assertThat(first.label()).isEqualTo("" + i % 10);
                assertThat(first.cosine()).isCloseTo(1, within(1e-6));
            }
        }
    }
}
