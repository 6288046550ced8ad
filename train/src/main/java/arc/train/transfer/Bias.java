package arc.train.transfer;

/** Adds a constant to each channel. */
final class Bias implements Affine {

    private final float[] values;

    /** Keeps the array. */
    Bias(float[] values) {
        this.values = values;
    }

    @Override
    public double scale(int channel) {
        return 1;
    }

    @Override
    public double shift(int channel) {
        return values[channel];
    }
}
