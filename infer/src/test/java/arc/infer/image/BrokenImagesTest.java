package arc.infer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import arc.infer.image.UnreadableImageException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Decodes files that are broken in ways these tests make themselves. */
@Timeout(120) // for a hang, not for speed
class BrokenImagesTest {

    /** Holds a sound picture in one format. */
    static final class Sound {
        private final String format;
        private final byte[] bytes;

        Sound(String format, byte[] bytes) {
            this.format = format;
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }

        @Override
        public String toString() {
            return format;
        }
    }

    static List<Sound> sound() {
        return Stream
                .concat(Stream.of("png", "jpeg", "gif", "bmp", "tiff").map(format -> new Sound(format, write(format))),
                        GoldenImages.all().stream().filter(golden -> golden.id().startsWith("webp"))
                                .map(golden -> new Sound(golden.id(), golden.bytes())))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("sound")
    void aSoundFileDecodes(Sound sound) throws Exception {
        assertThat(ImageDecoder.decode(sound.bytes(), "x").widthPixels()).isGreaterThanOrEqualTo(24);
    }

    @ParameterizedTest
    @MethodSource("sound")
    void aFileThatIsCutShortIsRefusedWhereverItIsCut(Sound sound) {
        for (int tenth = 1; tenth < 10; tenth++) {
            byte[] cut = Arrays.copyOf(sound.bytes(), sound.bytes().length * tenth / 10);
            assertThatThrownBy(() -> ImageDecoder.decode(cut, "photo.x")).isInstanceOf(UnreadableImageException.class)
                    .hasMessageStartingWith("photo.x: not an image arc can read (");
        }
    }

    @ParameterizedTest
    @MethodSource("sound")
    void flippedBitsGiveAPictureOrARefusalAndNothingElse(Sound sound) {
        SplittableRandom random = new SplittableRandom(7);
        int refused = 0;
        for (int i = 0; i < 200; i++) {
            byte[] flipped = sound.bytes().clone();
            for (int flips = 0; flips <= i / 20; flips++) {
                flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                ImageDecoder.decode(flipped, "x");
            } catch (UnreadableImageException e) {
                refused++;
                assertThat(e.reason()).isIn(Reason.CORRUPT, Reason.UNSUPPORTED, Reason.TOO_LARGE);
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void pixelsBeyondTheLimitsAreRefusedByTheHeaderAlone() throws Exception {
        assertRefused(png(16_385, 1), Reason.TOO_LARGE,
                "x: not an image arc can read (PNG: 16385x1 pixels are too many; "
                        + "arc reads up to 16,384 a side and 50 megapixels)");
        assertRefused(png(10_000, 5_001), Reason.TOO_LARGE, "x: not an image arc can read (PNG: 10000x5001 pixels are "
                + "too many; arc reads up to 16,384 a side and 50 megapixels)");
        assertRefused(png(-1, 5), Reason.CORRUPT, "x: not an image arc can read (PNG: its header says -1x5 pixels)");
        assertRefused(patched("jpeg", this::jpegSize, 20_000, 20_000), Reason.TOO_LARGE,
                "20000x20000 pixels are too many");
        assertRefused(patched("gif", this::gifSize, 65_535, 65_535), Reason.TOO_LARGE,
                "65535x65535 pixels are too many");
        assertRefused(patched("bmp", this::bmpSize, 20_000, 20_000), Reason.TOO_LARGE,
                "20000x20000 pixels are too many");
        assertRefused(patched("tiff", this::tiffSize, 20_000, 20_000), Reason.TOO_LARGE,
                "20000x20000 pixels are too many");
        assertRefused(webpExtended(20_000, 20_000), Reason.TOO_LARGE, "20000x20000 pixels are too many");
    }

    @Test
    void aHeaderThatClaimsMoreThanTheBytesCanHoldIsRefused() throws Exception {
        assertRefused(png(10_000, 5_000), Reason.CORRUPT,
                "PNG: its header says 10000x5000 pixels, more than its 12 bytes of them can hold");
        assertRefused(patched("jpeg", this::jpegSize, 10_000, 5_000), Reason.CORRUPT,
                "JPEG: its header says 10000x5000 pixels, more than its ");
        assertRefused(patched("gif", this::gifSize, 10_000, 5_000), Reason.CORRUPT,
                "GIF: its header says 10000x5000 pixels, more than its ");
        assertRefused(patched("bmp", this::bmpSize, 10_000, 5_000), Reason.CORRUPT, "BMP: it is cut short");
        assertRefused(patched("tiff", this::tiffSize, 10_000, 5_000), Reason.CORRUPT,
                "TIFF: its header says 10000x5000 pixels, more than its ");
    }

    @Test
    void saysWhatIsWrongWithBytesThatAreNoImage() {
        assertRefused(new byte[0], Reason.EMPTY, "x: not an image arc can read (it is empty, 0 bytes)");
        assertRefused("hello, world".getBytes(StandardCharsets.US_ASCII), Reason.UNSUPPORTED,
                "x: not an image arc can read (no known format, it begins with 68 65 6c 6c 6f 2c 20 77; "
                        + "arc reads PNG, JPEG, BMP, GIF, WebP and TIFF)");
        assertRefused(new byte[]{0, 0, 0, 24, 'f', 't', 'y', 'p', 'h', 'e', 'i', 'c'}, Reason.UNSUPPORTED,
                "x: not an image arc can read (it looks like HEIF or AVIF; arc reads PNG, JPEG, BMP, GIF, WebP and TIFF)");
        assertRefused("%PDF-1.7".getBytes(StandardCharsets.US_ASCII), Reason.UNSUPPORTED,
                "x: not an image arc can read (it looks like PDF; arc reads PNG, JPEG, BMP, GIF, WebP and TIFF)");
    }

    @Test
    void saysWhatIsWrongWithAFile(@TempDir Path folder) throws Exception {
        Path png = Files.createDirectory(folder.resolve("x.png"));
        assertThatThrownBy(() -> ImageDecoder.decode(png)).isInstanceOf(UnreadableImageException.class)
                .hasMessage(png + ": not an image arc can read (it is a folder)");
        Path missing = folder.resolve("missing.png");
        assertThatThrownBy(() -> ImageDecoder.decode(missing)).isInstanceOf(UnreadableImageException.class)
                .hasMessage(missing + ": cannot be read: no such file or folder");
        Path empty = Files.createFile(folder.resolve("empty.jpg"));
        assertThatThrownBy(() -> ImageDecoder.decode(empty)).isInstanceOf(UnreadableImageException.class)
                .hasMessage(empty + ": not an image arc can read (it is empty, 0 bytes)");
    }

    @Test
    void theExtensionIsNotBelieved(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("really-a-jpeg.png"), write("jpeg"));
        assertThat(ImageDecoder.decode(file).widthPixels()).isEqualTo(24);
    }

    @Test
    void theCauseIsKept() {
        byte[] bytes = write("gif");
        UnreadableImageException thrown = catchThrowableOfType(UnreadableImageException.class,
                () -> ImageDecoder.decode(Arrays.copyOf(bytes, 12), "x"));
        assertThat(thrown).hasCauseInstanceOf(IndexOutOfBoundsException.class);
    }

    private static void assertRefused(byte[] bytes, Reason reason, String message) {
        UnreadableImageException thrown = catchThrowableOfType(UnreadableImageException.class,
                () -> ImageDecoder.decode(bytes, "x"));
        assertThat(thrown).hasMessageContaining(message);
        assertThat(thrown.reason()).isEqualTo(reason);
    }

    static byte[] write(String format) {
        BufferedImage image = new BufferedImage(24, 16, BufferedImage.TYPE_INT_RGB);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 24 * 16; i++) {
            image.setRGB(i % 24, i / 24, random.nextInt(1 << 24));
        }
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertThat(ImageIO.write(image, format, out)).isTrue();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a grey PNG with sound checksums, whatever its header says, and pixels for 1x2. */
    private static byte[] png(int width, int height) {
        return new PngBuilder(width, height, 8, PngBuilder.GREY).rows(0, 0, 0, 0);
    }

    @FunctionalInterface
    private interface Patch {
        void apply(ByteBuffer file, int width, int height);
    }

    private static byte[] patched(String format, Patch patch, int width, int height) {
        byte[] bytes = write(format);
        patch.apply(ByteBuffer.wrap(bytes), width, height);
        return bytes;
    }

    private void jpegSize(ByteBuffer file, int width, int height) {
        int at = 2;
        while ((file.getShort(at) & 0xffff) != 0xffc0) {
            at += 2 + (file.getShort(at + 2) & 0xffff);
        }
        file.putShort(at + 5, (short) height).putShort(at + 7, (short) width);
    }

    private void gifSize(ByteBuffer file, int width, int height) {
        file.order(ByteOrder.LITTLE_ENDIAN);
        int at = 13 + (3 << ((file.get(10) & 7) + 1));
        while (file.get(at) != 0x2c) {
            for (at += 2; file.get(at) != 0;) {
                at += 1 + (file.get(at) & 0xff);
            }
            at++;
        }
        file.putShort(at + 5, (short) width).putShort(at + 7, (short) height);
    }

    private void bmpSize(ByteBuffer file, int width, int height) {
        file.order(ByteOrder.LITTLE_ENDIAN).putInt(18, width).putInt(22, height);
    }

    private void tiffSize(ByteBuffer file, int width, int height) {
        file.order(file.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = file.getInt(4);
        for (int i = 0; i < file.getShort(directory); i++) {
            int entry = directory + 2 + 12 * i;
            int tag = file.getShort(entry);
            if (tag == 256 || tag == 257) {
                file.putShort(entry + 2, (short) 4).putInt(entry + 8, tag == 256 ? width : height);
            }
        }
    }

    private static byte[] webpExtended(int width, int height) {
        ByteBuffer file = ByteBuffer.allocate(30).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(22);
        file.put("WEBPVP8X".getBytes(StandardCharsets.US_ASCII)).putInt(10).putInt(0);
        file.putShort((short) (width - 1)).put((byte) ((width - 1) >> 16));
        file.putShort((short) (height - 1)).put((byte) ((height - 1) >> 16));
        return file.array();
    }
}
