package arc.infer.image;

/** Turns YCbCr of JFIF into RGB in libjpeg's fixed-point arithmetic, to the last bit. */
final class Ycc {

    private static final int BITS = 16;
    private static final int HALF = 1 << (BITS - 1);
    private static final int RED_OF_CR = fixed(1.40200);
    private static final int GREEN_OF_CR = fixed(0.71414);
    private static final int GREEN_OF_CB = fixed(0.34414);
    private static final int BLUE_OF_CB = fixed(1.77200);

    private Ycc() {}

    /** Replaces the first three values, Y, Cb and Cr, with R, G and B. */
    static void toRgb(int[] pixel) {
        int y = pixel[0];
        int cb = pixel[1] - 128;
        int cr = pixel[2] - 128;
        pixel[0] = clamp(y + ((RED_OF_CR * cr + HALF) >> BITS));
        pixel[1] = clamp(y + ((-GREEN_OF_CB * cb - GREEN_OF_CR * cr + HALF) >> BITS));
        pixel[2] = clamp(y + ((BLUE_OF_CB * cb + HALF) >> BITS));
    }

    private static int clamp(int sample) {
        return Math.clamp(sample, 0, 255);
    }

    private static int fixed(double factor) {
        return (int) (factor * (1 << BITS) + 0.5);
    }
}
