package arc.infer.image;

import static arc.infer.image.PngBuilder.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Decodes what golden files do not have: each format's own ways to say a colour or a place. */
class FormatsTest {

    // PNG

    @Test
    void pngRoundsSixteenBitsToEight() throws Exception {
        // 128 * 257 - 129 is the last that rounds down to 127; one more rounds up.
        byte[] png = new PngBuilder(2, 1, 16, PngBuilder.RGB).rows(0, //
                0x7f, 0xff, 0x80, 0x00, 0xff, 0xff, //
                0x00, 0x80, 0x00, 0x81, 0x01, 0x00);
        assertThat(rgb(png)).containsExactly(127, 128, 255, 0, 1, 1);
    }

    @Test
    void pngSpreadsTwoAndFourBits() throws Exception {
        assertThat(rgb(new PngBuilder(4, 1, 2, PngBuilder.GREY).rows(0, 0b00_01_10_11)))
                .containsExactly(0, 0, 0, 85, 85, 85, 170, 170, 170, 255, 255, 255);
        assertThat(rgb(new PngBuilder(2, 1, 4, PngBuilder.GREY).rows(0, 0x3f))).containsExactly(51, 51, 51, 255, 255,
                255);
    }

    @Test
    void pngPutsAlphaOverWhite() throws Exception {
        byte[] grey = new PngBuilder(3, 1, 8, PngBuilder.GREY_ALPHA).rows(0, 100, 255, 100, 128, 100, 0);
        assertThat(rgb(grey)).containsExactly(100, 100, 100, 177, 177, 177, 255, 255, 255);
        byte[] deep = new PngBuilder(2, 1, 16, PngBuilder.RGB_ALPHA).rows(0, //
                0, 0, 0x80, 0x80, 0xff, 0xff, 0x80, 0x80, //
                9, 9, 9, 9, 9, 9, 0, 0);
        assertThat(rgb(deep)).containsExactly(127, 191, 255, 255, 255, 255);
    }

    @Test
    void pngMakesItsTransparentColourWhite() throws Exception {
        byte[] rgb = new PngBuilder(2, 1, 8, PngBuilder.RGB).chunk("tRNS", 0, 1, 0, 2, 0, 3).rows(0, 1, 2, 3, 1, 2, 4);
        assertThat(rgb(rgb)).containsExactly(255, 255, 255, 1, 2, 4);
        byte[] grey = new PngBuilder(2, 1, 8, PngBuilder.GREY).chunk("tRNS", 0, 7).rows(0, 7, 8);
        assertThat(rgb(grey)).containsExactly(255, 255, 255, 8, 8, 8);
        byte[] deep = new PngBuilder(2, 1, 16, PngBuilder.GREY).chunk("tRNS", 1, 7).rows(0, 1, 7, 1, 8);
        assertThat(rgb(deep)).containsExactly(255, 255, 255, 1, 1, 1);
    }

    @Test
    void pngPaletteMayHaveFewerAlphasThanColours() throws Exception {
        byte[] png = new PngBuilder(2, 1, 8, PngBuilder.PALETTE).chunk("PLTE", 10, 20, 30, 40, 50, 60)
                .chunk("tRNS", 128).rows(0, 0, 1);
        assertThat(rgb(png)).containsExactly(132, 137, 142, 40, 50, 60);
    }

    @Test
    void pngTextThatInflatesWithoutAnEndIsNotLookedAt() throws Exception {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes("Comment\0\0".getBytes(StandardCharsets.ISO_8859_1));
        text.writeBytes(PngBuilder.deflate(new byte[64 << 20]));
        byte[] png = new PngBuilder(1, 1, 8, PngBuilder.PALETTE).chunk("zTXt", text.toByteArray())
                .chunk("PLTE", 1, 2, 3).chunk("iCCP", text.toByteArray()).rows(0, 0);
        assertThat(rgb(png)).containsExactly(1, 2, 3);
    }

    @Test
    void pngOrientationIsApplied() throws Exception {
        byte[] exif = {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 2, 0, 0};
        byte[] png = new PngBuilder(2, 1, 8, PngBuilder.GREY).chunk("eXIf", exif).rows(0, 10, 20);
        assertThat(rgb(png)).containsExactly(20, 20, 20, 10, 10, 10);
    }

    @Test
    void pngWithAWrongChecksumIsRefused() {
        byte[] png = new PngBuilder(1, 1, 8, PngBuilder.GREY).rows(0, 0);
        png[29] ^= 1;
        assertThatThrownBy(() -> ImageDecoder.decode(png, "x")).isInstanceOf(UnreadableImageException.class)
                .hasMessage("x: not an image arc can read (PNG: a checksum is wrong)");
    }

    @Test
    void pngWhosePixelsEndTooEarlyIsRefused() {
        byte[] packed = PngBuilder.deflate(new byte[50]);
        byte[] png = new PngBuilder(10, 10, 8, PngBuilder.GREY).packedRows(packed);
        assertThatThrownBy(() -> ImageDecoder.decode(png, "x")).isInstanceOf(UnreadableImageException.class);
    }

    // JPEG

    @Test
    void jpegWithoutAnyMarkIsYcc() throws Exception {
        byte[] marked = golden("jpeg-444-48x32");
        byte[] bare = withoutJfif(marked);
        assertThat(bare).hasSizeLessThan(marked.length);
        assertThat(rgb(bare)).isEqualTo(rgb(marked));
    }

    @Test
    void jpegMarkedAsRgbByAdobeIsRgb() throws Exception {
        byte[] marked = golden("jpeg-444-48x32");
        int[] components = rgb(withAdobe(withoutJfif(marked), 0));
        int[] pixel = new int[3];
        int[] expected = rgb(marked);
        for (int i = 0; i < expected.length; i += 3) {
            System.arraycopy(components, i, pixel, 0, 3);
            Ycc.toRgb(pixel);
            assertThat(pixel).containsExactly(Arrays.copyOfRange(expected, i, i + 3));
        }
    }

    @Test
    void jpegOfFourComponentsIsCmykOrYcckAsAdobeSays() throws Exception {
        byte[] file = fourComponents(180, 90, 160, 225);
        int[] cmyk = rgb(withAdobe(file, 0)); // stored inverted: 75, 165, 95 and 30 of ink
        assertThat(List.of(cmyk[0], cmyk[1], cmyk[2])).containsExactly(159, 79, 141);
        int[] ycck = rgb(withAdobe(file, 2)); // Y, Cb, Cr are 225, 171, 113 of ink
        int[] inks = {180, 90, 160};
        Ycc.toRgb(inks);
        for (int c = 0; c < 3; c++) {
            assertThat(ycck[c]).isEqualTo(Math.round((255 - inks[c]) * 225 / 255f));
        }
        assertThat(rgb(withAdobe(file, 1))).as("an unknown transform counts as YCCK").isEqualTo(ycck);
    }

    @Test
    void jpegOfAnUnsupportedKindIsSaidToBe() {
        byte[] jpeg = golden("jpeg-444-48x32");
        for (int i = 2; i < jpeg.length; i++) {
            if (jpeg[i - 1] == (byte) 0xff && jpeg[i] == (byte) 0xc0) {
                jpeg[i] = (byte) 0xc3;
                break;
            }
        }
        assertThatThrownBy(() -> ImageDecoder.decode(jpeg, "x")).isInstanceOf(UnreadableImageException.class)
                .hasMessage("x: not an image arc can read (JPEG: lossless, hierarchical or arithmetic coding)")
                .satisfies(e -> assertThat(((UnreadableImageException) e).reason())
                        .isEqualTo(UnreadableImageException.Reason.UNSUPPORTED));
    }

    // GIF, BMP, TIFF

    @Test
    void gifFrameStandsOnItsWhiteScreen() throws Exception {
        BufferedImage frame = new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_BINARY); // black
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(frame, "gif", out);
        byte[] gif = out.toByteArray();
        ByteBuffer in = ByteBuffer.wrap(gif).order(ByteOrder.LITTLE_ENDIAN);
        in.putShort(6, (short) 4).putShort(8, (short) 3);
        int at = 13 + (3 << ((gif[10] & 7) + 1));
        while (gif[at] != 0x2c) {
            for (at += 2; gif[at] != 0;) {
                at += 1 + (gif[at] & 0xff);
            }
            at++;
        }
        in.putShort(at + 1, (short) 1).putShort(at + 3, (short) 1);
        DecodedImage screen = ImageDecoder.decode(gif, "x");
        assertThat(List.of(screen.widthPixels(), screen.heightPixels())).containsExactly(4, 3);
        for (int i = 0; i < 12; i++) {
            boolean inside = i % 4 >= 1 && i % 4 < 3 && i / 4 >= 1;
            assertThat(screen.sample(i % 4, i / 4, 0)).isEqualTo(inside ? 0 : 255);
        }
        in.putShort(6, (short) 1).putShort(8, (short) 1);
        assertThat(ImageDecoder.decode(gif, "x").widthPixels()).as("a frame enlarges a screen").isEqualTo(3);
    }

    @Test
    void bmpThatWrapsAPngIsThatPng() throws Exception {
        byte[] png = new PngBuilder(2, 1, 8, PngBuilder.GREY).rows(0, 10, 20);
        ByteBuffer bmp = ByteBuffer.allocate(54 + png.length).order(ByteOrder.LITTLE_ENDIAN);
        bmp.put(bytes('B', 'M')).putInt(54 + png.length).putInt(0).putInt(54).putInt(40).putInt(2).putInt(1)
                .putShort((short) 1).putShort((short) 0).putInt(5).putInt(png.length).position(54);
        bmp.put(png);
        assertThat(rgb(bmp.array())).containsExactly(10, 10, 10, 20, 20, 20);
    }

    @Test
    void tiffOrientationIsApplied() throws Exception {
        assertThat(rgb(tiff(8, 1, 6, 1, bytes(10, 20)))).containsExactly(10, 10, 10, 20, 20, 20);
        assertThat(ImageDecoder.decode(tiff(8, 1, 6, 1, bytes(10, 20)), "x").widthPixels()).isEqualTo(1);
        assertThat(rgb(tiff(8, 1, 3, 1, bytes(10, 20)))).containsExactly(20, 20, 20, 10, 10, 10);
    }

    @Test
    void tiffMayHoldSixteenBitsOrInverseGrey() throws Exception {
        assertThat(rgb(tiff(16, 1, 1, 1, bytes(0x7f, 0xff, 0x80, 0x00)))).containsExactly(127, 127, 127, 128, 128, 128);
        assertThat(rgb(tiff(8, 1, 1, 0, bytes(10, 20)))).containsExactly(245, 245, 245, 235, 235, 235);
    }

    @Test
    void tiffInInkIsTurnedIntoLight() throws Exception {
        assertThat(rgb(tiff(8, 4, 1, 5, bytes(75, 165, 95, 30, 0, 0, 0, 0)))).containsExactly(159, 79, 141, 255, 255,
                255);
    }

    private static int[] rgb(byte[] file) throws UnreadableImageException {
        byte[] rgb = ImageDecoder.decode(file, "x").rgb();
        int[] samples = new int[rgb.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = rgb[i] & 0xff;
        }
        return samples;
    }

    private static byte[] golden(String id) {
        return GoldenImages.all().stream().filter(golden -> golden.id().equals(id)).findFirst().orElseThrow().bytes();
    }

    private static byte[] withoutJfif(byte[] jpeg) {
        int length = 2 + ByteBuffer.wrap(jpeg).getShort(4);
        assertThat(jpeg[3]).isEqualTo((byte) 0xe0);
        byte[] bare = new byte[jpeg.length - length];
        System.arraycopy(jpeg, 0, bare, 0, 2);
        System.arraycopy(jpeg, 2 + length, bare, 2, bare.length - 2);
        return bare;
    }

    private static byte[] withAdobe(byte[] jpeg, int transform) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        out.writeBytes(bytes(0xff, 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, transform));
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    /** Returns a JPEG of 8x8 pixels of one colour, without any mark. */
    private static byte[] fourComponents(int... values) throws IOException {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 8, 8, 4, null);
        for (int i = 0; i < 64; i++) {
            raster.setPixel(i % 8, i / 8, values);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam best = writer.getDefaultWriteParam();
        best.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        best.setCompressionQuality(1);
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(raster, null, null), best);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    /** Returns a big-endian TIFF of 2x1 pixels; photometric 0 is inverse grey, 1 grey, 5 ink. */
    static byte[] tiff(int bits, int samples, int orientation, int photometric, byte[] pixels) {
        int[][] tags = {{256, 2}, {257, 1}, {258, bits}, {259, 1}, {262, photometric}, {273, -1}, {274, orientation},
                {277, samples}, {278, 1}, {279, pixels.length}};
        int bitsAt = 8 + 2 + 12 * tags.length + 4;
        int pixelsAt = bitsAt + 8;
        ByteBuffer file = ByteBuffer.allocate(pixelsAt + pixels.length);
        file.put(bytes('M', 'M')).putShort((short) 42).putInt(8).putShort((short) tags.length);
        for (int[] tag : tags) {
            boolean many = tag[0] == 258 && samples > 1;
            file.putShort((short) tag[0]);
            if (tag[0] == 273) {
                file.putShort((short) 4).putInt(1).putInt(pixelsAt);
            } else if (many) {
                file.putShort((short) 3).putInt(samples).putInt(bitsAt);
            } else {
                file.putShort((short) 3).putInt(1).putShort((short) tag[1]).putShort((short) 0);
            }
        }
        file.putInt(0);
        for (int i = 0; i < 4; i++) {
            file.putShort((short) bits);
        }
        return file.put(pixels).array();
    }
}
