package arc.infer.image.webp;

import java.io.IOException;

/**
 * Decodes a key frame of VP8, the lossy half of WebP. libwebp is the reference where RFC 6386 leaves a choice: chroma is
 * interpolated, and BT.601 of limited range becomes RGB in libwebp's fixed-point arithmetic.
 */
public final class Vp8Decoder {

    private final FrameHeader header;
    private final int columns; // of macroblocks
    private final int rows;
    private final Plane luma;
    private final Plane u;
    private final Plane v;
    private final BlockModes blocks;
    private final int[] right = new int[4]; // of a macroblock: what its blocks at the right edge look at
    private final int[] rightInside = new int[4]; // of any other block
    private final byte[] filterLevels; // one a macroblock
    private final boolean[] filtersInside;

    private Vp8Decoder(FrameHeader header) {
        this.header = header;
        columns = (header.widthPixels + 15) / 16;
        rows = (header.heightPixels + 15) / 16;
        luma = new Plane(16 * columns, 16 * rows);
        u = new Plane(8 * columns, 8 * rows);
        v = new Plane(8 * columns, 8 * rows);
        blocks = new BlockModes(luma);
        filterLevels = new byte[columns * rows];
        filtersInside = new boolean[columns * rows];
    }

    /**
     * Decodes a frame.
     *
     * @param bytes the body of a chunk "VP8 " from {@code offset} on, {@code length} bytes of it; its width and height
     *     have been checked, because memory is taken for them
     * @return [height, width, 3], red, green and blue
     * @throws IOException when the bytes are no sound key frame
     */
    public static byte[] decodeRgb(byte[] bytes, int offset, int length) throws IOException {
        Vp8Decoder decoder = new Vp8Decoder(new FrameHeader(bytes, offset, length));
        decoder.predictAll();
        decoder.filterAll();
        return YuvToRgb.convert(decoder.luma, decoder.u, decoder.v, decoder.header.widthPixels,
                decoder.header.heightPixels);
    }

    private void predictAll() throws IOException {
        ModeReader modes = new ModeReader(header, columns);
        CoefficientReader coefficients = new CoefficientReader(header, columns);
        Macroblock macroblock = new Macroblock();
        for (int row = 0; row < rows; row++) {
            BoolReader partition = header.coefficients[row % header.coefficients.length];
            modes.beginRow();
            coefficients.beginRow();
            for (int column = 0; column < columns; column++) {
                modes.read(macroblock, column);
                boolean corrected = coefficients.read(partition, macroblock, column);
                predict(macroblock, column, row);
                boolean inBlocks = macroblock.lumaMode == Macroblock.IN_BLOCKS;
                int index = row * columns + column;
                filterLevels[index] = (byte) header.filterLevel(macroblock.segment, inBlocks);
                filtersInside[index] = inBlocks || corrected;
            }
            header.modes.requireNotPastTheEnd();
            partition.requireNotPastTheEnd();
        }
    }

    private void predict(Macroblock macroblock, int column, int row) {
        int x = 16 * column;
        int y = 16 * row;
        if (macroblock.lumaMode == Macroblock.IN_BLOCKS) {
            lookRight(column, row);
        } else {
            MacroblockPrediction.predict(macroblock.lumaMode, luma, x, y, 4);
        }
        for (int block = 0; block < Macroblock.FIRST_U; block++) {
            int blockX = x + 4 * (block & 3);
            int blockY = y + 4 * (block >> 2);
            if (macroblock.lumaMode == Macroblock.IN_BLOCKS) {
                blocks.predict(macroblock.blockModes[block], blockX, blockY, rightOf(block, blockX, blockY));
            }
            correct(macroblock, block, luma, blockX, blockY);
        }
        MacroblockPrediction.predict(macroblock.chromaMode, u, x / 2, y / 2, 3);
        MacroblockPrediction.predict(macroblock.chromaMode, v, x / 2, y / 2, 3);
        for (int block = Macroblock.FIRST_U; block < Macroblock.BLOCKS; block++) {
            Plane plane = block < Macroblock.FIRST_V ? u : v;
            correct(macroblock, block, plane, x / 2 + 4 * (block & 1), y / 2 + 4 * ((block >> 1) & 1));
        }
    }

    private static void correct(Macroblock macroblock, int block, Plane plane, int x, int y) {
        if (macroblock.coded[block]) {
            InverseTransform.add(macroblock.coefficients, 16 * block, plane, x, y);
        }
    }

    /** Takes the four samples above and to the right of a macroblock, for the blocks at its right edge. */
    private void lookRight(int column, int row) {
        int above = luma.at(16 * column + 16, 16 * row - 1);
        boolean outside = column == columns - 1 && row > 0; // then the last sample inside stands for them
        for (int i = 0; i < 4; i++) {
            right[i] = luma.get(outside ? above - 1 : above + i);
        }
    }

    private int[] rightOf(int block, int blockX, int blockY) {
        if ((block & 3) == 3) {
            return right; // in all four rows: what is further down is not decoded yet
        }
        int above = luma.at(blockX + 4, blockY - 1);
        for (int i = 0; i < 4; i++) {
            rightInside[i] = luma.get(above + i);
        }
        return rightInside;
    }

    private void filterAll() {
        if (header.filterLevel == 0) {
            return;
        }
        LoopFilter filter = new LoopFilter(header, luma, u, v);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int index = row * columns + column;
                filter.filter(column, row, filterLevels[index], filtersInside[index]);
            }
        }
    }
}
