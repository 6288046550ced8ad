package arc.infer.image;

import java.util.Arrays;
import java.util.List;

/**
 * Shows what a model sees as a picture: mean and std are undone, so that samples are those that were fitted to the
 * square, and several inputs stand side by side in a grid.
 */
public final class TensorPicture {

    private static final int GAP_PIXELS = 2;
    private static final byte GAP_SAMPLE = (byte) 128;

    private TensorPicture() {}

    /**
     * Returns one picture of the inputs, a pixel a value: row after row, as many a row as there are rows, or one more; a
     * single input has no frame.
     *
     * @param tensors at least one, each as {@code preprocessing} makes them
     * @param preprocessing undone: a sample is {@code 255 (value std + mean)}, rounded, between 0 and 255
     * @throws IllegalArgumentException when there is no input, or one of another shape, or too many for one picture
     */
    public static DecodedImage of(List<InputTensor> tensors, Preprocessing preprocessing) {
        if (tensors.isEmpty()) {
            throw new IllegalArgumentException("a picture shows at least one input, got none");
        }
        int size = preprocessing.sizePixels();
        int columns = (int) Math.ceil(Math.sqrt(tensors.size()));
        int rows = (tensors.size() + columns - 1) / columns;
        long width = (long) columns * (size + GAP_PIXELS) - GAP_PIXELS;
        long height = (long) rows * (size + GAP_PIXELS) - GAP_PIXELS;
        if (width * height > ImageDecoder.MAX_PIXELS) {
            throw new IllegalArgumentException(tensors.size() + " inputs of " + size + "x" + size
                    + " pixels are too many for one picture of " + ImageDecoder.MAX_PIXELS + " pixels");
        }
        byte[] rgb = new byte[(int) (3 * width * height)];
        if (tensors.size() > 1) {
            Arrays.fill(rgb, GAP_SAMPLE);
        }
        for (int i = 0; i < tensors.size(); i++) {
            int left = i % columns * (size + GAP_PIXELS);
            int top = i / columns * (size + GAP_PIXELS);
            paint(tensors.get(i), preprocessing, rgb, (int) width, left, top);
        }
        return DecodedImage.ofRgb((int) width, (int) height, rgb);
    }

    private static void paint(InputTensor tensor, Preprocessing preprocessing, byte[] rgb, int width, int left,
            int top) {
        int size = preprocessing.sizePixels();
        int channels = preprocessing.channels().count();
        if (tensor.channels() != channels || tensor.sizePixels() != size) {
            throw new IllegalArgumentException("expected an input of " + channels + "x" + size + "x" + size + ", got "
                    + tensor.channels() + "x" + tensor.sizePixels() + "x" + tensor.sizePixels());
        }
        float[] values = tensor.toArrayCopy();
        for (int c = 0; c < 3; c++) {
            int channel = channels == 1 ? 0 : preprocessing.channels().sample(c); // both orders are their own inverse
            double mean = preprocessing.mean().get(channel);
            double std = preprocessing.std().get(channel);
            for (int y = 0; y < size; y++) {
                for (int x = 0; x < size; x++) {
                    double sample = 255 * (values[(channel * size + y) * size + x] * std + mean);
                    rgb[((top + y) * width + left + x) * 3 + c] = (byte) Math.clamp(Math.round(sample), 0, 255);
                }
            }
        }
    }
}
