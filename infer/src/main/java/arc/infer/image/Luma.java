package arc.infer.image;

/** Turns sRGB samples into grey: L = (19595 R + 38470 G + 7471 B + 32768) >> 16, ITU-R 601-2. */
final class Luma {

    private Luma() {}

    /** Returns [H, W] of [H, W, 3]. Grey samples stay what they are, because the weights add up to 65536. */
    static byte[] of(byte[] rgb) {
        byte[] grey = new byte[rgb.length / 3];
        for (int i = 0, j = 0; i < grey.length; i++, j += 3) {
            grey[i] = (byte) ((19595 * (rgb[j] & 0xff) + 38470 * (rgb[j + 1] & 0xff) + 7471 * (rgb[j + 2] & 0xff)
                    + 32768) >> 16);
        }
        return grey;
    }
}
