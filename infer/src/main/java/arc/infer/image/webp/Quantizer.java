package arc.infer.image.webp;

/**
 * Holds the steps that coefficients are multiples of (RFC 6386, 9.6 and 14.1): of means (dc) and of all others (ac), for
 * luma, for the means of luma where they are coded apart (y2), and for chroma.
 */
record Quantizer(int yDc, int yAc, int y2Dc, int y2Ac, int uvDc, int uvAc) {

    /** Returns the steps for an index and what is added to it for each kind. */
    static Quantizer of(int index, int yDc, int y2Dc, int y2Ac, int uvDc, int uvAc) {
        return new Quantizer(dc(index + yDc), ac(index), dc(index + y2Dc) * 2,
                Math.max(8, ac(index + y2Ac) * 155 / 100), Math.min(132, dc(index + uvDc)), ac(index + uvAc));
    }

    private static int dc(int index) {
        return Vp8Tables.DC_STEPS[Math.clamp(index, 0, 127)];
    }

    private static int ac(int index) {
        return Vp8Tables.AC_STEPS[Math.clamp(index, 0, 127)];
    }
}
