package arc.infer.image.webp;

/** Adds to each pixel what its neighbours predict, by the mode of its part (WebP Lossless, 4.1). */
final class PredictTransform implements Transform {

    private final int width;
    private final int bits;
    private final int[] modes;

    /** Takes the picture whose green holds the modes, one a square of {@code 1 << bits} pixels. */
    PredictTransform(int width, int bits, int[] modes) {
        this.width = width;
        this.bits = bits;
        this.modes = modes;
    }

    @Override
    public int[] undo(int[] argb) {
        int columns = CodedImage.parts(width, bits);
        for (int at = 0, x = 0, y = 0; at < argb.length; at++) {
            int mode = (modes[(y >> bits) * columns + (x >> bits)] >> 8) & 15;
            int predicted = y == 0 || x == 0
                    ? atEdge(argb, at, x)
                    : PixelPrediction.predict(mode, argb[at - 1], argb[at - width], argb[at - width + 1],
                            argb[at - width - 1]);
            argb[at] = PixelPrediction.add(argb[at], predicted);
            x++;
            if (x == width) {
                x = 0;
                y++;
            }
        }
        return argb;
    }

    private int atEdge(int[] argb, int at, int x) {
        if (at == 0) {
            return PixelPrediction.BLACK;
        }
        return x == 0 ? argb[at - width] : argb[at - 1];
    }
}
