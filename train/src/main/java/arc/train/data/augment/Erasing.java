package arc.train.data.augment;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Erases a rectangle of one in four pictures, so that a network doesn't rely on one part of them (Zhong et al. 2017,
 * with a probability and a largest area of our own): {@value #MIN_AREA} to {@value #MAX_AREA} of the area, up to
 * {@value #MAX_STRETCH} times wider or narrower in proportion than the picture, anywhere in it. It is filled with the mean
 * of the picture.
 */
final class Erasing {

    static final double PROBABILITY = 0.25;
    static final double MIN_AREA = 0.02;
    static final double MAX_AREA = 0.2;
    static final double MAX_STRETCH = 3.3;

    private Erasing() {}

    /** Erases in place, or not; takes five numbers of {@code random} either way. */
    static void apply(Samples samples, RandomGenerator random) {
        boolean erase = random.nextDouble() < PROBABILITY;
        double area = SmallMotion.between(MIN_AREA, MAX_AREA, random);
        double stretch = RandomCrop.stretch(MAX_STRETCH, random);
        int width = (int) Math.round(samples.width() * Math.sqrt(area * stretch));
        int height = (int) Math.round(samples.height() * Math.sqrt(area / stretch));
        int left = (int) (random.nextDouble() * (samples.width() - width + 1));
        int top = (int) (random.nextDouble() * (samples.height() - height + 1));
        if (erase) {
            fill(samples, left, top, width, height);
        }
    }

    private static void fill(Samples samples, int left, int top, int width, int height) {
        int channels = samples.channels();
        byte[] mean = mean(samples);
        byte[] values = samples.values();
        for (int y = top; y < top + height; y++) {
            int from = (y * samples.width() + left) * channels;
            int to = from + width * channels;
            if (channels == 1) {
                Arrays.fill(values, from, to, mean[0]);
                continue;
            }
            for (int i = from; i < to; i++) {
                values[i] = mean[(i - from) % channels];
            }
        }
    }

    private static byte[] mean(Samples samples) {
        int channels = samples.channels();
        byte[] values = samples.values();
        long[] sums = new long[channels];
        for (int i = 0; i < values.length; i += channels) {
            for (int c = 0; c < channels; c++) {
                sums[c] += values[i + c] & 255;
            }
        }
        byte[] mean = new byte[channels];
        long pixels = values.length / channels;
        for (int c = 0; c < channels; c++) {
            mean[c] = (byte) ((sums[c] + pixels / 2) / pixels);
        }
        return mean;
    }
}
