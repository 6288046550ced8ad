package arc.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import arc.infer.ArcException;
import arc.infer.embedding.Embedding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

class DamageTest {

    private static final int DIMENSION = 8;
    private static final List<Embedding> QUERIES = Vectors.random(2, 3, DIMENSION);

    @TempDir
    Path temp;

    private static List<SearchResult> search(Path gallery) {
        try (GallerySearcher searcher = GallerySearcher.open(gallery, 1)) {
            SearchRequest request = SearchRequest.top(5).among(List.of(Filter.parse("label=1")));
            return searcher.searchAll(QUERIES, request);
        }
    }

    @Test
    void answersRightlyOrNotAtAllWhenAFileIsCutOrABitIsFlipped() throws IOException {
        Path gallery = temp.resolve("gallery");
        List<Embedding> vectors = Vectors.random(1, 300, DIMENSION);
        try (GalleryWriter writer = GalleryWriter.openOrCreate(gallery, Vectors.model(DIMENSION))) {
            for (int i = 0; i < 300; i++) {
                writer.put(Vectors.id(i), Vectors.at("row/" + i, "" + i % 2), vectors.get(i));
            }
            writer.commit();
            for (int i = 0; i < 10; i++) {
                writer.remove(Vectors.id(i));
            }
            writer.commit();
        }
        List<SearchResult> expected = search(gallery);

        long seed = 3;
        Random random = new Random(seed);
        int detected = 0;
        int cases = 0;
        for (Path file : files(gallery)) {
            byte[] sound = Files.readAllBytes(file);
            for (int n = 0; n < 10; n++) {
                Files.write(file, damaged(sound, n, random));
                String what = "seed " + seed + ", damage " + n + " of " + file.getFileName();
                cases++;
                try {
                    assertThat(search(gallery)).as(what).isEqualTo(expected);
                } catch (ArcException e) {
                    assertThat(e.kind()).as(what).isEqualTo(ArcException.Kind.FAILURE);
                    assertThat(e.getMessage()).as(what).contains(gallery.toString());
                    detected++;
                } catch (RuntimeException e) {
                    fail(what, e);
                }
            }
            Files.write(file, sound);
        }
        assertThat(search(gallery)).isEqualTo(expected);
        assertThat(cases).isGreaterThanOrEqualTo(200);
        assertThat(detected).as("of %s cases", cases).isEqualTo(cases);
    }

    private static List<Path> files(Path gallery) throws IOException {
        try (Stream<Path> files = Files.list(gallery)) {
            return files.filter(file -> !file.endsWith("write.lock")).sorted().toList();
        }
    }

    /** Cuts the file in four cases of ten, and flips one bit in the others. */
    private static byte[] damaged(byte[] sound, int n, Random random) {
        if (n < 4) {
            return Arrays.copyOf(sound, n == 0 ? sound.length - 1 : random.nextInt(sound.length));
        }
        byte[] flipped = sound.clone();
        flipped[random.nextInt(sound.length)] ^= (byte) (1 << random.nextInt(8));
        return flipped;
    }

    @Test
    void refusesToWriteADamagedGallery() throws IOException {
        Path gallery = temp.resolve("gallery");
        try (GalleryWriter writer = GalleryWriter.openOrCreate(gallery, Vectors.model(DIMENSION))) {
            writer.put("a", Vectors.at("row/1"), QUERIES.getFirst());
            writer.commit();
        }
        Path vectors = files(gallery).stream().filter(file -> file.toString().endsWith(".vec")).findFirst()
                .orElseThrow();
        byte[] bytes = Files.readAllBytes(vectors);
        bytes[bytes.length / 2] ^= 1;
        Files.write(vectors, bytes);
        try {
            GalleryWriter.open(gallery).close();
            fail("opened a damaged gallery");
        } catch (ArcException e) {
            assertThat(e).hasMessageStartingWith("gallery " + gallery + " is damaged: checksum failed");
        }
        Files.write(vectors, flipBack(bytes));
        try (GalleryWriter writer = GalleryWriter.open(gallery)) {
            assertThat(writer.entries()).isEqualTo(1); // and the lock was let go
        }
    }

    private static byte[] flipBack(byte[] bytes) {
        byte[] sound = bytes.clone();
        sound[sound.length / 2] ^= 1;
        return sound;
    }
}
