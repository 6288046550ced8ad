package arc.infer.image;

/** Holds what the model sees of one picture: float32 [C, H, W]. */
public final class InputTensor {

    private final int channels;
    private final int sizePixels;
    private final float[] values; // [C, H, W]

    /**
     * Wraps the values.
     *
     * @param values [C, H, W] with H = W = {@code sizePixels}; owned by the tensor from now on
     */
    public InputTensor(int channels, int sizePixels, float[] values) {
        if (values.length != (long) channels * sizePixels * sizePixels) {
            throw new IllegalArgumentException("an input of " + channels + "x" + sizePixels + "x" + sizePixels
                    + " has " + (long) channels * sizePixels * sizePixels + " values, got " + values.length);
        }
        this.channels = channels;
        this.sizePixels = sizePixels;
        this.values = values;
    }

    /** Returns the number of channels. */
    public int channels() {
        return channels;
    }

    /** Returns the side of the square, in pixels. */
    public int sizePixels() {
        return sizePixels;
    }

    /** Returns the number of values. */
    public int length() {
        return values.length;
    }

    /** Returns the values, [C, H, W]. */
    public float[] toArrayCopy() {
        return values.clone();
    }

    /** Copies the values, [C, H, W], into {@code target} from {@code offset} on. */
    public void copyTo(float[] target, int offset) {
        System.arraycopy(values, 0, target, offset, values.length);
    }

    /** Puts the values, [C, H, W], into {@code target} at its position. */
    public void putInto(java.nio.FloatBuffer target) {
        target.put(values);
    }
}
