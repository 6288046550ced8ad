package arc.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import arc.infer.embedding.Embedding;
import org.apache.lucene.store.Directory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

class CrashTest {

    private static final int DIMENSION = 8;
    private static final GalleryModel MODEL = Vectors.model(DIMENSION);
    private static final List<Embedding> VECTORS = Vectors.random(1, 300, DIMENSION);

    @TempDir
    Path temp;

    /** Makes a gallery of entries 0 to 49, then adds 50 to 99 and takes out 0 to 9, then adds up to 149 and merges. */
    private static void threeCommits(Path gallery, UnaryOperator<Directory> disk) {
        try (GalleryWriter writer = GalleryWriter.openOrCreate(gallery, MODEL, disk)) {
            put(writer, 0, 50);
            writer.commit();
            for (int i = 0; i < 10; i++) {
                writer.remove(Vectors.id(i));
            }
            put(writer, 50, 100);
            writer.commit();
            put(writer, 100, 150);
            writer.tidy();
        }
    }

    private static void put(GalleryWriter writer, int from, int to) {
        for (int i = from; i < to; i++) {
            writer.put(Vectors.id(i), Vectors.at("row/" + i), VECTORS.get(i));
        }
    }

    /** Returns the ids, after comparing every vector with the one that was put. */
    private static List<String> ids(Path gallery) {
        List<String> ids = new ArrayList<>();
        try (GallerySearcher searcher = GallerySearcher.open(gallery, 1)) {
            searcher.forEach((entry, embedding) -> {
                assertThat(embedding).isEqualTo(VECTORS.get(Integer.parseInt(entry.path().substring(4))));
                ids.add(entry.id());
            });
        }
        return ids;
    }

    @Test
    void opensAtItsLastCommitAfterAPowerCutBetweenAnyTwoOperations() throws IOException {
        Path gallery = temp.resolve("gallery");
        PowerCuts cuts = new PowerCuts(gallery, temp.resolve("cuts"));
        threeCommits(gallery, cuts::recording);
        List<String> end = ids(gallery);
        assertThat(end).hasSize(140);
        assertThat(cuts.folders()).hasSizeGreaterThan(60);

        int last = 0;
        for (int n = 0; n < cuts.folders().size(); n++) {
            Path cut = cuts.folders().get(n);
            if (GalleryFolder.exists(cut)) {
                int entries = ids(cut).size();
                assertThat(entries).as(cut.toString()).isIn(0, 50, 90, 140).isGreaterThanOrEqualTo(last);
                last = entries;
            } else {
                assertThat(last).as("a gallery is there from its first commit on").isZero();
            }
            if (n % 12 == 0) {
                threeCommits(cut, UnaryOperator.identity());
                assertThat(ids(cut)).as(cut.toString()).isEqualTo(end);
            }
        }
        assertThat(last).isEqualTo(140);
    }

    @Test
    void staysAsItWasWhenTheDiskIsFull() throws IOException {
        Path gallery = temp.resolve("gallery");
        try (GalleryWriter writer = GalleryWriter.openOrCreate(gallery, MODEL)) {
            put(writer, 0, 50);
            writer.commit();
        }
        List<String> before = ids(gallery);
        int refused = 0;
        for (int bytes = 0; bytes < 20_000; bytes += 1000) {
            SmallDisk disk = new SmallDisk(bytes);
            GalleryWriter writer = null;
            try {
                writer = GalleryWriter.openOrCreate(gallery, MODEL, disk::of);
                put(writer, 50, 300);
                writer.commit();
            } catch (ArcException e) {
                assertThat(e.kind()).isEqualTo(ArcException.Kind.NOT_WRITABLE);
                assertThat(e).hasMessage("cannot write gallery " + gallery + ": No space left on device\n"
                        + "it is as it was at its last commit; make room or give permission, then run the same "
                        + "command again");
                refused++;
            } finally {
                if (writer != null) {
                    writer.close();
                }
            }
            assertThat(ids(gallery)).isEqualTo(before);
        }
        assertThat(refused).isEqualTo(20);
        try (GalleryWriter writer = GalleryWriter.openOrCreate(gallery, MODEL)) {
            put(writer, 50, 300);
            writer.commit();
        }
        assertThat(ids(gallery)).hasSize(300);
        assertThat(leftOvers(gallery)).isEmpty();
    }

    @Test
    void reportsADiskThatIsFullWhileMerging() throws IOException {
        Path gallery = temp.resolve("gallery");
        SmallDisk disk = new SmallDisk(Integer.MAX_VALUE);
        try (GalleryWriter writer = GalleryWriter.openOrCreate(gallery, MODEL, disk::of)) {
            for (int i = 0; i < 5; i++) {
                put(writer, 60 * i, 60 * (i + 1));
                writer.commit();
            }
            disk.leave(2000);
            assertThatThrownBy(writer::tidy).isInstanceOfSatisfying(ArcException.class,
                    e -> assertThat(e.kind()).isEqualTo(ArcException.Kind.NOT_WRITABLE))
                    .hasMessageContaining("No space left on device");
        }
        assertThat(ids(gallery)).hasSize(300);
        assertThat(leftOvers(gallery)).isEmpty();
    }

    private static List<Path> leftOvers(Path gallery) throws IOException {
        try (Stream<Path> files = Files.list(gallery)) {
            return files.filter(file -> file.toString().endsWith(".tmp") || file.toString().contains("pending"))
                    .toList();
        }
    }
}
