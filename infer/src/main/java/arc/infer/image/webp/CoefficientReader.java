package arc.infer.image.webp;

import java.util.Arrays;

/** Reads the coefficients of macroblocks (RFC 6386, 13) and multiplies them by their steps. */
final class CoefficientReader {

    // Types of blocks, the first axis of the probabilities.
    private static final int LUMA_WITHOUT_MEAN = 0;
    private static final int MEANS = 1;
    private static final int CHROMA = 2;
    private static final int LUMA = 3;

    private static final int CONTEXTS = 3;
    private static final int PROBABILITIES = 11;
    private static final int BANDS = 8;
    // One more band than there are places: behind the last there is nothing to read.
    private static final int[] BAND = {0, 1, 2, 3, 6, 4, 5, 6, 6, 6, 6, 6, 6, 6, 6, 7, 0};
    private static final int[] ZIGZAG = {0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15};
    private static final int[][] LARGE = {{173, 148, 140}, {176, 155, 140, 135}, {180, 157, 141, 134, 130},
            {254, 254, 243, 230, 196, 177, 153, 140, 133, 130, 129}};

    // Whether the neighbours had coefficients: 4 columns or rows of Y, 2 of U, 2 of V, and one of the means.
    private static final int CONTEXT_U = 4;
    private static final int CONTEXT_V = 6;
    private static final int CONTEXT_MEANS = 8;
    private static final int CONTEXTS_PER_MACROBLOCK = 9;

    private final FrameHeader header;
    private final int[] probabilities;
    private final int[] above;
    private final int[] left = new int[CONTEXTS_PER_MACROBLOCK];
    private final int[] means = new int[16];

    CoefficientReader(FrameHeader header, int columns) {
        this.header = header;
        this.probabilities = header.coefficientProbabilities;
        this.above = new int[CONTEXTS_PER_MACROBLOCK * columns];
    }

    void beginRow() {
        Arrays.fill(left, 0);
    }

    /** Fills the macroblock's coefficients, which are zero, and returns whether any of them is not. */
    boolean read(BoolReader in, Macroblock macroblock, int column) {
        int first = CONTEXTS_PER_MACROBLOCK * column;
        boolean inBlocks = macroblock.lumaMode == Macroblock.IN_BLOCKS;
        Arrays.fill(macroblock.coded, false);
        if (macroblock.skipped) {
            int cleared = inBlocks ? CONTEXT_MEANS : CONTEXTS_PER_MACROBLOCK;
            Arrays.fill(left, 0, cleared, 0);
            Arrays.fill(above, first, first + cleared, 0);
            return false;
        }
        Quantizer quantizer = header.quantizer(macroblock.segment);
        if (!inBlocks) {
            readMeans(in, macroblock.coefficients, first, quantizer);
        }
        boolean any = false;
        int lumaType = inBlocks ? LUMA : LUMA_WITHOUT_MEAN;
        for (int block = 0; block < Macroblock.BLOCKS; block++) {
            boolean luma = block < Macroblock.FIRST_U;
            int[] coefficients = macroblock.coefficients;
            int type = luma ? lumaType : CHROMA;
            int start = type == LUMA_WITHOUT_MEAN ? 1 : 0;
            int y = luma ? block >> 2 : chromaContext(block) + ((block >> 1) & 1);
            int x = first + (luma ? block & 3 : chromaContext(block) + (block & 1));
            int end = readBlock(in, type, above[x] + left[y], start, coefficients, 16 * block,
                    luma ? quantizer.yDc() : quantizer.uvDc(), luma ? quantizer.yAc() : quantizer.uvAc());
            above[x] = end > start ? 1 : 0;
            left[y] = above[x];
            macroblock.coded[block] = end > 1 || coefficients[16 * block] != 0;
            any |= macroblock.coded[block];
        }
        return any;
    }

    private static int chromaContext(int block) {
        return block < Macroblock.FIRST_V ? CONTEXT_U : CONTEXT_V;
    }

    /** Reads the means of the 16 luma blocks, which are transformed once more, and puts them where they belong. */
    private void readMeans(BoolReader in, int[] coefficients, int first, Quantizer quantizer) {
        int context = above[first + CONTEXT_MEANS] + left[CONTEXT_MEANS];
        int end = readBlock(in, MEANS, context, 0, means, 0, quantizer.y2Dc(), quantizer.y2Ac());
        above[first + CONTEXT_MEANS] = end > 0 ? 1 : 0;
        left[CONTEXT_MEANS] = above[first + CONTEXT_MEANS];
        if (end > 0) {
            InverseTransform.means(means, coefficients);
            Arrays.fill(means, 0);
        }
    }

    /** Reads a block from coefficient {@code start} on, and returns the place behind its last one. */
    private int readBlock(BoolReader in, int type, int context, int start, int[] out, int offset, int dcStep,
            int acStep) {
        int place = start;
        int p = probability(type, place, context);
        while (place < 16) {
            if (!in.bool(probabilities[p])) {
                return place; // the block ends
            }
            while (!in.bool(probabilities[p + 1])) { // a zero, behind which no block ends
                place++;
                if (place == 16) {
                    return 16;
                }
                p = probability(type, place, 0);
            }
            int value = 1;
            int nextContext = 1;
            if (in.bool(probabilities[p + 2])) {
                value = readLarge(in, p);
                nextContext = 2;
            }
            int step = place == 0 ? dcStep : acStep;
            out[offset + ZIGZAG[place]] = (in.flag() ? -value : value) * step;
            place++;
            p = probability(type, place, nextContext);
        }
        return 16;
    }

    /** Reads a value of 2 or more (RFC 6386, 13.2). */
    private int readLarge(BoolReader in, int p) {
        if (!in.bool(probabilities[p + 3])) {
            return in.bool(probabilities[p + 4]) ? 3 + in.bit(probabilities[p + 5]) : 2;
        }
        if (!in.bool(probabilities[p + 6])) {
            if (!in.bool(probabilities[p + 7])) {
                return 5 + in.bit(159);
            }
            int high = in.bit(165);
            return 7 + 2 * high + in.bit(145);
        }
        int high = in.bit(probabilities[p + 8]);
        int category = 2 * high + in.bit(probabilities[p + 9 + high]);
        int extra = 0;
        for (int probability : LARGE[category]) {
            extra = (extra << 1) | in.bit(probability);
        }
        return 3 + (8 << category) + extra;
    }

    private static int probability(int type, int place, int context) {
        return ((type * BANDS + BAND[place]) * CONTEXTS + context) * PROBABILITIES;
    }
}
