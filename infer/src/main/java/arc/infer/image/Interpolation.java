package arc.infer.image;

/**
 * Names the filter that weighs the pixels around a point. Where a picture gets smaller, the filter grows with the reduction,
 * so that every pixel counts (antialiasing).
 */
public enum Interpolation {
    /** A triangle, one pixel to each side. */
    BILINEAR(1) {
        @Override
        double weight(double distance) {
            return Math.max(0, 1 - Math.abs(distance));
        }
    },
    /** The cubic convolution of Keys 1981 with a = -0.5, two pixels to each side. */
    BICUBIC(2) {
        @Override
        double weight(double distance) {
            double x = Math.abs(distance);
            if (x < 1) {
                return ((KEYS_A + 2) * x - (KEYS_A + 3)) * x * x + 1;
            }
            return x < 2 ? (((x - 5) * x + 8) * x - 4) * KEYS_A : 0;
        }
    };

    private static final double KEYS_A = -0.5;

    private final double support;

    Interpolation(double support) {
        this.support = support;
    }

    /** Returns how far the filter reaches to each side, in pixels of the coarser grid. */
    double support() {
        return support;
    }

    /** Returns the weight of a pixel at this distance, in pixels of the coarser grid. */
    abstract double weight(double distance);
}
