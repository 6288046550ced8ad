package arc.infer.image.webp;

import java.io.EOFException;
import java.io.IOException;

/** Holds what the header of a key frame says (RFC 6386, 9 and 19.2), and where its macroblocks are coded. */
final class FrameHeader {

    private static final int SEGMENTS = 4;
    private static final int FRAME_TAG_BYTES = 3;
    private static final int KEY_FRAME_BYTES = 10;

    final int widthPixels;
    final int heightPixels;

    /** The rest of the first partition: modes of the macroblocks. */
    final BoolReader modes;
    /** The other partitions: coefficients, of macroblock row r in partition r modulo their number. */
    final BoolReader[] coefficients;

    final boolean updatesSegments;
    final int[] segmentProbabilities = {255, 255, 255};
    final boolean simpleFilter;
    final int filterLevel;
    final int sharpness;
    /** Probability that a macroblock has coefficients; -1 where all have. */
    final int skipProbability;
    /** [4][8][3][11], flat. */
    final int[] coefficientProbabilities = Vp8Tables.COEFFICIENT_PROBABILITIES.clone();

    private final boolean segmented;
    private boolean absoluteSegments;
    private final int[] segmentQuantizer = new int[SEGMENTS];
    private final int[] segmentFilter = new int[SEGMENTS];
    private final Quantizer[] quantizers = new Quantizer[SEGMENTS];
    private final boolean adjustsFilter;
    private int filterDeltaOfKeyFrames;
    private int filterDeltaOfBlocks;

    FrameHeader(byte[] bytes, int offset, int length) throws IOException {
        if (length < KEY_FRAME_BYTES) {
            throw new EOFException("its header is cut short");
        }
        int tag = unsigned(bytes, offset, FRAME_TAG_BYTES);
        boolean keyFrame = (tag & 1) == 0;
        boolean shown = ((tag >> 4) & 1) == 1;
        if (!keyFrame || !shown || ((tag >> 1) & 7) > 3 || unsigned(bytes, offset + 3, 3) != 0x2a019d) {
            throw new IOException("it is not a key frame of VP8");
        }
        widthPixels = unsigned(bytes, offset + 6, 2) & 0x3fff;
        heightPixels = unsigned(bytes, offset + 8, 2) & 0x3fff;
        int firstBytes = tag >> 5;
        int end = offset + length;
        int second = offset + KEY_FRAME_BYTES + firstBytes;
        if (second > end) {
            throw new EOFException("its first partition is cut short");
        }
        modes = new BoolReader(bytes, offset + KEY_FRAME_BYTES, firstBytes);
        modes.number(2); // colour space and clamping: WebP knows one of each
        segmented = modes.flag();
        updatesSegments = segmented && readSegments();
        simpleFilter = modes.flag();
        filterLevel = modes.number(6);
        sharpness = modes.number(3);
        adjustsFilter = modes.flag();
        if (adjustsFilter && modes.flag()) {
            readFilterDeltas();
        }
        coefficients = partitions(bytes, second, end, 1 << modes.number(2));
        readQuantizers();
        modes.flag(); // whether the next frame begins with these probabilities: there is none
        for (int i = 0; i < coefficientProbabilities.length; i++) {
            if (modes.bool(Vp8Tables.COEFFICIENT_UPDATE_PROBABILITIES[i])) {
                coefficientProbabilities[i] = modes.number(8);
            }
        }
        skipProbability = modes.flag() ? modes.number(8) : -1;
        modes.requireNotPastTheEnd();
    }

    /** Returns the steps of a segment. */
    Quantizer quantizer(int segment) {
        return quantizers[segment];
    }

    /** Returns how strongly a macroblock's edges are filtered, 0 to 63. */
    int filterLevel(int segment, boolean inBlocks) {
        int level = segmented ? segmentFilter[segment] + (absoluteSegments ? 0 : filterLevel) : filterLevel;
        if (adjustsFilter) {
            level += filterDeltaOfKeyFrames + (inBlocks ? filterDeltaOfBlocks : 0);
        }
        return Math.clamp(level, 0, 63);
    }

    /** Reads the segments, and returns whether each macroblock names its own. */
    private boolean readSegments() {
        boolean updatesMap = modes.flag();
        if (modes.flag()) {
            absoluteSegments = modes.flag();
            for (int i = 0; i < SEGMENTS; i++) {
                segmentQuantizer[i] = modes.optionalSigned(7);
            }
            for (int i = 0; i < SEGMENTS; i++) {
                segmentFilter[i] = modes.optionalSigned(6);
            }
        }
        if (updatesMap) {
            for (int i = 0; i < segmentProbabilities.length; i++) {
                segmentProbabilities[i] = modes.flag() ? modes.number(8) : 255;
            }
        }
        return updatesMap;
    }

    private void readFilterDeltas() {
        filterDeltaOfKeyFrames = modes.optionalSigned(6);
        for (int i = 1; i < 4; i++) {
            modes.optionalSigned(6); // of frames that refer to others
        }
        filterDeltaOfBlocks = modes.optionalSigned(6);
        for (int i = 1; i < 4; i++) {
            modes.optionalSigned(6); // of modes that refer to others
        }
    }

    private void readQuantizers() {
        int base = modes.number(7);
        int yDc = modes.optionalSigned(4);
        int y2Dc = modes.optionalSigned(4);
        int y2Ac = modes.optionalSigned(4);
        int uvDc = modes.optionalSigned(4);
        int uvAc = modes.optionalSigned(4);
        for (int i = 0; i < SEGMENTS; i++) {
            int index = segmented ? segmentQuantizer[i] + (absoluteSegments ? 0 : base) : base;
            quantizers[i] = Quantizer.of(index, yDc, y2Dc, y2Ac, uvDc, uvAc);
        }
    }

    private static BoolReader[] partitions(byte[] bytes, int sizes, int end, int count) throws EOFException {
        BoolReader[] partitions = new BoolReader[count];
        int at = sizes + 3 * (count - 1);
        if (at > end) {
            throw new EOFException("its partitions are cut short");
        }
        for (int i = 0; i < count; i++) {
            int left = end - at;
            int size = i < count - 1 ? Math.min(left, unsigned(bytes, sizes + 3 * i, 3)) : left;
            partitions[i] = new BoolReader(bytes, at, size);
            at += size;
        }
        return partitions;
    }

    private static int unsigned(byte[] bytes, int at, int count) {
        int number = 0;
        for (int i = count - 1; i >= 0; i--) {
            number = (number << 8) | (bytes[at + i] & 0xff);
        }
        return number;
    }
}
