package arc.infer.image.webp;

/** Adds to red what green tells of it, and to blue what green and red do, by the factors of its part (WebP Lossless, 4.2). */
final class ColourTransform implements Transform {

    private final int width;
    private final int bits;
    private final int[] factors;

    /** Takes the picture that holds the factors, one pixel a square of {@code 1 << bits} pixels. */
    ColourTransform(int width, int bits, int[] factors) {
        this.width = width;
        this.bits = bits;
        this.factors = factors;
    }

    @Override
    public int[] undo(int[] argb) {
        int columns = CodedImage.parts(width, bits);
        for (int at = 0, x = 0, y = 0; at < argb.length; at++) {
            int factor = factors[(y >> bits) * columns + (x >> bits)];
            int green = argb[at] >> 8;
            int red = (argb[at] >> 16) + share(factor, green);
            int blue = argb[at] + share(factor >> 8, green) + share(factor >> 16, red);
            argb[at] = (argb[at] & 0xff00ff00) | ((red & 0xff) << 16) | (blue & 0xff);
            x++;
            if (x == width) {
                x = 0;
                y++;
            }
        }
        return argb;
    }

    /** Multiplies the lowest bytes, signed, in units of 1/32. */
    private static int share(int factor, int colour) {
        return ((byte) factor * (byte) colour) >> 5;
    }
}
