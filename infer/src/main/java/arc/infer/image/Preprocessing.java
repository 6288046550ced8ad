package arc.infer.image;

import java.util.List;
import java.util.Locale;

/**
 * Says how a picture becomes a model's input: fitted to a square, reduced to grey or not, divided by
 * 255, less {@code mean}, divided by {@code std}. It is part of the model ({@code Card}), and no
 * option overrides it there.
 *
 * @param sizePixels side of the square input, 1 to 4096
 * @param channels which channels, and in what order
 * @param fit how the picture is fitted to the square
 * @param interpolation the filter that resizes; {@code BILINEAR} where nothing is resized
 * @param mean subtracted after division by 255: one value a channel, in the order of {@code channels}
 * @param std divided by, positive: one value a channel, in the order of {@code channels}
 */
public record Preprocessing(int sizePixels, Channels channels, Fit fit, Interpolation interpolation, List<Double> mean,
        List<Double> std) {

    /** Largest side of a model's input. */
    public static final int MAX_SIZE_PIXELS = 4096;

    /** Which channels a model sees, and in what order. */
    public enum Channels {
        /** One channel: luma of the sRGB samples (ITU-R 601-2). */
        GREY(1),
        /** Three channels: red, green, blue. */
        RGB(3),
        /** Three channels: blue, green, red, as models have them whose training read pictures with OpenCV. */
        BGR(3);

        private final int count;

        Channels(int count) {
            this.count = count;
        }

        /** Returns the number of channels. */
        public int count() {
            return count;
        }

        /** Returns which sample of a pixel (its grey, or 0 for red, 1 for green, 2 for blue) a channel holds. */
        int sample(int channel) {
            return this == BGR ? 2 - channel : channel;
        }
    }

    /** How a picture is fitted to the square. */
    public enum Fit {
        /** Centred on black; a larger picture is refused. The odd pixel goes to the right and the bottom. */
        PAD,
        /** Resized to the square, antialiased when it gets smaller; the aspect ratio is not kept. */
        RESIZE,
        /**
         * Resized until the shorter side is that of the square, antialiased when it gets smaller, and of that the square in
         * the middle, as torchvision's Resize and CenterCrop have it: the longer side is rounded down, and an odd number of
         * pixels too many is divided so that the left or upper margin is even (of 3, 2 are left of the square).
         */
        CROP
    }

    /** Checks the values; a single mean or std stands for every channel. */
    public Preprocessing {
        if (sizePixels < 1 || sizePixels > MAX_SIZE_PIXELS) {
            throw new IllegalArgumentException("size must be 1 to " + MAX_SIZE_PIXELS + " pixels, got " + sizePixels);
        }
        if (fit == Fit.PAD && interpolation != Interpolation.BILINEAR) {
            throw new IllegalArgumentException("fit pad resizes nothing, so it takes no interpolation, got "
                    + interpolation.name().toLowerCase(Locale.ROOT));
        }
        mean = perChannel("mean", mean, channels.count());
        std = perChannel("std", std, channels.count());
        for (double s : std) {
            if (s <= 0) {
                throw new IllegalArgumentException("std must be > 0, got " + s);
            }
        }
    }

    /** Resizes, where it does, with {@link Interpolation#BILINEAR}. */
    public Preprocessing(int sizePixels, Channels channels, Fit fit, List<Double> mean, List<Double> std) {
        this(sizePixels, channels, fit, Interpolation.BILINEAR, mean, std);
    }

    /** Returns the length of the input: channels × size × size. */
    public int inputLength() {
        return channels.count() * sizePixels * sizePixels;
    }

    private static List<Double> perChannel(String name, List<Double> values, int channels) {
        for (double v : values) {
            if (!Double.isFinite(v)) {
                throw new IllegalArgumentException(name + " must be finite, got " + v);
            }
        }
        if (values.size() == channels) {
            return List.copyOf(values);
        }
        if (values.size() == 1) {
            return java.util.Collections.nCopies(channels, values.getFirst());
        }
        throw new IllegalArgumentException(
                name + " takes one value, or one a channel (" + channels + "), got " + values.size());
    }
}
