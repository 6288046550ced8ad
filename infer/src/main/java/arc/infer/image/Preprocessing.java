package arc.infer.image;

import java.util.List;

/**
 * Says how a picture becomes a model's input: fitted to a square, reduced to grey or not, divided by
 * 255, less {@code mean}, divided by {@code std}. It is part of the model ({@code ModelCard}), and no
 * option overrides it there.
 *
 * @param sizePixels side of the square input, 1 to 4096
 * @param channels grey (1) or rgb (3)
 * @param fit how the picture is fitted to the square
 * @param mean subtracted after division by 255: one value a channel
 * @param std divided by, positive: one value a channel
 */
public record Preprocessing(int sizePixels, Channels channels, Fit fit, List<Double> mean, List<Double> std) {

    /** Largest side of a model's input. */
    public static final int MAX_SIZE_PIXELS = 4096;

    /** How many channels a model sees. */
    public enum Channels {
        /** One channel: luma of the sRGB samples (ITU-R 601-2). */
        GREY(1),
        /** Three channels: red, green, blue. */
        RGB(3);

        private final int count;

        Channels(int count) {
            this.count = count;
        }

        /** Returns the number of channels. */
        public int count() {
            return count;
        }
    }

    /** How a picture is fitted to the square. */
    public enum Fit {
        /** Centred on black; a larger picture is refused. The odd pixel goes to the right and the bottom. */
        PAD,
        /** Bilinear, antialiased when it gets smaller; the aspect ratio is not kept. */
        RESIZE
    }

    /** Checks the values; a single mean or std stands for every channel. */
    public Preprocessing {
        if (sizePixels < 1 || sizePixels > MAX_SIZE_PIXELS) {
            throw new IllegalArgumentException("size must be 1 to " + MAX_SIZE_PIXELS + " pixels, got " + sizePixels);
        }
        mean = perChannel("mean", mean, channels.count());
        std = perChannel("std", std, channels.count());
        for (double s : std) {
            if (s <= 0) {
                throw new IllegalArgumentException("std must be > 0, got " + s);
            }
        }
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
