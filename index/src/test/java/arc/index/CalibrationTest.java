package arc.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import arc.infer.embedding.Embedding;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class CalibrationTest {

    private static final int DIMENSION = 8;
    private static final List<Embedding> VECTORS = Vectors.random(1, 60, DIMENSION);
    private static final Calibration FIRST = new Calibration(0.831245, 0.001, 10_000, 9, 20);
    private static final Calibration SECOND = new Calibration(-0.25, 0.1, 10, 1, 40);

    @TempDir
    Path temp;

    private static GalleryWriter writer(Path gallery) {
        return GalleryWriter.openOrCreate(gallery, Vectors.model(DIMENSION));
    }

    private static void put(GalleryWriter writer, int from, int to) {
        for (int i = from; i < to; i++) {
            writer.put(Vectors.id(i), Vectors.at("row/" + i), VECTORS.get(i));
        }
        writer.commit();
    }

    private static Optional<Calibration> seenBySearch(Path gallery) {
        try (GallerySearcher searcher = GallerySearcher.open(gallery, 1)) {
            return searcher.calibration();
        }
    }

    @Test
    void staysWhileEntriesComeAndGo() {
        Path gallery = temp.resolve("gallery");
        try (GalleryWriter writer = writer(gallery)) {
            put(writer, 0, 20);
            assertThat(Gallery.calibration(gallery)).isEmpty();
            writer.calibrate(FIRST);
        }
        assertThat(Gallery.calibration(gallery)).contains(FIRST);
        GalleryManifest manifest = Gallery.manifest(gallery);
        try (GalleryWriter writer = writer(gallery)) {
            put(writer, 20, 40);
            writer.remove(Vectors.id(3));
            writer.compact();
        }
        assertThat(seenBySearch(gallery)).contains(FIRST);
        assertThat(Gallery.manifest(gallery)).isEqualTo(manifest);
        try (GalleryWriter writer = GalleryWriter.open(gallery)) {
            writer.calibrate(SECOND);
        }
        assertThat(seenBySearch(gallery)).contains(SECOND);
        try (GalleryWriter writer = GalleryWriter.open(gallery)) {
            writer.clearCalibration();
            assertThat(writer.entries()).isEqualTo(39);
        }
        assertThat(seenBySearch(gallery)).isEmpty();
        assertThat(Gallery.manifest(gallery)).isEqualTo(manifest);
    }

    @Test
    void isWholeOrAsBeforeAfterAPowerCutBetweenAnyTwoOperations() throws IOException {
        PowerCuts cuts = new PowerCuts(temp.resolve("gallery"), temp.resolve("cuts"));
        try (GalleryWriter writer = GalleryWriter.openOrCreate(temp.resolve("gallery"), Vectors.model(DIMENSION),
                cuts::recording)) {
            put(writer, 0, 20);
            writer.calibrate(FIRST);
            writer.calibrate(SECOND);
            writer.clearCalibration();
        }
        List<Optional<Calibration>> states = new ArrayList<>();
        for (Path cut : cuts.folders()) {
            if (GalleryFolder.exists(cut) && Gallery.info(cut).entries() == 20) {
                Optional<Calibration> found = seenBySearch(cut);
                if (states.isEmpty() || !states.getLast().equals(found)) {
                    states.add(found);
                }
            }
        }
        assertThat(states).containsExactly(Optional.empty(), Optional.of(FIRST), Optional.of(SECOND),
                Optional.empty());
    }

    @Test
    void isNotWrittenByAWriterThatIsLockedOut() {
        Path gallery = temp.resolve("gallery");
        try (GalleryWriter writer = writer(gallery)) {
            put(writer, 0, 1);
            assertThatThrownBy(() -> GalleryWriter.open(gallery)).isInstanceOfSatisfying(ArcException.class,
                    e -> assertThat(e.kind()).isEqualTo(ArcException.Kind.LOCKED));
        }
    }

    @Test
    void refusesADamagedOne() throws IOException {
        damaged("arc.gallery.threshold.far", "often", "arc.gallery.threshold.far is a number, got 'often'");
        damaged("arc.gallery.threshold.impostors", "1.5",
                "arc.gallery.threshold.impostors is a whole number, got '1.5'");
        damaged("arc.gallery.threshold", "1.01", "threshold must be in [-1, 1], got 1.01");
        damaged("arc.gallery.threshold.entries", null, "the calibration has no arc.gallery.threshold.entries");
    }

    private void damaged(String key, String value, String reason) throws IOException {
        Path gallery = temp.resolve("gallery");
        try (GalleryWriter writer = writer(gallery)) {
            put(writer, 0, 1);
            writer.calibrate(FIRST);
        }
        try (FSDirectory directory = FSDirectory.open(gallery);
                IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
            Map<String, String> data = new HashMap<>();
            writer.getLiveCommitData().forEach(entry -> data.put(entry.getKey(), entry.getValue()));
            if (value == null) {
                data.remove(key);
            } else {
                data.put(key, value);
            }
            writer.setLiveCommitData(data.entrySet());
            writer.commit();
        }
        assertThatThrownBy(() -> Gallery.calibration(gallery)).isInstanceOf(ArcException.class)
                .hasMessageStartingWith("gallery " + gallery + " is damaged: " + reason + "\n");
    }

    @Test
    void acceptsAtItsThresholdAndAbove() {
        assertThat(FIRST.accepts(0.831245)).isTrue();
        assertThat(FIRST.accepts(0.831244)).isFalse();
    }

    @Test
    void checksItsValues() {
        assertThatThrownBy(() -> new Calibration(Double.NaN, 0.1, 1, 0, 1))
                .hasMessage("threshold must be in [-1, 1], got NaN");
        assertThatThrownBy(() -> new Calibration(0.5, 0, 1, 0, 1)).hasMessage("far must be in (0, 1), got 0.0");
        assertThatThrownBy(() -> new Calibration(0.5, 1, 1, 0, 1)).hasMessage("far must be in (0, 1), got 1.0");
        assertThatThrownBy(() -> new Calibration(0.5, 0.1, 1, 2, 1))
                .hasMessage("falseAccepts must be 0 to impostors (1), got 2");
        assertThatThrownBy(() -> new Calibration(0.5, 0.1, 1, 1, 0)).hasMessage("entries must be >= 1, got 0");
    }
}
