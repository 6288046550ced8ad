package arc.infer.image.webp;

/** Holds what one macroblock of 16x16 pixels is predicted from and corrected by; one object serves them all in turn. */
final class Macroblock {

    /** Modes of a whole macroblock (RFC 6386, 8.2), luma and chroma. */
    static final int DC = 0;
    static final int VERTICAL = 1;
    static final int HORIZONTAL = 2;
    static final int TRUE_MOTION = 3;
    /** Luma alone: each of the 16 blocks has a mode of its own. */
    static final int IN_BLOCKS = 4;

    /** Where the blocks of chroma begin among the 24. */
    static final int FIRST_U = 16;
    static final int FIRST_V = 20;
    static final int BLOCKS = 24;

    int segment;
    boolean skipped;
    int lumaMode;
    int chromaMode;
    /** Modes of the 16 luma blocks, in rows; also where the macroblock has one mode: their neighbours look at them. */
    final int[] blockModes = new int[16];
    /** [24][16]: coefficients by block, in rows; all zero but while a macroblock is at work. */
    final int[] coefficients = new int[BLOCKS * 16];
    /** Whether a block has any coefficient that is not zero. */
    final boolean[] coded = new boolean[BLOCKS];
}
