package arc.infer.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * Reads PNG with the JDK's reader, of all chunks only those that make the picture. Text and profiles, which that reader
 * inflates without a bound, and every other extra never reach it.
 */
final class PngFile implements EncodedImage {

    private static final int SIGNATURE_BYTES = 8;
    private static final int IHDR = 0x49484452;
    private static final int PLTE = 0x504c5445;
    private static final int TRNS = 0x74524e53;
    private static final int IDAT = 0x49444154;
    private static final int IEND = 0x49454e44;
    private static final int EXIF = 0x65584966;

    private static final int PALETTE = 3; // colour type
    private static final int DEFLATE_MAX_RATIO = 1032;

    private final byte[] bytes;
    private final ByteBuffer in;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private int widthPixels;
    private int heightPixels;
    private int bitDepth;
    private int colourType;
    private long dataBytes;
    private Orientation orientation = Orientation.UPRIGHT;

    private PngFile(byte[] bytes) {
        this.bytes = bytes;
        this.in = ByteBuffer.wrap(bytes);
    }

    static PngFile parse(byte[] bytes) throws ImageProblem {
        PngFile png = new PngFile(bytes);
        png.readChunks();
        return png;
    }

    private void readChunks() throws ImageProblem {
        kept.write(bytes, 0, SIGNATURE_BYTES);
        int type = 0;
        for (int at = SIGNATURE_BYTES; type != IEND && at < bytes.length;) {
            if (bytes.length - at < 12) {
                throw ImageProblem.cutShort();
            }
            int length = in.getInt(at);
            type = in.getInt(at + 4);
            if (at == SIGNATURE_BYTES && type != IHDR) {
                throw ImageProblem.corrupt("its first chunk is not the header");
            }
            if (length < 0 || length > bytes.length - at - 12) {
                throw ImageProblem.cutShort();
            }
            take(at, type, length);
            at += 12 + length;
        }
        if (dataBytes == 0) {
            throw ImageProblem.corrupt("it has no pixels");
        }
        if (rawBytes() > dataBytes * DEFLATE_MAX_RATIO) {
            throw ImageProblem.corrupt("its header says " + widthPixels + "x" + heightPixels
                    + " pixels, more than its " + dataBytes + " bytes of them can hold");
        }
    }

    private void take(int at, int type, int length) throws ImageProblem {
        switch (type) {
            case IHDR -> readHeader(at + 8, length);
            case IDAT -> dataBytes += length;
            case PLTE, TRNS -> {
                if (type == PLTE && colourType != PALETTE) {
                    return; // only a suggestion
                }
            }
            case IEND -> {
            }
            case EXIF -> orientation = Orientation.ofExif(in.slice(at + 8, length));
            default -> {
                return;
            }
        }
        if (type != EXIF) {
            CRC32 crc = new CRC32();
            crc.update(bytes, at + 4, 4 + length);
            if ((int) crc.getValue() != in.getInt(at + 8 + length)) {
                throw ImageProblem.corrupt("a checksum is wrong");
            }
            kept.write(bytes, at, 12 + length);
        }
    }

    private void readHeader(int at, int length) throws ImageProblem {
        if (length != 13 || widthPixels != 0) {
            throw ImageProblem.corrupt("its header is not one");
        }
        widthPixels = in.getInt(at);
        heightPixels = in.getInt(at + 4);
        bitDepth = in.get(at + 8);
        colourType = in.get(at + 9);
        boolean deep = bitDepth == 8 || bitDepth == 16;
        boolean shallow = bitDepth == 1 || bitDepth == 2 || bitDepth == 4;
        boolean sound = switch (colourType) {
            case 0 -> shallow || deep;
            case PALETTE -> shallow || bitDepth == 8;
            case 2, 4, 6 -> deep;
            default -> false;
        };
        if (!sound) {
            throw ImageProblem.corrupt("colour type " + colourType + " with " + bitDepth + " bits does not exist");
        }
        ImageDecoder.requireSaneSize(widthPixels, heightPixels);
    }

    private long rawBytes() {
        return (long) heightPixels * (((long) widthPixels * samples() * bitDepth + 7) / 8);
    }

    private int samples() {
        return switch (colourType) {
            case 2 -> 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> 1;
        };
    }

    @Override
    public int widthPixels() {
        return widthPixels;
    }

    @Override
    public int heightPixels() {
        return heightPixels;
    }

    @Override
    public long workingBytes() {
        int sampleBytes = bitDepth == 16 ? 2 : 1;
        int extra = samples() == 3 && sampleBytes == 1 ? 0 : samples() * sampleBytes; // plain RGB becomes the result
        return (long) widthPixels * heightPixels * (extra + 3) + 2L * kept.size();
    }

    @Override
    public Orientation orientation() {
        return orientation;
    }

    @Override
    public DecodedImage decode() throws IOException {
        return SrgbPixels.of(Readers.readFirst(Readers.ofJdk("png"), kept.toByteArray()));
    }
}
