package arc.infer.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;

/** Reads BMP with the JDK's reader; a PNG or JPEG that a BMP only wraps is unwrapped. */
final class BmpFile implements EncodedImage {

    private static final int CORE_HEADER_BYTES = 12;
    /** Those of Windows and of OS/2 1; the JDK reads no others. */
    private static final Set<Integer> HEADER_BYTES = Set.of(CORE_HEADER_BYTES, 40, 52, 56, 108, 124);
    private static final int UNCOMPRESSED = 0;
    private static final int BIT_FIELDS = 3;
    private static final int WRAPPED_JPEG = 4;
    private static final int WRAPPED_PNG = 5;

    private final byte[] bytes;
    private final int widthPixels;
    private final int heightPixels;
    private final int bitsPerPixel;

    private BmpFile(byte[] bytes, int widthPixels, int heightPixels, int bitsPerPixel) {
        this.bytes = bytes;
        this.widthPixels = widthPixels;
        this.heightPixels = heightPixels;
        this.bitsPerPixel = bitsPerPixel;
    }

    static EncodedImage parse(byte[] bytes) throws ImageProblem {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int headerBytes = in.getInt(14);
        if (!HEADER_BYTES.contains(headerBytes)) {
            throw ImageProblem.unsupported("a header of " + Integer.toUnsignedString(headerBytes) + " bytes");
        }
        boolean core = headerBytes == CORE_HEADER_BYTES;
        int width = core ? in.getShort(18) & 0xffff : in.getInt(18);
        long height = core ? in.getShort(20) & 0xffff : Math.abs((long) in.getInt(22)); // negative: top row first
        ImageDecoder.requireSaneSize(width, height);
        int bits = in.getShort(core ? 24 : 28) & 0xffff;
        int compression = core ? UNCOMPRESSED : in.getInt(30);
        if (compression == WRAPPED_JPEG || compression == WRAPPED_PNG) {
            byte[] wrapped = Arrays.copyOfRange(bytes, Objects.checkIndex(in.getInt(10), bytes.length), bytes.length);
            return compression == WRAPPED_PNG ? PngFile.parse(wrapped) : JpegFile.parse(wrapped);
        }
        if (compression < UNCOMPRESSED || compression > WRAPPED_PNG) {
            throw ImageProblem.unsupported("compression " + Integer.toUnsignedString(compression));
        }
        boolean plain = compression == UNCOMPRESSED || compression == BIT_FIELDS;
        long pixelBytes = height * (((long) width * bits + 31) / 32 * 4);
        if (plain && pixelBytes > bytes.length) {
            throw ImageProblem.cutShort();
        }
        return new BmpFile(bytes, width, (int) height, bits);
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
        int extra = switch (bitsPerPixel) {
            case 24 -> 0; // the reader's own RGB becomes the result
            case 1, 2, 4, 8 -> 1;
            default -> 4;
        };
        return (extra + 3L) * widthPixels * heightPixels;
    }

    @Override
    public Orientation orientation() {
        return Orientation.UPRIGHT;
    }

    @Override
    public DecodedImage decode() throws IOException {
        return SrgbPixels.of(Readers.readFirst(Readers.ofJdk("bmp"), bytes));
    }
}
