package arc.infer.image;

import java.util.Map;
import java.util.Set;

/** Knows how TIFF files may be compressed (their tag 259), which of these ways arc reads, and how far each can go. */
final class TiffCompression {

    private static final int NONE = 1;
    private static final int LZW = 5;
    private static final int PACK_BITS = 32_773;

    /** Huffman runs, T.4 and T.6. */
    private static final Set<Integer> FAX = Set.of(2, 3, 4);
    private static final Set<Integer> JPEG = Set.of(6, 7);
    private static final Set<Integer> DEFLATE = Set.of(8, 32_946, 50_013);

    /** A code of 9 bits at least stands for at most 4,096 bytes. */
    private static final int LZW_EXPANSION = 4096 * 8 / 9;

    /** Two bits at least stand for 258 bytes. */
    private static final int DEFLATE_EXPANSION = 258 * 8 / 2;

    /** Two bytes stand for 128. */
    private static final int PACK_BITS_EXPANSION = 64;

    /** Far more than the 4 bits that a block of 64 samples takes at least. */
    private static final int JPEG_EXPANSION = 512;

    private static final int BITS_PER_BYTE = 8;

    /** Ways that people use and arc does not read: naming them helps more than their number. */
    private static final Map<Integer, String> UNSUPPORTED = Map.of(32_809, "ThunderScan", 34_661, "JBIG", 34_676,
            "SGI LogLuv", 34_712, "JPEG 2000", 34_887, "LERC", 34_892, "lossy JPEG of DNG", 34_925, "LZMA", 50_000,
            "Zstandard", 50_001, "WebP", 50_002, "JPEG XL");

    private TiffCompression() {}

    /**
     * Checks that a file can hold the pixels that its header claims, at one bit a sample or more.
     *
     * @param compression the value of the tag
     * @throws ImageProblem when it can't (CORRUPT), or when arc does not read this compression (UNSUPPORTED)
     */
    static void requireRoomFor(long compression, long widthPixels, long heightPixels, long samples, long fileBytes)
            throws ImageProblem {
        long rowBytes = (widthPixels * samples + BITS_PER_BYTE - 1) / BITS_PER_BYTE;
        boolean fits = FAX.contains((int) compression)
                ? heightPixels <= BITS_PER_BYTE * fileBytes // a row like the one above takes one bit
                : rowBytes * heightPixels <= expansion(compression) * fileBytes;
        if (!fits) {
            throw ImageProblem.corrupt("its header says " + widthPixels + "x" + heightPixels
                    + " pixels, more than its " + fileBytes + " bytes can hold");
        }
    }

    private static long expansion(long compression) throws ImageProblem {
        int way = (int) compression;
        if (way == NONE) {
            return 1;
        }
        if (way == PACK_BITS) {
            return PACK_BITS_EXPANSION;
        }
        if (way == LZW) {
            return LZW_EXPANSION;
        }
        if (DEFLATE.contains(way)) {
            return DEFLATE_EXPANSION;
        }
        if (JPEG.contains(way)) {
            return JPEG_EXPANSION;
        }
        String name = UNSUPPORTED.get(way);
        throw ImageProblem.unsupported("compression " + compression + (name == null ? "" : " (" + name + ")"));
    }
}
