package arc.infer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.image.GoldenImages.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

@Timeout(120) // for a hang, not for speed
class WebpTest {

    record Expected(String file, int width, int height, String sha256) {
        byte[] bytes() throws IOException {
            return resource(file);
        }
    }

    static List<Expected> expected() throws IOException {
        return new String(resource("expected.tsv"), StandardCharsets.UTF_8).lines().skip(1)
                .map(line -> line.split("\t"))
                .map(row -> new Expected(row[0], Integer.parseInt(row[1]), Integer.parseInt(row[2]), row[3])).toList();
    }

    /** Files whose only chunk is the picture, large enough for a cut to be certain to show. */
    static List<Expected> inOneChunk() throws IOException {
        List<Expected> files = new ArrayList<>();
        for (Expected file : expected()) {
            if (file.width() > 1 && file.bytes()[15] != 'X') {
                files.add(file);
            }
        }
        assertThat(files).hasSizeGreaterThan(6);
        return files;
    }

    @ParameterizedTest
    @MethodSource("expected")
    void everyPixelIsLibwebps(Expected expected) throws Exception {
        DecodedImage decoded = ImageDecoder.decode(expected.bytes(), expected.file());
        assertThat(decoded.widthPixels()).isEqualTo(expected.width());
        assertThat(decoded.heightPixels()).isEqualTo(expected.height());
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(decoded.rgb())))
                .isEqualTo(expected.sha256());
    }

    @ParameterizedTest
    @MethodSource("expected")
    void flippedBitsGiveAPictureOrARefusalAndNothingElse(Expected expected) throws Exception {
        SplittableRandom random = new SplittableRandom(11);
        byte[] bytes = expected.bytes();
        for (int i = 0; i < 100; i++) {
            byte[] flipped = bytes.clone();
            for (int flips = 0; flips <= i / 20; flips++) {
                flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            }
            decodeOrRefuse(flipped);
        }
    }

    /** Whoever cuts a file can also mend the lengths that would tell: then the data itself ends too early. */
    @ParameterizedTest
    @MethodSource("inOneChunk")
    void aChunkThatEndsTooEarlyIsRefused(Expected expected) throws Exception {
        byte[] bytes = expected.bytes();
        byte[] cut = Arrays.copyOf(bytes, bytes.length / 2);
        ByteBuffer.wrap(cut).order(ByteOrder.LITTLE_ENDIAN).putInt(16, cut.length - 20);
        assertThatThrownBy(() -> ImageDecoder.decode(cut, "x")).isInstanceOf(UnreadableImageException.class)
                .hasMessage("x: not an image arc can read (WebP: it is cut short or corrupt)");
    }

    @Test
    void theFirstFrameOfAnAnimationStandsOnItsWhiteScreen() throws Exception {
        Golden golden = GoldenImages.all().stream().filter(g -> g.id().equals("webp-lossless-32x20")).findFirst()
                .orElseThrow();
        byte[] picture = Arrays.copyOfRange(golden.bytes(), 12, golden.bytes().length);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(chunk("VP8X", bytes24(0x02, 0, 40 - 1, 30 - 1)));
        body.writeBytes(chunk("ANIM", new byte[6]));
        ByteBuffer frame = ByteBuffer.allocate(16 + picture.length);
        frame.put(new byte[]{2, 0, 0, 1, 0, 0, 31, 0, 0, 19, 0, 0, 0, 0, 0, 0}).put(picture);
        body.writeBytes(chunk("ANMF", frame.array()));
        DecodedImage decoded = ImageDecoder.decode(riff(body.toByteArray()), "x");
        assertThat(List.of(decoded.widthPixels(), decoded.heightPixels())).containsExactly(40, 30);
        DecodedImage alone = ImageDecoder.decode(golden.bytes(), "x");
        for (int y = 0; y < 30; y++) {
            for (int x = 0; x < 40; x++) {
                boolean inside = x >= 4 && x < 36 && y >= 2 && y < 22;
                assertThat(decoded.sample(x, y, 1)).isEqualTo(inside ? alone.sample(x - 4, y - 2, 1) : 255);
            }
        }
    }

    @Test
    void theOrientationOfItsExifIsApplied() throws Exception {
        Golden golden = GoldenImages.all().stream().filter(g -> g.id().equals("webp-lossless-32x20")).findFirst()
                .orElseThrow();
        byte[] exif = {'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0};
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(chunk("VP8X", bytes24(0x08, 0, 32 - 1, 20 - 1)));
        body.write(golden.bytes(), 12, golden.bytes().length - 12);
        body.writeBytes(chunk("EXIF", exif));
        DecodedImage decoded = ImageDecoder.decode(riff(body.toByteArray()), "x");
        DecodedImage stored = ImageDecoder.decode(golden.bytes(), "x");
        assertThat(List.of(decoded.widthPixels(), decoded.heightPixels())).containsExactly(20, 32);
        assertThat(decoded.sample(19, 0, 0)).as("upper right").isEqualTo(stored.sample(0, 0, 0));
        assertThat(decoded.sample(0, 0, 0)).as("upper left").isEqualTo(stored.sample(0, 19, 0));
    }

    private static void decodeOrRefuse(byte[] bytes) {
        try {
            assertThat(ImageDecoder.decode(bytes, "x").widthPixels()).isPositive();
        } catch (UnreadableImageException e) {
            assertThat(e).hasMessageStartingWith("x: not an image arc can read (");
        }
    }

    /** Returns the body of a VP8X chunk: flags, and three numbers of 24 bits. */
    private static byte[] bytes24(int flags, int reserved, int width, int height) {
        return new byte[]{(byte) flags, (byte) reserved, 0, 0, (byte) width, (byte) (width >> 8), 0, (byte) height,
                (byte) (height >> 8), 0};
    }

    private static byte[] chunk(String type, byte[] body) {
        return ByteBuffer.allocate(8 + body.length + (body.length & 1)).order(ByteOrder.LITTLE_ENDIAN)
                .put(type.getBytes(StandardCharsets.US_ASCII)).putInt(body.length).put(body).array();
    }

    private static byte[] riff(byte[] body) {
        return ByteBuffer.allocate(12 + body.length).order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(4 + body.length)
                .put("WEBP".getBytes(StandardCharsets.US_ASCII)).put(body).array();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Objects
                .requireNonNull(WebpTest.class.getResourceAsStream("/golden/images-webp/" + name), name)) {
            return in.readAllBytes();
        }
    }
}
