package arc.train.data.augment;

import java.util.random.RandomGenerator;

/**
 * Cuts a part out of a picture: {@value #MIN_AREA} to all of its area, up to {@value #MAX_STRETCH} times wider or
 * narrower in proportion than the picture, anywhere in it. Szegedy et al. 2015 train on such crops, from 0.08 of the
 * area on; but there the rest of the thing can be guessed, and here it has to be told from others of its kind.
 *
 * @param left first column
 * @param top first row
 * @param width at least 1
 * @param height at least 1
 */
record RandomCrop(int left, int top, int width, int height) {

    static final double MIN_AREA = 0.4;
    static final double MAX_STRETCH = 4.0 / 3;

    /** Draws a part of a picture of that size. */
    static RandomCrop draw(int width, int height, RandomGenerator random) {
        double area = SmallMotion.between(MIN_AREA, 1, random);
        double stretch = stretch(MAX_STRETCH, random);
        int cutWidth = side(width, Math.sqrt(area * stretch));
        int cutHeight = side(height, Math.sqrt(area / stretch));
        int left = (int) (random.nextDouble() * (width - cutWidth + 1));
        int top = (int) (random.nextDouble() * (height - cutHeight + 1));
        return new RandomCrop(left, top, cutWidth, cutHeight);
    }

    /** Returns a factor between 1 / {@code most} and {@code most}, as often above 1 as below. */
    static double stretch(double most, RandomGenerator random) {
        return StrictMath.exp(StrictMath.log(most) * SmallMotion.between(-1, 1, random));
    }

    private static int side(int whole, double share) {
        return Math.clamp(Math.round(whole * share), 1, whole);
    }

    /** Returns the part, mirrored left to right where {@code flip} says so. */
    Samples cut(Samples in, boolean flip) {
        int channels = in.channels();
        byte[] from = in.values();
        byte[] out = new byte[width * height * channels];
        for (int y = 0; y < height; y++) {
            int source = ((top + y) * in.width() + left) * channels;
            int target = y * width * channels;
            if (!flip) {
                System.arraycopy(from, source, out, target, width * channels);
                continue;
            }
            for (int x = width - 1; x >= 0; x--) {
                for (int c = 0; c < channels; c++) {
                    out[target++] = from[source + x * channels + c];
                }
            }
        }
        return new Samples(width, height, channels, out);
    }
}
