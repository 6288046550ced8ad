package arc.train.transfer;

/** Holds one 3×3 convolution of a file and what follows it up to the ReLU. The arrays are not copied. */
final class TrunkConvolution {

    /** Values of a kernel for one pair of channels. */
    static final int TAPS = 9;

    private final int inChannels;
    private final int outChannels;
    private final float[] kernel; // [3, 3, Cin, Cout]
    private final Affine affine;

    /** Keeps the arrays. */
    TrunkConvolution(int inChannels, int outChannels, float[] kernel, Affine affine) {
        this.inChannels = inChannels;
        this.outChannels = outChannels;
        this.kernel = kernel;
        this.affine = affine;
    }

    /** Brings a kernel [Cout, Cin, 3, 3] into the order [3, 3, Cin, Cout]. */
    static float[] hwio(float[] oihw, int inChannels, int outChannels) {
        float[] hwio = new float[oihw.length];
        for (int out = 0; out < outChannels; out++) {
            for (int in = 0; in < inChannels; in++) {
                for (int tap = 0; tap < TAPS; tap++) {
                    hwio[(tap * inChannels + in) * outChannels + out] = oihw[(out * inChannels + in) * TAPS + tap];
                }
            }
        }
        return hwio;
    }

    int inChannels() {
        return inChannels;
    }

    int outChannels() {
        return outChannels;
    }

    /** Returns the kernel, [3, 3, Cin, Cout], not a copy. */
    float[] kernel() {
        return kernel;
    }

    /** Returns what follows the kernel. */
    Affine affine() {
        return affine;
    }

    /** Returns the one that takes the input channels in the opposite order. */
    TrunkConvolution withInputChannelsReversed() {
        float[] reversed = new float[kernel.length];
        for (int row = 0; row < TAPS * inChannels; row++) {
            int tap = row / inChannels;
            int mirrored = tap * inChannels + inChannels - 1 - row % inChannels;
            System.arraycopy(kernel, row * outChannels, reversed, mirrored * outChannels, outChannels);
        }
        return new TrunkConvolution(inChannels, outChannels, reversed, affine);
    }

    /** Returns the one of a single input channel that gives what this gives when all its inputs are equal. */
    TrunkConvolution withInputChannelsSummed() {
        float[] summed = new float[TAPS * outChannels];
        for (int tap = 0; tap < TAPS; tap++) {
            for (int out = 0; out < outChannels; out++) {
                double sum = 0;
                for (int in = 0; in < inChannels; in++) {
                    sum += kernel[(tap * inChannels + in) * outChannels + out];
                }
                summed[tap * outChannels + out] = (float) sum;
            }
        }
        return new TrunkConvolution(1, outChannels, summed, affine);
    }

    /** Returns the one with a bias that computes the same as a normalisation does at inference. */
    TrunkConvolution folded() {
        float[] scaled = new float[kernel.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (kernel[i] * affine.scale(i % outChannels));
        }
        return new TrunkConvolution(inChannels, outChannels, scaled, new Bias(shifts()));
    }

    /** Returns what is added to each channel. */
    float[] shifts() {
        float[] shifts = new float[outChannels];
        for (int c = 0; c < outChannels; c++) {
            shifts[c] = (float) affine.shift(c);
        }
        return shifts;
    }
}
