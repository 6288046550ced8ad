package arc.train.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import arc.infer.ArcException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/**
 * Damages files at random. Neither format has checksums: a bit may flip inside of a weight, and nobody can tell. But
 * nothing else than an {@link ArcException} may come of it.
 */
class DamagedFilesTest {

    private static final int FLIPS = 250;
    private static final int CUTS = 60;
    private static final int STRUCTURE_BYTES = 4096;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"torch-vgg16-bn.onnx", "keras-2016.h5", "keras-2-model.h5"})
    void areRefusedWhenCut(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(TransferFiles.path(name));
        Random random = seeded(name);
        for (int i = 0; i < CUTS; i++) {
            int length = random.nextInt(bytes.length);
            String error = read(name, Arrays.copyOf(bytes, length));
            assertThat(error).as("cut to %d bytes", length).contains(name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"torch-vgg16-bn.onnx", "keras-2016.h5", "keras-2-model.h5"})
    void areReadOrRefusedWhenBitsFlipped(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(TransferFiles.path(name));
        Random random = seeded(name);
        int refused = 0;
        for (int i = 0; i < FLIPS; i++) {
            byte[] damaged = bytes.clone();
            for (int flip = 0; flip <= i % 4; flip++) {
                int range = i % 2 == 0 ? bytes.length : STRUCTURE_BYTES; // the structure is mostly in the front
                damaged[random.nextInt(range)] ^= (byte) (1 << random.nextInt(8));
            }
            refused += read(name, damaged).isEmpty() ? 0 : 1;
        }
        assertThat(refused).isPositive();
    }

    /** Reads the bytes as a file; returns the message when it was refused, and nothing when not. */
    private String read(String name, byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve(name), bytes);
        try {
            PretrainedTrunk.read(file);
            return "";
        } catch (ArcException e) {
            return e.getMessage();
        } catch (RuntimeException | Error e) {
            return fail("an ArcException was expected", e);
        }
    }

    private static Random seeded(String name) {
        long seed = new Random().nextLong();
        System.out.println("DamagedFilesTest " + name + " seed " + seed);
        return new Random(seed);
    }
}
