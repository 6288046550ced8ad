package arc.infer.image;

import java.util.Arrays;

/**
 * Turns a decoded picture into what a model sees: grey where the model wants it (luma), fitted to the
 * square (zero-padded, or resized with an antialiased filter, and cropped), and per channel
 * {@code (x / 255 - mean) / std}, computed in double precision and rounded once to float32. A pure function: the
 * same picture and settings give the same bits everywhere. Safe for several threads.
 */
public final class Preprocessor {

    private final Preprocessing preprocessing;
    private final float[][] values; // [channel][sample] -> value of the tensor

    /** Prepares a function from pictures to tensors. */
    public Preprocessor(Preprocessing preprocessing) {
        this.preprocessing = preprocessing;
        this.values = new float[preprocessing.channels().count()][256];
        for (int c = 0; c < values.length; c++) {
            for (int x = 0; x < 256; x++) {
                values[c][x] = (float) ((x / 255.0 - preprocessing.mean().get(c)) / preprocessing.std().get(c));
            }
        }
    }

    /** Returns the settings. */
    public Preprocessing preprocessing() {
        return preprocessing;
    }

    /**
     * Returns what the model sees of a picture, [C, H, W].
     *
     * @throws UnreadableImageException when the settings say pad and the picture is larger than the square
     */
    public InputTensor apply(DecodedImage image) throws UnreadableImageException {
        return apply(image, "picture");
    }

    /**
     * Returns what the model sees of a picture, [C, H, W].
     *
     * @param name of the picture, for the message
     * @throws UnreadableImageException when the settings say pad and the picture is larger than the square
     */
    public InputTensor apply(DecodedImage image, String name) throws UnreadableImageException {
        int channels = preprocessing.channels().count();
        byte[] samples = switch (preprocessing.channels()) {
            case GREY -> image.luma();
            case RGB, BGR -> image.rgb();
        };
        int size = preprocessing.sizePixels();
        float[] tensor = new float[preprocessing.inputLength()];
        switch (preprocessing.fit()) {
            case PAD -> pad(samples, image.widthPixels(), image.heightPixels(), tensor, name);
            case RESIZE -> place(Resampling.to(preprocessing.interpolation(), size, size).apply(samples,
                    image.widthPixels(), image.heightPixels(), channels), size, size, 0, 0, tensor);
            case CROP -> place(middle(image.widthPixels(), image.heightPixels()).apply(samples, image.widthPixels(),
                    image.heightPixels(), channels), size, size, 0, 0, tensor);
        }
        return new InputTensor(channels, size, tensor);
    }

    /** Returns the square in the middle of the picture whose shorter side is the square's. */
    private Resampling middle(int width, int height) {
        int size = preprocessing.sizePixels();
        long fullWidth = width <= height ? size : (long) size * width / height;
        long fullHeight = width <= height ? (long) size * height / width : size;
        return new Resampling(preprocessing.interpolation(), fullWidth, fullHeight, evenHalf(fullWidth - size),
                evenHalf(fullHeight - size), size, size);
    }

    /** Returns half of the pixels that are too many; of two halves the even one. */
    private static long evenHalf(long pixels) {
        return (long) Math.rint(pixels / 2.0);
    }

    private void pad(byte[] samples, int width, int height, float[] tensor, String name)
            throws UnreadableImageException {
        int size = preprocessing.sizePixels();
        if (width > size || height > size) {
            throw new UnreadableImageException(UnreadableImageException.Reason.TOO_LARGE,
                    name + ": " + width + "x" + height + " pixels do not fit into " + size
                            + "x" + size + ", and this model pads and never shrinks; use a model with --fit resize");
        }
        if (width < size || height < size) {
            for (int c = 0; c < values.length; c++) {
                Arrays.fill(tensor, c * size * size, (c + 1) * size * size, values[c][0]);
            }
        }
        place(samples, width, height, (size - width) / 2, (size - height) / 2, tensor);
    }

    /** Writes [h, w, C] samples into the [C, H, W] tensor with their upper left corner at (left, top). */
    private void place(byte[] samples, int width, int height, int left, int top, float[] tensor) {
        int size = preprocessing.sizePixels();
        int channels = values.length;
        for (int c = 0; c < channels; c++) {
            float[] value = values[c];
            for (int y = 0; y < height; y++) {
                int target = (c * size + top + y) * size + left;
                int source = y * width * channels + preprocessing.channels().sample(c);
                for (int x = 0; x < width; x++) {
                    tensor[target + x] = value[samples[source + x * channels] & 0xff];
                }
            }
        }
    }
}
