package arc.infer.image.webp;

import java.io.IOException;
import java.util.Arrays;

/**
 * Decodes pixels that are coded as literals, copies of earlier pixels, or recently seen colours (WebP Lossless, 5): the
 * picture itself and the small pictures that describe it.
 */
final class CodedImage {

    private static final int MAX_CACHE_BITS = 11;
    private static final int HASH = 0x1e35a7bd;
    // What all codes may keep together: ten times what real pictures need.
    private static final long MAX_CODE_SIZE = 1 << 24;

    /** How far copies of the shortest distances reach: rows up in the high digit, 8 less columns left in the low. */
    private static final int[] NEAR = {
            0x18, 0x07, 0x17, 0x19, 0x28, 0x06, 0x27, 0x29, 0x16, 0x1a, 0x26, 0x2a, 0x38, 0x05, 0x37,
            0x39, 0x15, 0x1b, 0x36, 0x3a, 0x25, 0x2b, 0x48, 0x04, 0x47, 0x49, 0x14, 0x1c, 0x35, 0x3b,
            0x46, 0x4a, 0x24, 0x2c, 0x58, 0x45, 0x4b, 0x34, 0x3c, 0x03, 0x57, 0x59, 0x13, 0x1d, 0x56,
            0x5a, 0x23, 0x2d, 0x44, 0x4c, 0x55, 0x5b, 0x33, 0x3d, 0x68, 0x02, 0x67, 0x69, 0x12, 0x1e,
            0x66, 0x6a, 0x22, 0x2e, 0x54, 0x5c, 0x43, 0x4d, 0x65, 0x6b, 0x32, 0x3e, 0x78, 0x01, 0x77,
            0x79, 0x53, 0x5d, 0x11, 0x1f, 0x64, 0x6c, 0x42, 0x4e, 0x76, 0x7a, 0x21, 0x2f, 0x75, 0x7b,
            0x31, 0x3f, 0x63, 0x6d, 0x52, 0x5e, 0x00, 0x74, 0x7c, 0x41, 0x4f, 0x10, 0x20, 0x62, 0x6e,
            0x30, 0x73, 0x7d, 0x51, 0x5f, 0x40, 0x72, 0x7e, 0x61, 0x6f, 0x50, 0x71, 0x7f, 0x60, 0x70};

    private final BitReader in;
    private final int width;
    private final int[] argb;
    private int[] cache = {};
    private int cacheBits;

    private CodedImage(BitReader in, int width, int height) {
        this.in = in;
        this.width = width;
        this.argb = new int[Math.multiplyExact(width, height)];
    }

    /** Decodes a picture that describes another. */
    static int[] readSmall(BitReader in, int width, int height) throws IOException {
        CodedImage image = new CodedImage(in, width, height);
        image.readCacheSize();
        image.readPixels(new PrefixCodes[]{new PrefixCodes(in, image.cache.length)}, new int[]{0}, 31, 1);
        return image.argb;
    }

    /** Decodes the picture itself, whose parts may have codes of their own. */
    static int[] readMain(BitReader in, int width, int height) throws IOException {
        CodedImage image = new CodedImage(in, width, height);
        image.readCacheSize();
        int[] parts = {0};
        int partBits = 31;
        int partColumns = 1;
        if (in.flag()) {
            partBits = in.number(3) + 2;
            partColumns = parts(width, partBits);
            parts = readSmall(in, partColumns, parts(height, partBits));
            for (int i = 0; i < parts.length; i++) {
                parts[i] = (parts[i] >> 8) & 0xffff; // the number of a part's codes stands in red and green
            }
        }
        int groups = Arrays.stream(parts).max().orElseThrow() + 1;
        PrefixCodes[] codes = new PrefixCodes[groups];
        long size = 0;
        for (int i = 0; i < groups; i++) {
            codes[i] = new PrefixCodes(in, image.cache.length);
            size += codes[i].sizeInMemory();
            if (size > MAX_CODE_SIZE) {
                throw new IOException("its prefix codes take too much memory");
            }
        }
        image.readPixels(codes, parts, partBits, partColumns);
        return image.argb;
    }

    /** Returns into how many parts of {@code 1 << bits} a length falls. */
    static int parts(int length, int bits) {
        return (length + (1 << bits) - 1) >> bits;
    }

    private void readCacheSize() throws IOException {
        if (in.flag()) {
            cacheBits = in.number(4);
            if (cacheBits < 1 || cacheBits > MAX_CACHE_BITS) {
                throw new IOException("its colour cache has " + cacheBits + " bits");
            }
            cache = new int[1 << cacheBits];
        }
    }

    private void readPixels(PrefixCodes[] groups, int[] parts, int partBits, int partColumns) throws IOException {
        int x = 0;
        int y = 0;
        for (int at = 0; at < argb.length;) {
            PrefixCodes codes = groups[parts[(y >> partBits) * partColumns + (x >> partBits)]];
            int symbol = codes.green.read(in);
            int count = 1;
            if (symbol < PrefixCodes.LITERALS) {
                int red = codes.red.read(in);
                int blue = codes.blue.read(in);
                put(at, (codes.alpha.read(in) << 24) | (red << 16) | (symbol << 8) | blue);
            } else if (symbol < PrefixCodes.LITERALS + PrefixCodes.LENGTHS) {
                count = prefixed(symbol - PrefixCodes.LITERALS);
                copy(at, count, distance(prefixed(codes.distance.read(in))));
            } else {
                put(at, cache[symbol - PrefixCodes.LITERALS - PrefixCodes.LENGTHS]);
            }
            at += count;
            x += count;
            while (x >= width) {
                x -= width;
                y++;
            }
        }
    }

    private void put(int at, int colour) {
        argb[at] = colour;
        if (cacheBits > 0) {
            cache[(HASH * colour) >>> (32 - cacheBits)] = colour;
        }
    }

    private void copy(int at, int count, int distance) throws IOException {
        if (distance > at || count > argb.length - at) {
            throw new IOException("it copies pixels from outside");
        }
        for (int i = at; i < at + count; i++) {
            put(i, argb[i - distance]);
        }
    }

    /** Reads the bits behind a length or distance symbol. */
    private int prefixed(int symbol) throws IOException {
        if (symbol < 4) {
            return symbol + 1;
        }
        int extraBits = (symbol - 2) >> 1;
        return ((2 + (symbol & 1)) << extraBits) + in.number(extraBits) + 1;
    }

    /** Returns how many pixels back a distance goes: the first 120 name pixels nearby. */
    private int distance(int code) {
        if (code > NEAR.length) {
            return code - NEAR.length;
        }
        int near = NEAR[code - 1];
        return Math.max(1, (near >> 4) * width + 8 - (near & 15));
    }
}
