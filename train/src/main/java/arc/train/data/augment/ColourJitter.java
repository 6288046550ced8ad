package arc.train.data.augment;

import java.util.random.RandomGenerator;

/**
 * Changes a picture's light: samples are multiplied by {@code brightness}, then their distance from the mean of all of
 * them by {@code contrast}, then each pixel's distance from its own grey (the mean of its three samples) by
 * {@code saturation}; after each they are rounded and kept between 0 and 255. A grey picture has no saturation to
 * change, and stays grey.
 */
record ColourJitter(double brightness, double contrast, double saturation) {

    /** Each factor is between 1 less this and 1 more. */
    static final double MOST = 0.4;

    static ColourJitter draw(RandomGenerator random) {
        return new ColourJitter(factor(random), factor(random), factor(random));
    }

    private static double factor(RandomGenerator random) {
        return SmallMotion.between(1 - MOST, 1 + MOST, random);
    }

    /** Changes the samples in place. */
    void apply(Samples samples) {
        byte[] values = samples.values();
        int[] brighter = new int[256];
        for (int v = 0; v < 256; v++) {
            brighter[v] = sample(v * brightness);
        }
        long sum = 0;
        for (byte value : values) {
            sum += brighter[value & 255];
        }
        double mean = (double) sum / values.length;
        byte[] table = new byte[256];
        for (int v = 0; v < 256; v++) {
            table[v] = (byte) sample(mean + contrast * (brighter[v] - mean));
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = table[values[i] & 255];
        }
        if (samples.channels() == 3) {
            saturate(values);
        }
    }

    /** Moves each pixel from or to its grey, with 16 bits after the point. */
    private void saturate(byte[] values) {
        int factor = (int) Math.round(saturation * (1 << 16));
        for (int i = 0; i < values.length; i += 3) {
            int red = values[i] & 255;
            int green = values[i + 1] & 255;
            int blue = values[i + 2] & 255;
            int grey = (red + green + blue) * 21_845; // a third of 2^16
            values[i] = saturated(red, grey, factor);
            values[i + 1] = saturated(green, grey, factor);
            values[i + 2] = saturated(blue, grey, factor);
        }
    }

    private static byte saturated(int value, int grey, int factor) {
        long moved = grey + (((long) ((value << 16) - grey) * factor) >> 16);
        return (byte) Math.clamp((moved + (1 << 15)) >> 16, 0, 255);
    }

    private static int sample(double value) {
        return Math.clamp(Math.round(value), 0, 255);
    }
}
