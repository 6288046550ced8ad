package arc.infer.image;

import org.jspecify.annotations.Nullable;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.util.Arrays;

/**
 * Turns what ImageIO decodes into interleaved RGB of 8 bits over white. It reads the stored samples
 * and not {@code getRGB}, which bends grey by a gamma curve and CMYK by a guess at a profile.
 */
final class SrgbPixels {

    private SrgbPixels() {}

    /** Returns the pixels; the image is given up, and its memory may become the result's. */
    static DecodedImage of(BufferedImage image) throws ImageProblem {
        byte[] interleaved = interleavedRgb(image);
        if (interleaved != null) {
            return DecodedImage.ofRgb(image.getWidth(), image.getHeight(), interleaved);
        }
        byte[] rgb = new byte[Math.multiplyExact(3, image.getWidth() * image.getHeight())];
        Raster raster = image.getRaster();
        switch (image.getColorModel()) {
            case IndexColorModel palette -> fromPalette(raster, palette, rgb);
            case ComponentColorModel components -> fromComponents(raster, components, rgb);
            case ColorModel packed -> fromPacked(raster, packed, rgb);
        }
        return DecodedImage.ofRgb(image.getWidth(), image.getHeight(), rgb);
    }

    /** Returns (255 - ink)(255 - black) / 255, rounded: what is left of the light. */
    static byte underInk(int ink, int black) {
        return (byte) (((255 - ink) * (255 - black) + 127) / 255);
    }

    /** Returns a sample of 8 bits over white. */
    static byte overWhite(int sample, int alpha) {
        return (byte) ((sample * alpha + 255 * (255 - alpha) + 127) / 255);
    }

    /** Returns the image's own memory with its samples in the order R, G, B, when they lie there one beside the other. */
    private static byte @Nullable [] interleavedRgb(BufferedImage image) {
        Raster raster = image.getRaster();
        if (!(raster.getSampleModel() instanceof PixelInterleavedSampleModel model)
                || !(raster.getDataBuffer() instanceof DataBufferByte buffer) || raster.getParent() != null) {
            return null;
        }
        boolean rgb = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_RGB;
        boolean dense = model.getNumBands() == 3 && model.getPixelStride() == 3
                && model.getScanlineStride() == 3 * image.getWidth() && buffer.getNumBanks() == 1
                && buffer.getData().length == 3 * image.getWidth() * image.getHeight();
        if (!rgb || !dense) {
            return null;
        }
        byte[] samples = buffer.getData();
        int[] offsets = model.getBandOffsets();
        if (Arrays.equals(offsets, new int[]{2, 1, 0})) {
            for (int i = 0; i < samples.length; i += 3) {
                byte blue = samples[i];
                samples[i] = samples[i + 2];
                samples[i + 2] = blue;
            }
            return samples;
        }
        return Arrays.equals(offsets, new int[]{0, 1, 2}) ? samples : null;
    }

    private static void fromPalette(Raster raster, IndexColorModel palette, byte[] rgb) {
        int size = palette.getMapSize();
        byte[] colours = new byte[3 * size];
        for (int i = 0; i < size; i++) {
            putOverWhite(palette.getRGB(i), colours, 3 * i);
        }
        int width = raster.getWidth();
        int[] row = new int[width];
        for (int y = 0, target = 0; y < raster.getHeight(); y++) {
            raster.getSamples(0, y, width, 1, 0, row);
            for (int x = 0; x < width; x++, target += 3) {
                int index = Math.min(row[x], size - 1); // an index beyond the palette is its last colour
                System.arraycopy(colours, 3 * index, rgb, target, 3);
            }
        }
    }

    private static void fromPacked(Raster raster, ColorModel model, byte[] rgb) {
        int width = raster.getWidth();
        Object element = null;
        for (int y = 0, target = 0; y < raster.getHeight(); y++) {
            for (int x = 0; x < width; x++, target += 3) {
                element = raster.getDataElements(x, y, element);
                putOverWhite(model.getRGB(element), rgb, target);
            }
        }
    }

    /** Puts a pixel over white, three samples from {@code target} on. */
    static void putOverWhite(int argb, byte[] rgb, int target) {
        int alpha = argb >>> 24;
        rgb[target] = overWhite((argb >> 16) & 0xff, alpha);
        rgb[target + 1] = overWhite((argb >> 8) & 0xff, alpha);
        rgb[target + 2] = overWhite(argb & 0xff, alpha);
    }

    private static void fromComponents(Raster raster, ComponentColorModel model, byte[] rgb) throws ImageProblem {
        int type = model.getTransferType();
        if (type != DataBuffer.TYPE_BYTE && type != DataBuffer.TYPE_USHORT) {
            throw ImageProblem.unsupported("its samples are not unsigned numbers of up to 16 bits");
        }
        int colours = model.getNumColorComponents();
        int space = model.getColorSpace().getType();
        boolean cmyk = space == ColorSpace.TYPE_CMYK && colours == 4;
        boolean grey = space == ColorSpace.TYPE_GRAY && colours == 1;
        boolean rgbSpace = space == ColorSpace.TYPE_RGB && colours == 3;
        if (!cmyk && !grey && !rgbSpace) {
            fromPacked(raster, model, rgb); // Lab and the like: the colour model converts
            return;
        }
        int width = raster.getWidth();
        int bands = raster.getNumBands();
        int max = (1 << model.getComponentSize(0)) - 1;
        int[] row = new int[width * bands];
        int[] pixel = new int[colours];
        for (int y = 0, target = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int at = 0; at < row.length; at += bands, target += 3) {
                for (int c = 0; c < colours; c++) {
                    int sample = row[at + c];
                    if (model.hasAlpha()) {
                        sample = overWhite(sample, row[at + colours], max, model.isAlphaPremultiplied());
                    }
                    pixel[c] = max == 255 ? sample : to8Bits(sample, max);
                }
                put(pixel, rgb, target);
            }
        }
    }

    /** Returns a sample over white; {@code max} is full alpha and full white. */
    private static int overWhite(int sample, int alpha, int max, boolean premultiplied) {
        if (premultiplied) {
            return Math.min(max, sample + max - alpha);
        }
        return max == 255
                ? overWhite(sample, alpha) & 0xff
                : (int) (((long) sample * alpha + (long) max * (max - alpha) + max / 2) / max);
    }

    /** Returns 255 sample / max, rounded. */
    private static int to8Bits(int sample, int max) {
        return (int) ((510L * sample + max) / (2L * max));
    }

    private static void put(int[] pixel, byte[] rgb, int target) {
        for (int c = 0; c < 3; c++) {
            rgb[target + c] = switch (pixel.length) {
                case 1 -> (byte) pixel[0];
                case 3 -> (byte) pixel[c];
                default -> underInk(pixel[c], pixel[3]);
            };
        }
    }
}
