package arc.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes small data sets of IDX files. */
final class IdxFiles {

    private IdxFiles() {}

    /**
     * Makes three training and two test pictures of 2×3 pixels, of the labels 0 and 1 in turn.
     *
     * @param seed other pictures for another one
     */
    static Path write(Path folder, int seed) throws IOException {
        Files.createDirectories(folder);
        write(folder, "train", 3, seed);
        write(folder, "t10k", 2, seed);
        return folder;
    }

    private static void write(Path folder, String prefix, int count, int seed) throws IOException {
        byte[] images = ByteBuffer.allocate(16 + 6 * count).putInt(2051).putInt(count).putInt(2).putInt(3).array();
        byte[] labels = ByteBuffer.allocate(8 + count).putInt(2049).putInt(count).array();
        for (int i = 0; i < count; i++) {
            labels[8 + i] = (byte) (i % 2);
            for (int p = 0; p < 6; p++) {
                images[16 + 6 * i + p] = (byte) (40 * i + 7 * p + prefix.length() + 3 * seed);
            }
        }
        Files.write(folder.resolve(prefix + "-images-idx3-ubyte"), images);
        Files.write(folder.resolve(prefix + "-labels-idx1-ubyte"), labels);
    }
}
