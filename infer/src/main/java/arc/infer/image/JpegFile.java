package arc.infer.image;

import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads JPEG with the JDK's reader, which decodes as libjpeg does. It is given only the segments that make the
 * picture, and one that says which colours they are: notes and profiles can't disturb it, and it needn't guess.
 */
final class JpegFile implements EncodedImage {

    // Every block of 64 pixels takes a bit at least, in the scan that brings its mean.
    private static final int MAX_PIXELS_PER_BYTE = 512;
    // Each scan goes over the whole picture, and a small file can hold thousands.
    private static final int MAX_SCANS = 500;

    private static final byte[] JFIF = {(byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0,
            0};

    private final JpegSegments segments;

    private JpegFile(JpegSegments segments) {
        this.segments = segments;
    }

    static JpegFile parse(byte[] bytes) throws ImageProblem {
        JpegSegments segments = JpegSegments.read(bytes);
        ImageDecoder.requireSaneSize(segments.widthPixels(), segments.heightPixels());
        int components = segments.components();
        if (components != 1 && components != 3 && components != 4) {
            throw ImageProblem.unsupported(components + " components");
        }
        if (segments.scans() > MAX_SCANS) {
            throw ImageProblem.unsupported("more than " + MAX_SCANS + " scans");
        }
        long pixels = (long) segments.widthPixels() * segments.heightPixels();
        if (segments.codedBytes() == 0) {
            throw ImageProblem.cutShort();
        }
        if (pixels / MAX_PIXELS_PER_BYTE > segments.codedBytes()) {
            throw ImageProblem.corrupt("its header says " + segments.widthPixels() + "x" + segments.heightPixels()
                    + " pixels, more than its " + segments.codedBytes() + " bytes of them can hold");
        }
        if (segments.progressive() && !segments.ended()) {
            throw ImageProblem.cutShort(); // whole scans may be missing, which the reader would not notice
        }
        return new JpegFile(segments);
    }

    @Override
    public int widthPixels() {
        return segments.widthPixels();
    }

    @Override
    public int heightPixels() {
        return segments.heightPixels();
    }

    @Override
    public long workingBytes() {
        int extra = segments.components() == 3 ? 0 : segments.components(); // the reader's own RGB becomes the result
        return (long) widthPixels() * heightPixels() * (extra + 3) + 2L * segments.codedBytes();
    }

    @Override
    public Orientation orientation() {
        return segments.orientation();
    }

    @Override
    public DecodedImage decode() throws IOException {
        if (segments.components() == 4) {
            return rgbOfInks(inks());
        }
        byte[] mark = segments.components() == 3 && isRgb() ? adobe(0) : JFIF;
        return SrgbPixels.of(read(mark, reader -> reader.read(0)));
    }

    /** Returns the inks, [H, W, 4] in the order C, M, Y, K: 0 is none, 255 is all. */
    Raster inks() throws IOException {
        // Marked as plain CMYK, so that the reader hands over the components as they are.
        WritableRaster inks = (WritableRaster) read(adobe(0), reader -> reader.readRaster(0, null));
        boolean ycck = segments.adobeTransform() > 0;
        int[] pixel = new int[4];
        for (int y = 0; y < inks.getHeight(); y++) {
            for (int x = 0; x < inks.getWidth(); x++) {
                inks.getPixel(x, y, pixel);
                if (ycck) {
                    Ycc.toRgb(pixel); // YCCK holds 255 less the stored CMY, which is the ink itself
                } else {
                    for (int c = 0; c < 3; c++) {
                        pixel[c] = 255 - pixel[c]; // CMYK is stored inverted: Adobe began it, all follow
                    }
                }
                pixel[3] = 255 - pixel[3];
                inks.setPixel(x, y, pixel);
            }
        }
        return inks;
    }

    private static DecodedImage rgbOfInks(Raster inks) {
        byte[] rgb = new byte[Math.multiplyExact(3, inks.getWidth() * inks.getHeight())];
        int[] pixel = new int[4];
        for (int y = 0, target = 0; y < inks.getHeight(); y++) {
            for (int x = 0; x < inks.getWidth(); x++) {
                inks.getPixel(x, y, pixel);
                for (int c = 0; c < 3; c++) {
                    rgb[target++] = SrgbPixels.underInk(pixel[c], pixel[3]);
                }
            }
        }
        return DecodedImage.ofRgb(inks.getWidth(), inks.getHeight(), rgb);
    }

    /** Follows libjpeg: JFIF means YCbCr, then Adobe's word counts, then the components' names. */
    private boolean isRgb() {
        if (segments.jfif()) {
            return false;
        }
        return segments.adobeTransform() >= 0 ? segments.adobeTransform() == 0 : segments.idsSpellRgb();
    }

    private <T> T read(byte[] mark, Readers.Reading<T> reading) throws IOException {
        List<String> warnings = new ArrayList<>();
        T read = Readers.read(Readers.ofJdk("jpeg"), segments.codingBytes(mark), reader -> {
            reader.addIIOReadWarningListener((_, warning) -> warnings.add(warning));
            return reading.with(reader);
        });
        // libjpeg fills what is missing with grey, and says so in these words.
        if (warnings.stream().anyMatch(warning -> warning.contains("premature end"))) {
            throw ImageProblem.cutShort();
        }
        return read;
    }

    private static byte[] adobe(int transform) {
        return new byte[]{(byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0,
                (byte) transform};
    }
}
