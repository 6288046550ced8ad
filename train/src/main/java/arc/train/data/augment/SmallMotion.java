package arc.train.data.augment;

import java.util.random.RandomGenerator;

/**
 * Shifts, turns and zooms a picture a little about its centre: by up to {@value #MAX_SHIFT} of each side,
 * {@value #MAX_DEGREES} degrees either way, to between {@value #MIN_ZOOM} and {@value #MAX_ZOOM} of its size. Samples are
 * bilinear. What comes in from outside repeats the nearest pixel of the edge: black around digits, white around emoji,
 * and in a photo the colour that goes on, where any fixed colour would draw a line that no picture has by itself.
 *
 * @param shiftX to the right, as a share of the width
 * @param shiftY down, as a share of the height
 * @param radians turned clockwise
 * @param zoom above 1 for larger
 */
record SmallMotion(double shiftX, double shiftY, double radians, double zoom) {

    /** Two pixels of 28. */
    static final double MAX_SHIFT = 0.07;
    /** Less than handwriting leans, and no 1 becomes a 7. */
    static final double MAX_DEGREES = 10;
    static final double MIN_ZOOM = 0.9;
    static final double MAX_ZOOM = 1.1;

    private static final int ONE = 1 << 16;

    /** Draws a motion for a picture of that size; one that is a pixel wide or high isn't turned. */
    static SmallMotion draw(int width, int height, RandomGenerator random) {
        double shiftX = between(-MAX_SHIFT, MAX_SHIFT, random);
        double shiftY = between(-MAX_SHIFT, MAX_SHIFT, random);
        double radians = StrictMath.toRadians(between(-MAX_DEGREES, MAX_DEGREES, random));
        double zoom = between(MIN_ZOOM, MAX_ZOOM, random);
        return new SmallMotion(shiftX, shiftY, width == 1 || height == 1 ? 0 : radians, zoom);
    }

    /** Returns a number of [low, high), every one of which takes one number of {@code random}. */
    static double between(double low, double high, RandomGenerator random) {
        return low + (high - low) * random.nextDouble();
    }

    /** Returns the moved picture, mirrored left to right first where {@code flip} says so. */
    Samples apply(Samples in, boolean flip) {
        int width = in.width();
        int height = in.height();
        double cos = StrictMath.cos(radians) / zoom;
        double sin = StrictMath.sin(radians) / zoom;
        double centreX = (width - 1) / 2.0;
        double centreY = (height - 1) / 2.0;
        double left = -centreX - shiftX * width; // of output pixel (0, 0), seen from the centre
        double top = -centreY - shiftY * height;
        double mirror = flip ? -1 : 1;
        Walk walk = new Walk(fixed(mirror * (cos * left + sin * top) + centreX),
                fixed(cos * top - sin * left + centreY),
                fixed(mirror * cos), fixed(-sin), fixed(mirror * sin), fixed(cos));
        return walk.over(in);
    }

    private static int fixed(double value) {
        return (int) Math.round(value * ONE);
    }
}
