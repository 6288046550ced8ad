package arc.infer.image;

import arc.infer.image.webp.Vp8Decoder;
import arc.infer.image.webp.Vp8lDecoder;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Reads WebP, of an animation the first frame on its white screen. arc decodes it by itself: the library for Java is up to
 * 56 levels off in lossy pictures, and can't read some alpha.
 */
final class WebpFile implements EncodedImage {

    private static final int VP8X = fourCc("VP8X");
    private static final int VP8L = fourCc("VP8L");
    private static final int VP8 = fourCc("VP8 ");
    private static final int ALPHA = fourCc("ALPH");
    private static final int FRAME = fourCc("ANMF");
    private static final int EXIF = fourCc("EXIF");
    private static final int FRAME_HEADER_BYTES = 16;
    private static final String EXIF_PREFIX = "Exif\0\0";

    /** The body of a chunk. */
    private record Chunk(int type, int offset, int length) {}

    private final byte[] bytes;
    private final ByteBuffer in;
    private int widthPixels;
    private int heightPixels;
    private int frameLeft;
    private int frameTop;
    private int frameWidth;
    private int frameHeight;
    private @Nullable Chunk picture;
    private @Nullable Chunk alpha;
    private Orientation orientation = Orientation.UPRIGHT;

    private WebpFile(byte[] bytes) {
        this.bytes = bytes;
        this.in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static WebpFile parse(byte[] bytes) throws ImageProblem {
        WebpFile webp = new WebpFile(bytes);
        webp.readChunks(12, bytes.length);
        if (webp.picture == null) {
            throw ImageProblem.cutShort();
        }
        if (webp.widthPixels == 0) {
            webp.widthPixels = webp.frameWidth;
            webp.heightPixels = webp.frameHeight;
        }
        if (webp.frameLeft + webp.frameWidth > webp.widthPixels
                || webp.frameTop + webp.frameHeight > webp.heightPixels) {
            throw ImageProblem.corrupt("its frame is larger than its screen");
        }
        return webp;
    }

    /** Takes the first picture, the alpha that belongs to it, and the orientation, which may come last. */
    private void readChunks(int from, int end) throws ImageProblem {
        for (int at = from; end - at >= 8;) {
            int type = in.getInt(at);
            long length = in.getInt(at + 4) & 0xffffffffL;
            if (length > end - at - 8) {
                throw ImageProblem.cutShort();
            }
            take(new Chunk(type, at + 8, (int) length));
            at = (int) Math.min(end, at + 8 + length + (length & 1));
        }
    }

    private void take(Chunk chunk) throws ImageProblem {
        int body = chunk.offset();
        if (chunk.type() == VP8X) {
            widthPixels = 1 + unsigned24(body + 4);
            heightPixels = 1 + unsigned24(body + 7);
            ImageDecoder.requireSaneSize(widthPixels, heightPixels);
        } else if (chunk.type() == EXIF) {
            boolean prefixed = new String(bytes, body, Math.min(6, chunk.length()), StandardCharsets.ISO_8859_1)
                    .equals(EXIF_PREFIX); // as in JPEG, where some programs took it from
            int skipped = prefixed ? EXIF_PREFIX.length() : 0;
            orientation = Orientation.ofExif(in.slice(body + skipped, chunk.length() - skipped));
        } else if (picture != null) {
            return; // a later frame
        } else if (chunk.type() == FRAME) {
            frameLeft = 2 * unsigned24(body);
            frameTop = 2 * unsigned24(body + 3);
            readChunks(body + FRAME_HEADER_BYTES, body + chunk.length());
        } else if (chunk.type() == ALPHA) {
            alpha = chunk;
        } else if (chunk.type() == VP8) {
            takePicture(chunk, in.getShort(body + 6) & 0x3fff, in.getShort(body + 8) & 0x3fff);
        } else if (chunk.type() == VP8L) {
            int sizes = in.getInt(body + 1);
            takePicture(chunk, (sizes & 0x3fff) + 1, ((sizes >>> 14) & 0x3fff) + 1);
        }
    }

    private void takePicture(Chunk chunk, int width, int height) throws ImageProblem {
        ImageDecoder.requireSaneSize(width, height);
        picture = chunk;
        frameWidth = width;
        frameHeight = height;
    }

    private int unsigned24(int at) {
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
        boolean lossless = Objects.requireNonNull(picture).type() == VP8L;
        int beside = lossless ? 6 : alpha == null ? 2 : 7; // ARGB and indexes; or planes, and alpha as ARGB
        long screen = widthPixels == frameWidth && heightPixels == frameHeight ? 0 : 3L * widthPixels * heightPixels;
        return (3L + beside) * frameWidth * frameHeight + screen;
    }

    @Override
    public Orientation orientation() {
        return orientation;
    }

    @Override
    public DecodedImage decode() throws IOException {
        Chunk coded = Objects.requireNonNull(picture);
        byte[] rgb = coded.type() == VP8L ? lossless(coded) : lossy(coded);
        return DecodedImage.ofRgb(frameWidth, frameHeight, rgb).onWhite(widthPixels, heightPixels, frameLeft, frameTop);
    }

    private byte[] lossless(Chunk coded) throws IOException {
        int[] argb = Vp8lDecoder.decodeArgb(bytes, coded.offset(), coded.length());
        byte[] rgb = new byte[Math.multiplyExact(3, argb.length)];
        for (int i = 0; i < argb.length; i++) {
            SrgbPixels.putOverWhite(argb[i], rgb, 3 * i);
        }
        return rgb;
    }

    private byte[] lossy(Chunk coded) throws IOException {
        byte[] rgb = Vp8Decoder.decodeRgb(bytes, coded.offset(), coded.length());
        if (alpha != null) {
            byte[] levels = WebpAlpha.decode(bytes, alpha.offset(), alpha.length(), frameWidth, frameHeight);
            for (int i = 0; i < rgb.length; i++) {
                rgb[i] = SrgbPixels.overWhite(rgb[i] & 0xff, levels[i / 3] & 0xff);
            }
        }
        return rgb;
    }
}
