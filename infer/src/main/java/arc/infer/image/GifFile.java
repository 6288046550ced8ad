package arc.infer.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads the first frame of a GIF with the JDK's reader and places it on its screen, which is white. */
final class GifFile implements EncodedImage {

    private static final int EXTENSION = 0x21;
    private static final int IMAGE = 0x2c;
    private static final int TRAILER = 0x3b;
    // A code of 3 bits at least stands for at most 4,096 pixels.
    private static final int MAX_PIXELS_PER_BYTE = 4096 * 8 / 3;

    private final byte[] bytes;
    private int widthPixels;
    private int heightPixels;
    private int frameLeft;
    private int frameTop;
    private int frameWidth;
    private int frameHeight;

    private GifFile(byte[] bytes) {
        this.bytes = bytes;
    }

    static GifFile parse(byte[] bytes) throws ImageProblem {
        GifFile gif = new GifFile(bytes);
        gif.readHeader();
        return gif;
    }

    private void readHeader() throws ImageProblem {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int at = 13 + colourTableBytes(in.get(10));
        while (in.get(at) != IMAGE) {
            at = switch (in.get(at)) {
                case EXTENSION -> skipSubBlocks(in, at + 2);
                case TRAILER -> throw ImageProblem.corrupt("it has no picture");
                default -> throw ImageProblem.corrupt("an unknown block " + (in.get(at) & 0xff));
            };
        }
        frameLeft = unsigned(in, at + 1);
        frameTop = unsigned(in, at + 3);
        frameWidth = unsigned(in, at + 5);
        frameHeight = unsigned(in, at + 7);
        ImageDecoder.requireSaneSize(frameWidth, frameHeight);
        // A frame that goes over the edge of its screen enlarges it, as Pillow has it.
        widthPixels = Math.max(unsigned(in, 6), frameLeft + frameWidth);
        heightPixels = Math.max(unsigned(in, 8), frameTop + frameHeight);
        long pixels = (long) frameWidth * frameHeight;
        if (pixels / MAX_PIXELS_PER_BYTE > bytes.length - at) {
            throw ImageProblem.corrupt("its header says " + frameWidth + "x" + frameHeight + " pixels, more than its "
                    + (bytes.length - at) + " bytes of them can hold");
        }
    }

    private static int colourTableBytes(byte flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    private static int skipSubBlocks(ByteBuffer in, int from) {
        int at = from;
        while (in.get(at) != 0) {
            at += 1 + (in.get(at) & 0xff);
        }
        return at + 1;
    }

    private static int unsigned(ByteBuffer in, int at) {
        return in.getShort(at) & 0xffff;
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
        boolean fills = frameWidth == widthPixels && frameHeight == heightPixels;
        return (1L + 3) * frameWidth * frameHeight + (fills ? 0 : 3L * widthPixels * heightPixels);
    }

    @Override
    public Orientation orientation() {
        return Orientation.UPRIGHT;
    }

    @Override
    public DecodedImage decode() throws IOException {
        return SrgbPixels.of(Readers.readFirst(Readers.ofJdk("gif"), bytes)).onWhite(widthPixels, heightPixels,
                frameLeft,
                frameTop);
    }
}
