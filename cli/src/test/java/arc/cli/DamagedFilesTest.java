package arc.cli;

import static arc.cli.Ran.arc;
import static arc.cli.Ran.resource;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Searches by a picture where a file of the gallery, its copy of the model among them, was cut or has a flipped bit. */
class DamagedFilesTest {

    private static final long SEED = 11;
    private static final int CASES_OF_THE_MODEL = 100;
    private static final int CASES_OF_ANOTHER_FILE = 10;

    @TempDir
    private Path folder;

    @Test
    void aSearchFailsAndSaysWhyWhicheverFileIsCutOrHasAFlippedBit() throws IOException {
        Path photos = Pictures.folder(folder.resolve("photos"), 5);
        Path gallery = folder.resolve("pets.arc");
        arc("index", photos, "-g", gallery, "-m", resource("model/tiny.onnx"), "-q").ok();
        Object[] search = {"search", photos.resolve("cat/c0.png"), "-g", gallery, "--json"};
        String sound = arc(search).ok().out();

        Random random = new Random(SEED);
        int cases = 0;
        for (Path file : files(gallery)) {
            boolean model = file.endsWith("model.onnx");
            byte[] bytes = Files.readAllBytes(file);
            for (int n = 0; n < (model ? CASES_OF_THE_MODEL : CASES_OF_ANOTHER_FILE); n++) {
                Files.write(file, damaged(bytes, n, random));
                Ran ran = arc(search);
                String what = "seed " + SEED + ", damage " + n + " of " + file.getFileName() + ": " + ran;
                assertThat(ran.out()).as(what).isEmpty();
                assertThat(ran.exitCode()).as(what).isIn(1, 4); // a changed foreign model is another model
                assertThat(ran.err()).as(what).startsWith("arc: ").contains(gallery.toString());
                assertThat(ran.err().lines()).as(what).hasSizeLessThanOrEqualTo(3);
                cases++;
            }
            Files.write(file, bytes);
        }
        assertThat(cases).isGreaterThanOrEqualTo(200);
        assertThat(arc(search).ok().out()).isEqualTo(sound);
    }

    private static List<Path> files(Path gallery) throws IOException {
        try (Stream<Path> files = Files.list(gallery)) {
            return files.filter(file -> !file.endsWith("write.lock")).sorted().toList();
        }
    }

    /** Cuts the file in three cases of ten, and flips a bit in the others. */
    private static byte[] damaged(byte[] sound, int n, Random random) {
        if (n % 10 < 3) {
            return Arrays.copyOf(sound, random.nextInt(sound.length));
        }
        byte[] flipped = sound.clone();
        flipped[random.nextInt(sound.length)] ^= (byte) (1 << random.nextInt(8));
        return flipped;
    }
}
