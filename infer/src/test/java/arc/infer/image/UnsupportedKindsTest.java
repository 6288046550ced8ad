package arc.infer.image;

import static arc.infer.image.PngBuilder.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import arc.infer.image.UnreadableImageException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Decodes sound files of kinds that are rare, or tells that they are not read. */
class UnsupportedKindsTest {

    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int COMPRESSION = 259;
    private static final int ROWS_PER_STRIP = 278;
    private static final int DEFLATE = 8;
    private static final int T6 = 4;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"34925 | compression 34925 (LZMA)", "50000 | compression 50000 (Zstandard)",
            "12345 | compression 12345"})
    void tiffNamesTheCompressionThatArcDoesNotRead(int compression, String words) {
        byte[] file = with(FormatsTest.tiff(8, 1, 1, 1, bytes(10, 20)), COMPRESSION, compression);
        assertRefused(file, Reason.UNSUPPORTED, "TIFF: " + words);
    }

    @Test
    void tiffOfAColourThatArcDoesNotReadIsUnsupported() {
        int rawSensor = 32_803;
        assertRefused(FormatsTest.tiff(8, 1, 1, rawSensor, bytes(10, 20)), Reason.UNSUPPORTED,
                "TIFF: samples or colours of a kind that arc does not read");
    }

    @Test
    void aBlankFaxPageHasThousandsOfPixelsForEachBit() throws Exception {
        DecodedImage page = ImageDecoder.decode(fax(4096), "x");
        assertThat(page.widthPixels()).isEqualTo(3312);
        assertThat(page.heightPixels()).isEqualTo(4096);
        assertThat(isFilledWith((byte) 255, page)).isTrue();
    }

    @Test
    void aFaxPageOfMoreRowsThanItHasBitsIsCorrupt() {
        byte[] file = fax(4096);
        int rows = 8 * file.length + 1;
        byte[] tall = with(with(file, HEIGHT, rows), WIDTH, 1);
        assertRefused(tall, Reason.CORRUPT, "TIFF: its header says 1x" + rows + " pixels, more than its "
                + file.length + " bytes can hold");
    }

    @Test
    void aBlankDeflatedPictureShrinksAThousandfold() throws Exception {
        byte[] file = FormatsTest.tiff(8, 1, 1, 1, PngBuilder.deflate(new byte[4000 * 1000]));
        assertThat(file).hasSizeLessThan(4000 * 1000 / 512);
        byte[] large = with(with(with(with(file, WIDTH, 4000), HEIGHT, 1000), ROWS_PER_STRIP, 1000), COMPRESSION,
                DEFLATE);
        DecodedImage picture = ImageDecoder.decode(large, "x");
        assertThat(picture.widthPixels()).isEqualTo(4000);
        assertThat(picture.heightPixels()).isEqualTo(1000);
        assertThat(isFilledWith((byte) 0, picture)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 66, 168})
    void bmpOfANewerHeaderIsUnsupported(int headerBytes) {
        assertRefused(bmp(14, headerBytes), Reason.UNSUPPORTED,
                "BMP: a header of " + headerBytes + " bytes");
    }

    @Test
    void bmpNamesTheCompressionThatArcDoesNotRead() {
        assertRefused(bmp(30, 6), Reason.UNSUPPORTED, "BMP: compression 6");
    }

    private static byte[] bmp(int offset, int value) {
        byte[] file = BrokenImagesTest.write("bmp");
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
        return file;
    }

    /** Returns a white page of 3312 columns in T.6: each row is like the one above, which one bit says; then the end's mark. */
    private static byte[] fax(int rows) {
        byte[] coded = new byte[rows / 8 + 3];
        Arrays.fill(coded, 0, rows / 8, (byte) 0xff);
        coded[rows / 8 + 1] = 0x10;
        coded[rows / 8 + 2] = 0x01;
        int inverse = 0;
        byte[] file = FormatsTest.tiff(1, 1, 1, inverse, coded);
        return with(with(with(with(file, WIDTH, 3312), HEIGHT, rows), ROWS_PER_STRIP, rows), COMPRESSION, T6);
    }

    /** Changes a tag of a big-endian TIFF that holds a short. */
    private static byte[] with(byte[] tiff, int tag, int value) {
        ByteBuffer file = ByteBuffer.wrap(tiff.clone());
        int directory = file.getInt(4);
        for (int i = 0; i < file.getShort(directory); i++) {
            int entry = directory + 2 + 12 * i;
            if ((file.getShort(entry) & 0xffff) == tag) {
                file.putShort(entry + 8, (short) value);
            }
        }
        return file.array();
    }

    private static boolean isFilledWith(byte sample, DecodedImage picture) {
        byte[] expected = new byte[3 * picture.widthPixels() * picture.heightPixels()];
        Arrays.fill(expected, sample);
        return Arrays.equals(picture.rgb(), expected);
    }

    private static void assertRefused(byte[] file, Reason reason, String words) {
        UnreadableImageException thrown = catchThrowableOfType(UnreadableImageException.class,
                () -> ImageDecoder.decode(file, "x"));
        assertThat(thrown).hasMessage("x: not an image arc can read (" + words + ")");
        assertThat(thrown.reason()).isEqualTo(reason);
    }
}
