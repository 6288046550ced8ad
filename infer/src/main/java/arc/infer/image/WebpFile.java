package arc.infer.image;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads WebP, of an animation the first frame, with TwelveMonkeys. */
final class WebpFile implements EncodedImage {

    private static final int VP8X = fourCc("VP8X");
    private static final int VP8L = fourCc("VP8L");
    private static final int VP8 = fourCc("VP8 ");
    private static final int ANMF = fourCc("ANMF");
    private static final int EXIF = fourCc("EXIF");

    private final byte[] bytes;
    private int widthPixels;
    private int heightPixels;
    private boolean framed;
    private Orientation orientation = Orientation.UPRIGHT;

    private WebpFile(byte[] bytes) {
        this.bytes = bytes;
    }

    static WebpFile parse(byte[] bytes) throws ImageProblem {
        WebpFile webp = new WebpFile(bytes);
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        webp.readChunks(in, 12, bytes.length);
        if (!webp.framed) {
            throw ImageProblem.cutShort();
        }
        return webp;
    }

    private void readChunks(ByteBuffer in, int from, int end) throws ImageProblem {
        for (int at = from; end - at >= 8;) {
            int type = in.getInt(at);
            int body = at + 8;
            long length = in.getInt(at + 4) & 0xffffffffL;
            if (length > end - body) {
                throw ImageProblem.cutShort();
            }
            if (type == VP8X) {
                take(1 + unsigned24(in, body + 4), 1 + unsigned24(in, body + 7));
            } else if (type == VP8L) {
                int sizes = in.getInt(body + 1);
                take((sizes & 0x3fff) + 1, ((sizes >>> 14) & 0x3fff) + 1);
                framed = true;
            } else if (type == VP8) {
                take(in.getShort(body + 6) & 0x3fff, in.getShort(body + 8) & 0x3fff);
                framed = true;
            } else if (type == ANMF) {
                take(1 + unsigned24(in, body + 6), 1 + unsigned24(in, body + 9));
                readChunks(in, body + 16, (int) (body + length));
            } else if (type == EXIF) {
                orientation = Orientation.ofExif(in.slice(body, (int) length));
            }
            at = (int) Math.min(end, body + length + (length & 1));
        }
    }

    /** The first size is the picture's; every one is checked, because memory is taken for each. */
    private void take(int width, int height) throws ImageProblem {
        ImageDecoder.requireSaneSize(width, height);
        if (widthPixels == 0) {
            widthPixels = width;
            heightPixels = height;
        }
    }

    private static int unsigned24(ByteBuffer in, int at) {
        return (in.getShort(at) & 0xffff) | ((in.get(at + 2) & 0xff) << 16);
    }

    private static int fourCc(String name) {
        return name.charAt(0) | (name.charAt(1) << 8) | (name.charAt(2) << 16) | (name.charAt(3) << 24);
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
        return (8L + 3) * widthPixels * heightPixels;
    }

    @Override
    public Orientation orientation() {
        return orientation;
    }

    @Override
    public DecodedImage decode() throws IOException {
        return SrgbPixels.of(Readers.readFirst(new WebPImageReaderSpi().createReaderInstance(null), bytes));
    }
}
