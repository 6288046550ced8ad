package arc.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import arc.infer.ArcException;
import arc.infer.embedding.Embedding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

class ReadyEmbeddingsTest {

    private static final Embedding A = Vectors.random(1, 1, 8).getFirst();
    private static final Embedding B = Vectors.random(2, 1, 8).getFirst();

    @TempDir
    Path folder;

    private IndexReport put(Path gallery, GalleryModel model, ReadyEmbedding... all) {
        try (GalleryWriter writer = GalleryWriter.openOrCreate(gallery, model);
                EmbeddingIndexer indexer = EmbeddingIndexer.into(writer)) {
            List.of(all).forEach(indexer::put);
            return indexer.finish(false);
        }
    }

    private static ReadyEmbedding ready(String id, String path, Embedding embedding) {
        return new ReadyEmbedding(id, List.of(Vectors.at(path)), embedding);
    }

    @Test
    void neverTakesAMissingFileForAMove() {
        Path gallery = folder.resolve("g");
        Path gone = folder.resolve("gone.png").toAbsolutePath();
        put(gallery, Vectors.model(8), ready("a", gone.toString(), A));
        IndexReport report = put(gallery, Vectors.model(8), ready("a", "row/2", A));
        assertThat(report.moved()).isZero();
        assertThat(report.added()).isEqualTo(1);
        try (GallerySearcher searcher = GallerySearcher.open(gallery, 1)) {
            assertThat(searcher.find("a").orElseThrow().paths()).containsExactly(gone.toString(), "row/2");
        }
    }

    @Test
    void replacesAVectorBeforeAndAfterACommit() {
        Path gallery = folder.resolve("g");
        IndexReport first = put(gallery, Vectors.model(8), ready("a", "row/1", A), ready("a", "row/1", B));
        assertThat(List.of(first.added(), first.updated(), first.entries())).isEqualTo(List.of(1, 1, 1));
        IndexReport second = put(gallery, Vectors.model(8), ready("a", "row/1", B), ready("a", "row/1", A));
        assertThat(List.of(second.unchanged(), second.updated(), second.entries())).isEqualTo(List.of(1, 1, 1));
        try (GallerySearcher searcher = GallerySearcher.open(gallery, 1)) {
            assertThat(searcher.embedding("a").cosine(A)).isCloseTo(1, within(1e-9));
        }
        assertThat(GalleryCheck.run(gallery, 1).ok()).isTrue();
    }

    @Test
    void mergesSourcesOfOneContentAndLetsTheLaterGalleryHaveAPath() {
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");
        put(one, Vectors.model(8), ready("a", "row/1", A), ready("b", "row/2", B));
        put(two, Vectors.model(8), ready("a", "row/9", A), ready("c", "row/2", Vectors.random(3, 1, 8).getFirst()));
        IndexReport report = GalleryMerge.of(List.of(one, two), folder.resolve("all")).run(_ -> {}, () -> false);
        assertThat(List.of(report.added(), report.updated(), report.entries())).isEqualTo(List.of(3, 1, 2));
        try (GallerySearcher searcher = GallerySearcher.open(folder.resolve("all"), 1)) {
            assertThat(searcher.find("a").orElseThrow().paths()).containsExactly("row/1", "row/9");
            assertThat(searcher.find("row/2").orElseThrow().id()).isEqualTo("c");
        }
    }

    @Test
    void commitsWhatWasMergedBeforeAStop() {
        Path one = folder.resolve("one");
        put(one, Vectors.model(8), ready("a", "row/1", A), ready("b", "row/2", B));
        int[] read = new int[1];
        IndexReport report = GalleryMerge.of(List.of(one), folder.resolve("all")).run(done -> read[0] = done,
                () -> read[0] == 1);
        assertThat(report.stopped()).isTrue();
        assertThat(Gallery.info(folder.resolve("all")).entries()).isEqualTo(1);
    }

    @Test
    void namesModelsByIdOrByName() {
        assertThat(GalleryModel.named("3fa9".repeat(16), 8)).isEqualTo(new GalleryModel(Vectors.MODEL, 8, null));
        GalleryModel named = GalleryModel.named("3FA9".repeat(16), 8);
        assertThat(named.name()).isEqualTo("3FA9".repeat(16));
        put(folder.resolve("g"), GalleryModel.named("clip", 8), ready("a", "row/1", A));
        assertThat(Gallery.manifest(folder.resolve("g")).modelName()).isEqualTo("clip");
        try (GallerySearcher searcher = GallerySearcher.open(folder.resolve("g"), 1)) {
            searcher.requireModel(Vectors.OTHER_MODEL);
        }
        try (GalleryWriter writer = GalleryWriter.open(folder.resolve("g"))) {
            assertThat(writer.manifest().modelName()).isEqualTo("clip");
        }
        assertThatThrownBy(() -> Gallery.requireFit(folder.resolve("g"), Vectors.model(8)))
                .isInstanceOfSatisfying(ArcException.class,
                        e -> assertThat(e.kind()).isEqualTo(ArcException.Kind.MISMATCH))
                .hasMessageStartingWith("gallery " + folder.resolve("g")
                        + " was built by model 'clip', but this is model 3fa93fa93fa9\n");
    }

    @Test
    void refusesIdsThatLuceneCouldNotTake() {
        assertThat(ready("x".repeat(10_000), "p", A).id()).hasSize(10_000);
        assertThatThrownBy(() -> ready("x".repeat(10_001), "p", A))
                .hasMessage("an id has 1 to 10000 characters, got 10001");
        assertThatThrownBy(() -> ready("", "p", A)).hasMessage("an id has 1 to 10000 characters, got 0");
        assertThatThrownBy(() -> new ReadyEmbedding("x", List.of(), A)).hasMessage("embedding x has no path");
    }
}
