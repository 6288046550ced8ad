package arc.infer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

class FileBytesTest {

    @TempDir
    Path folder;

    @Test
    void filesOfEverySizeAreReadWhole() throws Exception {
        int mebibyte = 1 << 20; // from here on they are read piece by piece
        for (int size : new int[]{0, 1, 300, 16_384, mebibyte - 1, mebibyte, mebibyte + 1, 3 * mebibyte}) {
            byte[] bytes = new byte[size];
            new Random(size).nextBytes(bytes);
            Path file = Files.write(folder.resolve(size + ".png"), bytes);
            assertThat(ImageDecoder.readBytes(file)).as("%d bytes", size).isEqualTo(bytes);
        }
    }

    @Test
    void aFileThatHasMoreBytesThanItSaysIsReadWhole() throws Exception {
        Path file = Path.of("/proc/self/status"); // says that it is empty
        assumeTrue(Files.isReadable(file));
        assertThat(new String(ImageDecoder.readBytes(file), StandardCharsets.UTF_8)).startsWith("Name:")
                .contains("Threads:");
    }
}
