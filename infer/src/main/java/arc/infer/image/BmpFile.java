package arc.infer.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads BMP with the JDK's reader. */
final class BmpFile implements EncodedImage {

    private static final int CORE_HEADER_BYTES = 12;

    private final byte[] bytes;
    private final int widthPixels;
    private final int heightPixels;

    private BmpFile(byte[] bytes, int widthPixels, int heightPixels) {
        this.bytes = bytes;
        this.widthPixels = widthPixels;
        this.heightPixels = heightPixels;
    }

    static BmpFile parse(byte[] bytes) throws ImageProblem {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        boolean core = in.getInt(14) == CORE_HEADER_BYTES;
        int width = core ? in.getShort(18) & 0xffff : in.getInt(18);
        long height = core ? in.getShort(20) & 0xffff : Math.abs((long) in.getInt(22)); // negative: top row first
        ImageDecoder.requireSaneSize(width, height);
        int bits = in.getShort(core ? 24 : 28) & 0xffff;
        int compression = core ? 0 : in.getInt(30);
        boolean plain = compression == 0 || compression == 3;
        long pixelBytes = height * (((long) width * bits + 31) / 32 * 4);
        if (plain && pixelBytes > bytes.length) {
            throw ImageProblem.cutShort();
        }
        return new BmpFile(bytes, width, (int) height);
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
        return (4L + 3) * widthPixels * heightPixels;
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
