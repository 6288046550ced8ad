package arc.index;

import static org.assertj.core.api.Assertions.assertThat;

import arc.infer.data.FileStamp;
import arc.infer.data.ImageContent;
import arc.infer.data.LabelledImage;
import arc.infer.embedding.Embedding;
import arc.infer.image.UnreadableImageException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Files whose stamp is as it was are not read again. */
class FileStampsTest {

    private static final IndexOptions DEFAULTS = new IndexOptions(2, false, false, false);
    private static final IndexOptions REHASHING = new IndexOptions(2, false, false, true);
    private static final FileStamp OLD = new FileStamp(16, 1, 2, 3);
    private static final FileStamp NEW = new FileStamp(16, 1, 4, 3);

    @TempDir
    Path temp;

    private Path gallery;
    private Pictures pictures;
    private FakeEmbedder embedder;
    private final Queue<String> read = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void prepare() throws IOException {
        gallery = temp.resolve("gallery");
        pictures = new Pictures(temp.resolve("pictures"));
        embedder = new FakeEmbedder();
    }

    /** A picture in a file, whose stamp the test chooses. */
    private record Stamped(LabelledImage image, Optional<String> label, Optional<FileStamp> stamp, Queue<String> log)
            implements
                LabelledImage {

        @Override
        public String path() {
            return image.path();
        }

        @Override
        public Map<String, String> metadata() {
            return image.metadata();
        }

        @Override
        public ImageContent read() throws UnreadableImageException {
            log.add(Path.of(path()).getFileName().toString());
            return image.read();
        }
    }

    private LabelledImage image(String name, FileStamp stamp) {
        return image(name, "cat", Optional.of(stamp));
    }

    private LabelledImage image(String name, String label, Optional<FileStamp> stamp) {
        return image(name, label, Map.of(), stamp);
    }

    private LabelledImage image(String name, String label, Map<String, String> metadata, Optional<FileStamp> stamp) {
        return new Stamped(new Pictures.Picture(pictures.path(name), Optional.empty(), metadata), Optional.of(label),
                stamp, read);
    }

    private IndexReport index(IndexOptions options, LabelledImage... images) {
        read.clear();
        try (GalleryWriter writer = GalleryWriter.openOrCreate(gallery, embedder.model());
                GalleryIndexer indexer = GalleryIndexer.into(writer, embedder, options)) {
            return indexer.index(List.of(images), IndexListener.NONE, () -> false);
        }
    }

    @Test
    void knowsAFileByItsStamp() throws IOException {
        pictures.write("a", 1);
        index(DEFAULTS, image("a", OLD));
        assertThat(read).containsExactly("a");

        IndexReport again = index(DEFAULTS, image("a", OLD));
        assertThat(again.unchanged()).isEqualTo(1);
        assertThat(read).isEmpty();
    }

    @Test
    void readsAFileWithAnotherStampAndKeepsThat() throws IOException {
        pictures.write("a", 1);
        index(DEFAULTS, image("a", OLD));
        Embedding before = embedding("a");

        assertThat(index(DEFAULTS, image("a", NEW)).unchanged()).isEqualTo(1);
        assertThat(read).containsExactly("a");
        index(DEFAULTS, image("a", NEW));
        assertThat(read).isEmpty();
        assertThat(embedding("a")).isEqualTo(before);
        assertThat(GalleryCheck.run(gallery, 1).problems()).isEmpty();
    }

    @Test
    void takesChangedContentWithItsStamp() throws IOException {
        pictures.write("a", 1);
        index(DEFAULTS, image("a", OLD));
        pictures.write("a", 2);
        IndexReport changed = index(DEFAULTS, image("a", NEW));
        assertThat(changed.updated()).isEqualTo(1);
        assertThat(changed.embedded()).isEqualTo(1);
        assertThat(index(DEFAULTS, image("a", NEW)).unchanged()).isEqualTo(1);
        assertThat(read).isEmpty();
    }

    @Test
    void readsEachFileWhenItIsToldTo() throws IOException {
        pictures.write("a", 1);
        index(DEFAULTS, image("a", OLD));
        pictures.write("a", 2);
        assertThat(index(REHASHING, image("a", OLD)).updated()).isEqualTo(1);
        assertThat(read).containsExactly("a");
    }

    @Test
    void readsFilesOfAnotherPathWhateverTheirStamp() throws IOException {
        pictures.write("a", 1);
        pictures.write("b", 2);
        index(DEFAULTS, image("a", OLD));
        IndexReport other = index(DEFAULTS, image("a", OLD), image("b", OLD));
        assertThat(other.added()).isEqualTo(1);
        assertThat(read).containsExactly("b");
    }

    @Test
    void keepsTheStampOfEachCopyWhenAnotherIsChanged() throws IOException {
        pictures.write("a", 1);
        pictures.write("b", 1);
        FileStamp ofB = new FileStamp(16, 1, 2, 9);
        index(DEFAULTS, image("a", OLD), image("b", ofB));

        pictures.write("a", 2);
        index(DEFAULTS, image("a", NEW), image("b", ofB));
        assertThat(read).containsExactly("a");
        index(DEFAULTS, image("a", NEW), image("b", ofB));
        assertThat(read).isEmpty();
    }

    @Test
    void keepsStampsWhenTheLabelChanges() throws IOException {
        pictures.write("a", 1);
        index(DEFAULTS, image("a", OLD));
        IndexReport relabelled = index(DEFAULTS, image("a", "dog", Optional.of(OLD)));
        assertThat(relabelled.updated()).isEqualTo(1);
        assertThat(index(DEFAULTS, image("a", "dog", Optional.of(OLD))).unchanged()).isEqualTo(1);
        assertThat(read).isEmpty();
    }

    @Test
    void takesChangedMetadataWithoutReadingTheFile() throws IOException {
        pictures.write("a", 1);
        index(DEFAULTS, image("a", "cat", Map.of("year", "19", "city", ""), Optional.of(OLD)));
        for (Map<String, String> other : List.of(Map.of("year", "20", "city", ""), Map.of("year", "2", "city", "0"),
                Map.of("year", "20"), Map.of("2year", "0"))) {
            LabelledImage image = image("a", "cat", other, Optional.of(OLD));
            assertThat(index(DEFAULTS, image).updated()).as("%s", other).isEqualTo(1);
            assertThat(index(DEFAULTS, image).unchanged()).isEqualTo(1);
            assertThat(read).isEmpty();
        }
    }

    @Test
    void keepsMetadataOfAFileThatIsNotReadAndBringsNone() throws IOException {
        pictures.write("a", 1);
        index(DEFAULTS, image("a", "cat", Map.of("year", "19"), Optional.of(OLD)));
        assertThat(index(DEFAULTS, image("a", OLD)).unchanged()).isEqualTo(1);
        assertThat(index(DEFAULTS, image("a", "dog", Optional.of(OLD))).updated()).isEqualTo(1);
        assertThat(read).isEmpty();
        try (GallerySearcher searcher = GallerySearcher.open(gallery)) {
            GalleryEntry entry = searcher.find(Pictures.id(1)).orElseThrow();
            assertThat(entry.label()).isEqualTo("dog");
            assertThat(entry.metadata()).isEqualTo(Map.of("year", "19"));
        }
    }

    @Test
    void countsAFileThatWasUnchangedUntilTheOneBeforeIt() throws IOException {
        pictures.write("a", 1);
        index(DEFAULTS, image("a", OLD));
        IndexReport twice = index(DEFAULTS, image("a", "dog", Optional.of(OLD)), image("a", OLD));
        assertThat(twice.updated()).isEqualTo(2);
        assertThat(index(DEFAULTS, image("a", OLD)).unchanged()).isEqualTo(1);

        pictures.write("b", 2);
        IndexReport mixed = index(DEFAULTS, image("b", OLD), image("a", OLD));
        assertThat(mixed.added()).isEqualTo(1);
        assertThat(mixed.unchanged()).isEqualTo(1);
        assertThat(read).containsExactly("b");
    }

    @Test
    void knowsEachOfSeveralCopiesByItsOwnStampAndLabel() throws IOException {
        pictures.write("a", 1);
        pictures.write("b", 1);
        LabelledImage[] copies = {image("a", OLD), image("b", "dog", Optional.of(NEW))};
        index(DEFAULTS, copies);
        assertThat(index(DEFAULTS, copies).unchanged()).isEqualTo(2);
        assertThat(read).isEmpty();
        index(DEFAULTS, image("a", NEW), image("b", "dog", Optional.of(OLD)));
        assertThat(read).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void learnsTheStampsOfAGalleryThatHasNone() throws IOException {
        pictures.write("a", 1);
        index(DEFAULTS, image("a", "cat", Optional.empty()));
        index(DEFAULTS, image("a", OLD));
        assertThat(read).containsExactly("a");
        index(DEFAULTS, image("a", OLD));
        assertThat(read).isEmpty();
    }

    @Test
    void keepsStampsWhenSegmentsAreMerged() throws IOException {
        List<LabelledImage> images = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            pictures.write("p" + i, i);
            images.add(image("p" + i, new FileStamp(16, 1, 2, i)));
            index(DEFAULTS, images.getLast());
        }
        try (GalleryWriter writer = GalleryWriter.open(gallery)) {
            writer.compact();
        }
        index(DEFAULTS, images.toArray(LabelledImage[]::new));
        assertThat(read).isEmpty();
    }

    @Test
    void looksAtStampsInADryRunToo() throws IOException {
        pictures.write("a", 1);
        index(DEFAULTS, image("a", OLD));
        read.clear();
        try (GalleryIndexer dry = GalleryIndexer.dryRun(gallery, FakeEmbedder.PREPROCESSING, DEFAULTS)) {
            assertThat(dry.index(List.of(image("a", OLD)), IndexListener.NONE, () -> false).unchanged()).isEqualTo(1);
            assertThat(read).isEmpty();
            dry.index(List.of(image("a", NEW)), IndexListener.NONE, () -> false);
            assertThat(read).containsExactly("a");
        }
        index(DEFAULTS, image("a", NEW));
        assertThat(read).containsExactly("a");
    }

    private Embedding embedding(String name) {
        try (GallerySearcher searcher = GallerySearcher.open(gallery)) {
            return searcher.embedding(pictures.path(name).toString());
        }
    }
}
