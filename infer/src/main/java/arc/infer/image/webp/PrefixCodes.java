package arc.infer.image.webp;

import java.io.IOException;
import java.util.Arrays;

/** Holds the five codes of a part of a lossless picture, and reads them from the stream (WebP Lossless, 6.2). */
final class PrefixCodes {

    static final int LITERALS = 256;
    static final int LENGTHS = 24;
    private static final int DISTANCES = 40;

    private static final int[] LENGTH_ORDER = {17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    private static final int REPEAT = 16;
    private static final int ZEROS = 17;
    private static final int FIRST_REPEATED = 8;

    final PrefixCode green; // and lengths, and places in the cache
    final PrefixCode red;
    final PrefixCode blue;
    final PrefixCode alpha;
    final PrefixCode distance;

    PrefixCodes(BitReader in, int cacheSize) throws IOException {
        green = read(in, LITERALS + LENGTHS + cacheSize);
        red = read(in, LITERALS);
        blue = read(in, LITERALS);
        alpha = read(in, LITERALS);
        distance = read(in, DISTANCES);
    }

    /** Returns how many numbers the codes keep. */
    int sizeInMemory() {
        return green.sizeInMemory() + red.sizeInMemory() + blue.sizeInMemory() + alpha.sizeInMemory()
                + distance.sizeInMemory();
    }

    private static PrefixCode read(BitReader in, int alphabet) throws IOException {
        int[] lengths = new int[Math.max(alphabet, LITERALS)]; // a simple code names symbols of 8 bits
        if (in.flag()) {
            readSimple(in, lengths);
        } else {
            readLengths(in, lengths, alphabet);
        }
        return new PrefixCode(lengths);
    }

    private static void readSimple(BitReader in, int[] lengths) throws IOException {
        boolean two = in.flag();
        int firstBits = in.flag() ? 8 : 1;
        lengths[in.number(firstBits)] = 1;
        if (two) {
            lengths[in.number(8)] = 1;
        }
    }

    private static void readLengths(BitReader in, int[] lengths, int alphabet) throws IOException {
        int[] lengthLengths = new int[LENGTH_ORDER.length];
        int count = 4 + in.number(4);
        for (int i = 0; i < count; i++) {
            lengthLengths[LENGTH_ORDER[i]] = in.number(3);
        }
        PrefixCode lengthCode = new PrefixCode(lengthLengths);
        int left = alphabet;
        if (in.flag()) {
            int bits = 2 + 2 * in.number(3);
            left = 2 + in.number(bits);
        }
        int repeated = FIRST_REPEATED;
        for (int symbol = 0; symbol < alphabet && left > 0; left--) {
            int length = lengthCode.read(in);
            if (length < REPEAT) {
                lengths[symbol++] = length;
                repeated = length > 0 ? length : repeated;
                continue;
            }
            int times = switch (length) {
                case REPEAT -> 3 + in.number(2);
                case ZEROS -> 3 + in.number(3);
                default -> 11 + in.number(7);
            };
            if (times > alphabet - symbol) {
                throw new IOException("a prefix code has too many lengths");
            }
            Arrays.fill(lengths, symbol, symbol + times, length == REPEAT ? repeated : 0);
            symbol += times;
        }
    }
}
