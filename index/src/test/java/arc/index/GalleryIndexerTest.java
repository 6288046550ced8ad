package arc.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import arc.infer.data.LabelledImage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

class GalleryIndexerTest {

    private static final IndexOptions TWO_THREADS = new IndexOptions(2, false, false, false);
    private static final IndexOptions PRUNING = new IndexOptions(2, true, false, false);
    private static final IndexOptions FAILING_FAST = new IndexOptions(2, false, true, false);

    @TempDir
    Path temp;

    private Path gallery;
    private Pictures pictures;
    private FakeEmbedder embedder;

    @BeforeEach
    void prepare() throws IOException {
        gallery = temp.resolve("gallery");
        pictures = new Pictures(temp.resolve("pictures"));
        embedder = new FakeEmbedder();
    }

    private IndexReport index(IndexOptions options) throws IOException {
        return index(pictures.list(), options);
    }

    private IndexReport index(List<? extends LabelledImage> images, IndexOptions options) {
        try (GalleryWriter writer = GalleryWriter.openOrCreate(gallery, embedder.model());
                GalleryIndexer indexer = GalleryIndexer.into(writer, embedder, options)) {
            return indexer.index(images, IndexListener.NONE, () -> false);
        }
    }

    private GalleryEntry entry(int number) {
        try (GallerySearcher searcher = GallerySearcher.open(gallery)) {
            return searcher.find(Pictures.id(number)).orElseThrow();
        }
    }

    private static void assertCounts(IndexReport report, int added, int updated, int moved, int unchanged,
            int removed) {
        assertThat(List.of(report.added(), report.updated(), report.moved(), report.unchanged(), report.removed()))
                .as("added, updated, moved, unchanged, removed")
                .isEqualTo(List.of(added, updated, moved, unchanged, removed));
    }

    @Test
    void embedsEachPictureOnceAndNoneTheSecondTime() throws IOException {
        for (int i = 0; i < 300; i++) {
            pictures.write(i % 3 + "/" + i + ".bin", i);
        }
        IndexReport first = index(TWO_THREADS);
        assertCounts(first, 300, 0, 0, 0, 0);
        assertThat(first.embedded()).isEqualTo(300);
        assertThat(first.entries()).isEqualTo(300);
        assertThat(embedder.batches()).containsExactly(128, 128, 44);

        IndexReport second = index(TWO_THREADS);
        assertCounts(second, 0, 0, 0, 300, 0);
        assertThat(second.embedded()).isZero();
        assertThat(embedder.batches()).hasSize(3);
    }

    @Test
    void storesTheEmbeddingOfThePicture() throws IOException {
        for (int i = 0; i < 20; i++) {
            pictures.write(i + ".bin", i);
        }
        index(TWO_THREADS);
        try (GallerySearcher searcher = GallerySearcher.open(gallery)) {
            for (LabelledImage image : pictures.list()) {
                var expected = FakeEmbedder.embed(
                        new arc.infer.image.Preprocessor(FakeEmbedder.PREPROCESSING).apply(image.read().decode()));
                assertThat(searcher.embedding(image.path())).isEqualTo(expected);
            }
        }
    }

    @Test
    void countsRenamedChangedAndDeletedPictures() throws IOException {
        for (int i = 0; i < 100; i++) {
            pictures.write(i + ".bin", i);
        }
        index(TWO_THREADS);
        for (int i = 0; i < 10; i++) {
            Files.move(pictures.path(i + ".bin"), pictures.path("renamed-" + i + ".bin"));
        }
        for (int i = 10; i < 30; i++) {
            pictures.write(i + ".bin", 1000 + i);
        }
        for (int i = 30; i < 35; i++) {
            Files.delete(pictures.path(i + ".bin"));
        }
        IndexReport report = index(PRUNING);
        assertCounts(report, 0, 20, 10, 65, 5);
        assertThat(report.embedded()).isEqualTo(20);
        assertThat(report.entries()).isEqualTo(95);
        assertThat(entry(0).paths()).containsExactly(pictures.path("renamed-0.bin").toString());
        assertThat(entry(1010).paths()).containsExactly(pictures.path("10.bin").toString());
        try (GallerySearcher searcher = GallerySearcher.open(gallery)) {
            assertThat(searcher.find(Pictures.id(10))).isEmpty();
            assertThat(searcher.find(Pictures.id(30))).isEmpty();
        }
    }

    @Test
    void keepsDeletedPicturesWithoutPruning() throws IOException {
        pictures.write("a.bin", 1);
        pictures.write("b.bin", 2);
        index(TWO_THREADS);
        Files.delete(pictures.path("a.bin"));
        IndexReport report = index(TWO_THREADS);
        assertCounts(report, 0, 0, 0, 1, 0);
        assertThat(report.entries()).isEqualTo(2);
    }

    @Test
    void keepsCopiesAsOneEntryWithSeveralPathsAndTheirOwnLabels() throws IOException {
        pictures.write("cat/a.bin", 7);
        pictures.write("dog/b.bin", 7);
        IndexReport first = index(TWO_THREADS);
        assertCounts(first, 2, 0, 0, 0, 0);
        assertThat(first.embedded()).isEqualTo(1);
        assertThat(first.entries()).isEqualTo(1);
        assertThat(entry(7).paths()).containsExactly(pictures.path("cat/a.bin").toString(),
                pictures.path("dog/b.bin").toString());
        assertThat(entry(7).label()).isEqualTo("cat");
        assertCounts(index(TWO_THREADS), 0, 0, 0, 2, 0);

        Files.delete(pictures.path("cat/a.bin"));
        assertCounts(index(PRUNING), 0, 0, 0, 1, 1);
        assertThat(entry(7).label()).isEqualTo("dog");
        assertThat(entry(7).paths()).containsExactly(pictures.path("dog/b.bin").toString());
    }

    @Test
    void movesEachOfSeveralRenamedCopies() throws IOException {
        pictures.write("a.bin", 7);
        pictures.write("b.bin", 7);
        index(TWO_THREADS);
        Files.move(pictures.path("a.bin"), pictures.path("c.bin"));
        Files.move(pictures.path("b.bin"), pictures.path("d.bin"));
        assertCounts(index(TWO_THREADS), 0, 0, 2, 0, 0);
        assertThat(entry(7).paths()).containsExactly(pictures.path("c.bin").toString(),
                pictures.path("d.bin").toString());
    }

    @Test
    void updatesTwoPicturesThatChangedPlacesWithoutEmbeddingThem() throws IOException {
        pictures.write("x.bin", 1);
        pictures.write("y.bin", 2);
        index(TWO_THREADS);
        pictures.write("x.bin", 2);
        pictures.write("y.bin", 1);
        IndexReport report = index(TWO_THREADS);
        assertCounts(report, 0, 2, 0, 0, 0);
        assertThat(report.embedded()).isZero();
        assertThat(entry(1).paths()).containsExactly(pictures.path("y.bin").toString());
        assertThat(entry(2).paths()).containsExactly(pictures.path("x.bin").toString());
    }

    @Test
    void movesAPictureWhoseOldPathHasNewContent() throws IOException {
        pictures.write("a.bin", 1);
        index(TWO_THREADS);
        Files.move(pictures.path("a.bin"), pictures.path("z.bin"));
        pictures.write("a.bin", 2);
        IndexReport report = index(TWO_THREADS);
        assertCounts(report, 0, 1, 1, 0, 0);
        assertThat(report.embedded()).isEqualTo(1);
        assertThat(report.entries()).isEqualTo(2);
        assertThat(entry(1).paths()).containsExactly(pictures.path("z.bin").toString());
    }

    @Test
    void updatesAnEntryWhoseLabelOrMetadataChanged() throws IOException {
        Path file = pictures.write("a.bin", 1);
        var plain = new Pictures.Picture(file, Optional.of("cat"), Map.of("year", "2019"));
        index(List.of(plain), TWO_THREADS);
        assertCounts(index(List.of(plain), TWO_THREADS), 0, 0, 0, 1, 0);
        IndexReport relabelled = index(
                List.of(new Pictures.Picture(file, Optional.of("lynx"), Map.of("year", "2019"))), TWO_THREADS);
        assertCounts(relabelled, 0, 1, 0, 0, 0);
        assertThat(relabelled.embedded()).isZero();
        assertThat(entry(1).label()).isEqualTo("lynx");
        assertCounts(index(List.of(new Pictures.Picture(file, Optional.of("lynx"), Map.of("year", "2020"))),
                TWO_THREADS), 0, 1, 0, 0, 0);
        assertThat(entry(1).metadata()).containsExactly(Map.entry("year", "2020"));
    }

    private Pictures.Picture at(String name, String label, Map<String, String> metadata) {
        return new Pictures.Picture(pictures.path(name), Optional.of(label), metadata);
    }

    @Test
    void keepsMetadataOfPicturesThatBringNone() throws IOException {
        Map<String, String> metadata = Map.of("year", "2019", "by", "ann");
        pictures.write("a.bin", 1);
        index(List.of(at("a.bin", "cat", metadata)), TWO_THREADS);
        assertCounts(index(List.of(at("a.bin", "cat", Map.of())), TWO_THREADS), 0, 0, 0, 1, 0);
        assertCounts(index(List.of(at("a.bin", "lynx", Map.of())), TWO_THREADS), 0, 1, 0, 0, 0);
        assertThat(entry(1).label()).isEqualTo("lynx");
        assertThat(entry(1).metadata()).isEqualTo(metadata);

        index(List.of(at("a.bin", "lynx", Map.of("year", "2020"))), TWO_THREADS);
        assertThat(entry(1).metadata()).as("replaced as a whole").isEqualTo(Map.of("year", "2020"));
    }

    @Test
    void takesMetadataAlongWhenPicturesMoveChangeOrChangePlaces() throws IOException {
        for (int i = 1; i <= 4; i++) {
            pictures.write(i + ".bin", i);
        }
        index(List.of(at("1.bin", "cat", Map.of("n", "1")), at("2.bin", "cat", Map.of("n", "2")),
                at("3.bin", "cat", Map.of("n", "3")), at("4.bin", "cat", Map.of("n", "4"))), TWO_THREADS);
        pictures.write("1.bin", 2);
        pictures.write("2.bin", 1);
        Files.move(pictures.path("3.bin"), pictures.path("moved.bin"));
        pictures.write("4.bin", 40);
        List<LabelledImage> images = List.of(at("1.bin", "cat", Map.of()), at("2.bin", "cat", Map.of()),
                at("4.bin", "cat", Map.of()), at("moved.bin", "cat", Map.of()));
        try (GalleryIndexer dry = GalleryIndexer.dryRun(gallery, FakeEmbedder.PREPROCESSING, TWO_THREADS)) {
            assertCounts(dry.index(images, IndexListener.NONE, () -> false), 0, 3, 1, 0, 0);
        }
        assertCounts(index(images, TWO_THREADS), 0, 3, 1, 0, 0);
        assertThat(List.of(entry(1), entry(2), entry(3), entry(40))).extracting(GalleryEntry::metadata)
                .containsExactly(Map.of("n", "1"), Map.of("n", "2"), Map.of("n", "3"), Map.of("n", "4"));
        assertCounts(index(images, TWO_THREADS), 0, 0, 0, 4, 0);
    }

    @Test
    void skipsUnreadablePicturesWithTheirReasons() throws IOException {
        pictures.write("a.bin", 1);
        Files.write(pictures.path("b.bin"), new byte[3]);
        pictures.write("c.bin", 3);
        List<LabelledImage> images = new ArrayList<>(pictures.list());
        images.add(new Pictures.Picture(pictures.path("gone.bin"), Optional.empty(), Map.of()));
        images.add(new Pictures.Picture(pictures.path("a.bin"), Optional.of("x".repeat(10_001)), Map.of()));
        IndexReport report = index(images, TWO_THREADS);
        assertCounts(report, 2, 0, 0, 0, 0);
        assertThat(report.skipped()).containsExactly(
                new SkippedImage(pictures.path("b.bin").toString(), "not an image", "cut short or corrupt"),
                new SkippedImage(pictures.path("gone.bin").toString(), "no such file", "cut short or corrupt"),
                new SkippedImage(pictures.path("a.bin").toString(), "label has at most 10000 characters, got 10001",
                        "name, label or metadata too long"));
    }

    @Test
    void stopsAtTheFirstUnreadablePictureWhenAskedToAndKeepsWhatCameBefore() throws IOException {
        pictures.write("a.bin", 1);
        Files.write(pictures.path("b.bin"), new byte[3]);
        pictures.write("c.bin", 3);
        assertThatThrownBy(() -> index(FAILING_FAST)).isInstanceOf(ArcException.class)
                .hasMessage("cannot index " + pictures.path("b.bin") + ": not an image\n"
                        + "stopped there, as --fail-fast says; without it such pictures are skipped and listed");
        assertThat(Gallery.info(gallery).entries()).isEqualTo(1);
        assertThat(entry(1).path()).isEqualTo(pictures.path("a.bin").toString());
    }

    @Test
    void commitsWhatIsDoneWhenStopped() throws IOException {
        for (int i = 0; i < 500; i++) {
            pictures.write("%03d.bin".formatted(i), i);
        }
        AtomicInteger asked = new AtomicInteger();
        IndexReport report;
        try (GalleryWriter writer = GalleryWriter.openOrCreate(gallery, embedder.model());
                GalleryIndexer indexer = GalleryIndexer.into(writer, embedder, PRUNING)) {
            report = indexer.index(pictures.list(), IndexListener.NONE, () -> asked.incrementAndGet() > 200);
        }
        assertThat(report.stopped()).isTrue();
        assertCounts(report, 200, 0, 0, 0, 0);
        assertThat(Gallery.info(gallery).entries()).isEqualTo(200);
        IndexReport resumed = index(TWO_THREADS);
        assertCounts(resumed, 300, 0, 0, 200, 0);
        assertThat(resumed.embedded()).isEqualTo(300);
    }

    @Test
    void saysWhatWouldHappenWithoutCreatingAGallery() throws IOException {
        pictures.write("a.bin", 1);
        pictures.write("b.bin", 1);
        Files.write(pictures.path("c.bin"), new byte[3]);
        IndexReport report;
        try (GalleryIndexer indexer = GalleryIndexer.dryRun(gallery, FakeEmbedder.PREPROCESSING, PRUNING)) {
            report = indexer.index(pictures.list(), IndexListener.NONE, () -> false);
        }
        assertCounts(report, 2, 0, 0, 0, 0);
        assertThat(report.embedded()).isEqualTo(1);
        assertThat(report.entries()).isEqualTo(1);
        assertThat(report.skipped()).hasSize(1);
        assertThat(gallery).doesNotExist();
    }

    @Test
    void saysWhatWouldHappenToAGalleryWithoutChangingIt() throws IOException {
        for (int i = 0; i < 10; i++) {
            pictures.write(i + ".bin", i);
        }
        index(TWO_THREADS);
        pictures.write("0.bin", 100);
        Files.move(pictures.path("1.bin"), pictures.path("moved.bin"));
        Files.delete(pictures.path("2.bin"));
        List<String> before = Folders.snapshot(gallery);
        IndexReport dry;
        try (GalleryIndexer indexer = GalleryIndexer.dryRun(gallery, FakeEmbedder.PREPROCESSING, PRUNING)) {
            dry = indexer.index(pictures.list(), IndexListener.NONE, () -> false);
        }
        assertCounts(dry, 0, 1, 1, 7, 1);
        assertThat(dry.entries()).isEqualTo(9);
        assertThat(Folders.snapshot(gallery)).isEqualTo(before);
        IndexReport real = index(PRUNING);
        assertCounts(real, 0, 1, 1, 7, 1);
        assertThat(real.entries()).isEqualTo(9);
    }

    @Test
    void refusesAnEmbedderOfAnotherModel() {
        try (GalleryWriter writer = GalleryWriter.openOrCreate(gallery, embedder.model())) {
            assertThatThrownBy(
                    () -> GalleryIndexer.into(writer, new FakeEmbedder(Vectors.OTHER_MODEL), TWO_THREADS))
                    .isInstanceOfSatisfying(ArcException.class,
                            e -> assertThat(e.kind()).isEqualTo(ArcException.Kind.MISMATCH))
                    .hasMessageContaining("3fa93fa93fa9").hasMessageContaining("77c177c177c1");
        }
    }

    @Test
    void reportsProgressAndCommits() throws IOException {
        for (int i = 0; i < 5; i++) {
            pictures.write(i + ".bin", i);
        }
        Files.write(pictures.path("9.bin"), new byte[3]);
        List<String> heard = new ArrayList<>();
        try (GalleryWriter writer = GalleryWriter.openOrCreate(gallery, embedder.model());
                GalleryIndexer indexer = GalleryIndexer.into(writer, embedder, TWO_THREADS)) {
            indexer.index(pictures.list(), new IndexListener() {
                @Override
                public void progressed(int done, int total, int embedded) {
                    heard.add(done + "/" + total);
                }

                @Override
                public void skipped(SkippedImage image) {
                    heard.add("skipped " + image.reason());
                }

                @Override
                public void committed(int entries) {
                    heard.add("committed " + entries);
                }
            }, () -> false);
        }
        assertThat(heard).containsExactly("1/6", "2/6", "3/6", "4/6", "5/6", "skipped not an image", "6/6",
                "committed 5");
    }
}
