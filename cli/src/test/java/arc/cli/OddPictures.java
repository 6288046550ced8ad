package arc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;

/** Makes files that break decoders: sound, cut, with flipped bits, with lying headers, enormous, and no pictures at all. */
final class OddPictures {

    private static final int PARTS = 10;
    private static final int FLIPS = 20;
    private static final int LIES = 10;

    private final Path folder;
    private final List<Path> files = new ArrayList<>();

    private OddPictures(Path folder) {
        this.folder = folder;
    }

    /** Writes a few hundred files, always the same; {@code webp} is a folder with a picture or two in that format. */
    static List<Path> write(Path folder, Path webp, long seed) throws IOException {
        OddPictures odd = new OddPictures(Files.createDirectories(folder));
        Random random = new Random(seed);
        for (Map.Entry<String, byte[]> sound : sound(webp).entrySet()) {
            odd.add(sound.getKey() + "-sound", sound.getValue());
            odd.cut(sound.getKey(), sound.getValue());
            odd.flip(sound.getKey(), sound.getValue(), random);
            odd.lie(sound.getKey(), sound.getValue());
        }
        odd.enormous();
        odd.noPictures();
        return odd.files;
    }

    /** Returns every file cut at ten places, beside the files that are there. */
    static List<Path> cutAll(List<Path> sources, Path folder) throws IOException {
        OddPictures odd = new OddPictures(Files.createDirectories(folder));
        for (int i = 0; i < sources.size(); i++) {
            odd.cut(i + "-" + sources.get(i).getFileName(), Files.readAllBytes(sources.get(i)));
        }
        return odd.files;
    }

    private static Map<String, byte[]> sound(Path webp) throws IOException {
        Map<String, byte[]> sound = new TreeMap<>();
        BufferedImage image = new BufferedImage(24, 16, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(3);
        for (int i = 0; i < 24 * 16; i++) {
            image.setRGB(i % 24, i / 24, random.nextInt(1 << 24));
        }
        for (String format : List.of("png", "jpeg", "gif", "bmp", "tiff")) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertThat(ImageIO.write(image, format, out)).isTrue();
            sound.put(format, out.toByteArray());
        }
        for (String name : List.of("webp-lossless-32x20.webp", "webp-lossy-40x30.webp")) {
            sound.put(name.substring(0, name.length() - 5), Files.readAllBytes(webp.resolve(name)));
        }
        return sound;
    }

    private void add(String name, byte[] bytes) throws IOException {
        files.add(Files.write(folder.resolve(name + ".png"), bytes));
    }

    private void cut(String name, byte[] bytes) throws IOException {
        for (int part = 0; part < PARTS; part++) {
            add(name + "-cut" + part, Arrays.copyOf(bytes, (int) ((long) bytes.length * part / PARTS)));
        }
    }

    private void flip(String name, byte[] bytes, Random random) throws IOException {
        for (int n = 0; n < FLIPS; n++) {
            byte[] flipped = bytes.clone();
            for (int flips = 0; flips <= n / 4; flips++) {
                flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            }
            add(name + "-flipped" + n, flipped);
        }
    }

    /** Claims the most there can be, four bytes after four bytes of the header. */
    private void lie(String name, byte[] bytes) throws IOException {
        for (int n = 0; n < LIES; n++) {
            byte[] lying = bytes.clone();
            Arrays.fill(lying, 8 + 3 * n, 12 + 3 * n, (byte) (n % 2 == 0 ? 0xff : 0x7f));
            add(name + "-lying" + n, lying);
        }
    }

    private void enormous() throws IOException {
        add("enormous-as-large-as-may-be", png(7071, 7071, 7071));
        add("enormous-one-line", png(16_384, 1, 1));
        add("enormous-too-wide", png(16_385, 1, 1));
        add("enormous-too-many-pixels", png(10_000, 5_001, 5_001));
        add("enormous-header-only", png(7000, 7000, 0));
        add("enormous-cut", png(7000, 7000, 3500));
        add("enormous-claim", png(Integer.MAX_VALUE, Integer.MAX_VALUE, 1));
    }

    private void noPictures() throws IOException {
        add("empty", new byte[0]);
        add("words", "no picture".getBytes(StandardCharsets.UTF_8));
        files.add(Files.createDirectory(folder.resolve("folder.png")));
        files.add(Files.createSymbolicLink(folder.resolve("loop.png"), Path.of("loop.png")));
        files.add(Files.createSymbolicLink(folder.resolve("lost.png"), Path.of("nowhere.png")));
        files.add(folder.resolve("missing.png"));
    }

    /** Returns a black PNG of 8 bits grey that has the lines given, and sound checksums. */
    private static byte[] png(int width, int height, int lines) throws IOException {
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(pixels)) {
            for (int line = 0; line < lines; line++) {
                deflater.write(new byte[1 + Math.min(width, 1 << 15)]);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[]{(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        chunk(out, "IHDR", ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 8).array());
        chunk(out, "IDAT", pixels.toByteArray());
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] body) {
        byte[] typed = ByteBuffer.allocate(4 + body.length).put(type.getBytes(StandardCharsets.US_ASCII)).put(body)
                .array();
        CRC32 crc = new CRC32();
        crc.update(typed);
        out.writeBytes(ByteBuffer.allocate(4).putInt(body.length).array());
        out.writeBytes(typed);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }
}
