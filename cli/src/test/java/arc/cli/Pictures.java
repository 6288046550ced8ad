package arc.cli;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Makes small PNG pictures, each seed another one. */
public final class Pictures {

    private Pictures() {}

    /** Returns the bytes of a picture. */
    public static byte[] png(long seed) throws IOException {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 28; y++) {
            for (int x = 0; x < 28; x++) {
                image.setRGB(x, y, random.nextInt(1 << 24));
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    /** Writes a picture to a file. */
    public static Path write(Path file, long seed) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.write(file, png(seed));
    }

    /** Fills a folder with {@code perClass} pictures in each of the sub-folders cat and dog. */
    public static Path folder(Path folder, int perClass) throws IOException {
        for (int i = 0; i < perClass; i++) {
            write(folder.resolve("cat/c" + i + ".png"), 2L * i);
            write(folder.resolve("dog/d" + i + ".png"), 2L * i + 1);
        }
        return folder;
    }
}
