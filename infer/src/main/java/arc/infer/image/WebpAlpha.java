package arc.infer.image;

import arc.infer.image.webp.Vp8lDecoder;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/** Decodes the alpha that stands beside a lossy WebP picture: raw or as the green of a lossless one, then filtered. */
final class WebpAlpha {

    private WebpAlpha() {}

    /**
     * Decodes the body of a chunk "ALPH".
     *
     * @return [height, width]
     */
    static byte[] decode(byte[] bytes, int offset, int length, int width, int height) throws IOException {
        if (length < 1) {
            throw new EOFException("its alpha is empty");
        }
        int flags = bytes[offset] & 0xff;
        byte[] alpha = switch (flags & 3) {
            case 0 -> raw(bytes, offset + 1, length - 1, width * height);
            case 1 -> lossless(bytes, offset + 1, length - 1, width, height);
            default -> throw new IOException("its alpha is compressed in an unknown way");
        };
        unfilter(alpha, width, height, (flags >> 2) & 3);
        return alpha;
    }

    private static byte[] raw(byte[] bytes, int offset, int length, int count) throws IOException {
        if (length < count) {
            throw new EOFException("its alpha is cut short");
        }
        return Arrays.copyOfRange(bytes, offset, offset + count);
    }

    private static byte[] lossless(byte[] bytes, int offset, int length, int width, int height) throws IOException {
        int[] argb = Vp8lDecoder.decodeWithoutHeader(bytes, offset, length, width, height);
        byte[] alpha = new byte[argb.length];
        for (int i = 0; i < alpha.length; i++) {
            alpha[i] = (byte) (argb[i] >> 8);
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
