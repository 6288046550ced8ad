package arc.index;

import static org.assertj.core.api.Assertions.assertThat;

import arc.infer.data.LabelledImage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/** Kills processes that index, by SIGKILL; {@code docs/experiments/kill} does it 200 times to the program itself. */
class KillTest {

    private static final int KILLS = 10;
    private static final int PICTURES = 240;
    private static final int A_COMMIT = 40;

    @TempDir
    private Path temp;

    private Pictures pictures;

    @BeforeEach
    void writePictures() throws IOException {
        pictures = new Pictures(temp.resolve("pictures"));
        for (int i = 0; i < PICTURES; i++) {
            pictures.write("class" + i % 3 + "/" + i, i);
        }
    }

    /** Indexes some pictures, a commit and maybe a merge every {@value #A_COMMIT}; returns Lucene's steps on the disk. */
    private static int index(Path gallery, Pictures pictures, IntConsumer beforeStep, IntConsumer committed)
            throws IOException {
        List<LabelledImage> all = pictures.list();
        DiskSteps steps = new DiskSteps(beforeStep);
        FakeEmbedder embedder = new FakeEmbedder();
        try (GalleryWriter writer = GalleryWriter.openOrCreate(gallery, embedder.model(), steps::counting);
                GalleryIndexer indexer = GalleryIndexer.into(writer, embedder,
                        new IndexOptions(2, true, false, false))) {
            for (int from = 0; from < all.size(); from += A_COMMIT) {
                indexer.index(all.subList(from, from + A_COMMIT), new IndexListener() {
                    @Override
                    public void committed(int entries) {
                        committed.accept(entries);
                    }
                }, () -> false);
            }
        }
        return steps.count();
    }

    private static void unheard(int ignored) {
        // Nobody waits for this number.
    }

    /** Returns what a gallery holds: each id with its paths, label and vector. */
    private static Map<String, List<Object>> export(Path gallery) {
        Map<String, List<Object>> entries = new TreeMap<>();
        try (GallerySearcher searcher = GallerySearcher.open(gallery, 1)) {
            searcher.forEach((entry, embedding) -> entries.put(entry.id(), List.of(entry, embedding)));
        }
        return entries;
    }

    @Test
    void afterAKillAtAnyMomentNothingIsLostAndRunningAgainEndsAsIfNothingHadHappened() throws IOException {
        Path whole = temp.resolve("whole");
        int steps = index(whole, pictures, KillTest::unheard, KillTest::unheard);
        Map<String, List<Object>> expected = export(whole);
        assertThat(expected).hasSize(PICTURES);
        assertThat(steps).isGreaterThan(10 * KILLS);

        int lastAcknowledged = -1;
        for (int n = 1; n <= KILLS; n++) {
            Path gallery = temp.resolve("killed" + n);
            int step = n * steps / (KILLS + 1);
            int acknowledged = killBefore(step, gallery);
            String when = "killed before step " + step + " of " + steps;
            assertThat(acknowledged).as(when).isGreaterThanOrEqualTo(lastAcknowledged).isLessThan(PICTURES);
            lastAcknowledged = acknowledged;

            assertThat(GalleryCheck.run(gallery, 1).problems()).as(when).isEmpty();
            Map<String, List<Object>> kept = export(gallery);
            assertThat(kept).as(when).hasSizeGreaterThanOrEqualTo(acknowledged);
            assertThat(expected.entrySet()).as(when).containsAll(kept.entrySet());

            index(gallery, pictures, KillTest::unheard, KillTest::unheard);
            assertThat(export(gallery)).as(when).isEqualTo(expected);
            assertThat(Files.exists(gallery.resolve(WriterNote.FILE))).as(when).isFalse();
        }
        assertThat(lastAcknowledged).isGreaterThanOrEqualTo(PICTURES / 2);
    }

    /** Returns the number of entries that the killed process said were kept; 0 where it said nothing. */
    private int killBefore(int step, Path gallery) throws IOException {
        int acknowledged = 0;
        try (Fork indexing = Fork.of(Indexing.class, gallery.toString(), temp.resolve("pictures").toString(),
                Integer.toString(step))) {
            String line = indexing.line();
            while (!line.equals("now")) {
                acknowledged = Integer.parseInt(line);
                line = indexing.line();
            }
            indexing.kill();
        }
        return acknowledged;
    }

    /** Indexes, says how many entries are kept after each commit, and waits before a certain step to be killed. */
    static final class Indexing {

        private Indexing() {}

        public static void main(String[] args) throws IOException {
            int last = Integer.parseInt(args[2]);
            index(Path.of(args[0]), new Pictures(Path.of(args[1])), step -> {
                if (step == last) {
                    System.out.println("now");
                    waitForever();
                }
            }, System.out::println);
        }

        private static void waitForever() {
            try {
                int never = System.in.read();
                throw new IllegalStateException("read " + never);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
