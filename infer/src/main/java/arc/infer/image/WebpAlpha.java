package arc.infer.image;

import java.awt.image.Raster;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Decodes the alpha that stands beside a lossy WebP picture: raw or as the green of a lossless one, then filtered. */
final class WebpAlpha {

    private static final byte LOSSLESS_SIGNATURE = 0x2f;
    private static final int GREEN = 1;

    private WebpAlpha() {}

    /**
     * Decodes a chunk "ALPH".
     *
     * @return [height, width]
     */
    static byte[] decode(byte[] body, int width, int height) throws IOException {
        if (body.length < 1) {
            throw new EOFException("its alpha is empty");
        }
        int flags = body[0] & 0xff;
        byte[] alpha = switch (flags & 3) {
            case 0 -> raw(body, width * height);
            case 1 -> lossless(body, width, height);
            default -> throw new IOException("its alpha is compressed in an unknown way");
        };
        unfilter(alpha, width, height, (flags >> 2) & 3);
        return alpha;
    }

    private static byte[] raw(byte[] body, int length) throws IOException {
        if (body.length - 1 < length) {
            throw new EOFException("its alpha is cut short");
        }
        return java.util.Arrays.copyOfRange(body, 1, 1 + length);
    }

    /** Puts the header in front that a picture of its own would have. */
    private static byte[] lossless(byte[] body, int width, int height) throws IOException {
        byte[] picture = ByteBuffer.allocate(4 + body.length).order(ByteOrder.LITTLE_ENDIAN).put(LOSSLESS_SIGNATURE)
                .putInt((width - 1) | ((height - 1) << 14)).put(body, 1, body.length - 1).array();
        Raster raster = LosslessWebp.decode(picture).getRaster();
        byte[] alpha = new byte[width * height];
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            raster.getSamples(0, y, width, 1, GREEN, row);
            for (int x = 0; x < width; x++) {
                alpha[y * width + x] = (byte) row[x];
            }
        }
        return alpha;
    }

    /** Adds what each value was predicted as: 0 nothing, 1 the left, 2 the above, 3 left + above - corner. */
    private static void unfilter(byte[] alpha, int width, int height, int filter) {
        if (filter == 0) {
            return;
        }
        for (int i = 1; i < width * height; i++) {
            int x = i % width;
            int left = x > 0 ? alpha[i - 1] & 0xff : 0;
            int above = i >= width ? alpha[i - width] & 0xff : 0;
            int predicted;
            if (i < width) {
                predicted = left;
            } else if (x == 0) {
                predicted = above;
            } else if (filter == 3) {
                predicted = Math.clamp(left + above - (alpha[i - width - 1] & 0xff), 0, 255);
            } else {
                predicted = filter == 1 ? left : above;
            }
            alpha[i] += (byte) predicted;
        }
    }
}
