package arc.infer.image.webp;

import java.util.Arrays;

/** Reads how each macroblock is predicted (RFC 6386, 8, 9.3, 11): in rows, because modes depend on those around. */
final class ModeReader {

    private static final int[] SEGMENT_TREE = {2, 4, 0, -1, -2, -3};
    private static final int[] LUMA_TREE = {-Macroblock.IN_BLOCKS, 2, 4, 6, -Macroblock.DC, -Macroblock.VERTICAL,
            -Macroblock.HORIZONTAL, -Macroblock.TRUE_MOTION};
    private static final int[] LUMA_PROBABILITIES = {145, 156, 163, 128};
    private static final int[] CHROMA_TREE = {-Macroblock.DC, 2, -Macroblock.VERTICAL, 4, -Macroblock.HORIZONTAL,
            -Macroblock.TRUE_MOTION};
    private static final int[] CHROMA_PROBABILITIES = {142, 114, 183};
    private static final int[] BLOCK_TREE = {-BlockModes.DC, 2, -BlockModes.TRUE_MOTION, 4, -BlockModes.VERTICAL, 6, 8,
            12, -BlockModes.HORIZONTAL, 10, -BlockModes.RIGHT_DOWN, -BlockModes.VERTICAL_RIGHT, -BlockModes.LEFT_DOWN,
            14, -BlockModes.VERTICAL_LEFT, 16, -BlockModes.HORIZONTAL_DOWN, -BlockModes.HORIZONTAL_UP};
    private static final int NODES = 9;

    private final FrameHeader header;
    private final int[] above; // modes of the blocks above, 4 a macroblock
    private final int[] left = new int[4];

    ModeReader(FrameHeader header, int columns) {
        this.header = header;
        this.above = new int[4 * columns]; // outside of the frame, every mode is DC
    }

    void beginRow() {
        Arrays.fill(left, BlockModes.DC);
    }

    void read(Macroblock macroblock, int column) {
        BoolReader in = header.modes;
        macroblock.segment = header.updatesSegments ? in.tree(SEGMENT_TREE, header.segmentProbabilities, 0) : 0;
        macroblock.skipped = header.skipProbability >= 0 && in.bool(header.skipProbability);
        macroblock.lumaMode = in.tree(LUMA_TREE, LUMA_PROBABILITIES, 0);
        if (macroblock.lumaMode == Macroblock.IN_BLOCKS) {
            readBlocks(macroblock.blockModes, 4 * column);
        } else {
            int implied = BlockModes.ofMacroblock(macroblock.lumaMode);
            Arrays.fill(macroblock.blockModes, implied);
            Arrays.fill(above, 4 * column, 4 * column + 4, implied);
            Arrays.fill(left, implied);
        }
        macroblock.chromaMode = in.tree(CHROMA_TREE, CHROMA_PROBABILITIES, 0);
    }

    private void readBlocks(int[] modes, int firstAbove) {
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 4; x++) {
                int context = (above[firstAbove + x] * BlockModes.COUNT + left[y]) * NODES;
                int mode = header.modes.tree(BLOCK_TREE, Vp8Tables.BLOCK_MODE_PROBABILITIES, context);
                modes[4 * y + x] = mode;
                above[firstAbove + x] = mode;
                left[y] = mode;
            }
        }
    }
}
