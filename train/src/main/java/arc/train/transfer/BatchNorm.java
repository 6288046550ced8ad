package arc.train.transfer;

import arc.train.net.EmbeddingNetwork;

import java.util.Arrays;

/**
 * Normalises each channel: γ · (x − mean) / √(variance + ε) + β, with the ε of arc's networks
 * (Ioffe &amp; Szegedy 2015, algorithm 2). The arrays are not copied.
 *
 * @see EmbeddingNetwork#BATCH_NORM_EPSILON
 */
final class BatchNorm implements Affine {

    private static final double EPSILON = EmbeddingNetwork.BATCH_NORM_EPSILON;

    private final float[] gamma;
    private final float[] beta;
    private final float[] mean;
    private final float[] variance;

    private BatchNorm(float[] gamma, float[] beta, float[] mean, float[] variance) {
        this.gamma = gamma;
        this.beta = beta;
        this.mean = mean;
        this.variance = variance;
    }

    /**
     * Takes a normalisation over that has an ε of its own and follows a bias: γ makes up for the other ε, the
     * mean for the bias.
     *
     * @param bias of the convolution before it, or zeros
     * @param epsilon added to the variance where the arrays come from; the sums must be positive
     */
    static BatchNorm of(float[] gamma, float[] beta, float[] mean, float[] variance, float[] bias, double epsilon) {
        float[] adapted = new float[gamma.length];
        float[] unbiased = new float[gamma.length];
        for (int c = 0; c < gamma.length; c++) {
            adapted[c] = (float) (gamma[c] * Math.sqrt((variance[c] + EPSILON) / (variance[c] + epsilon)));
            unbiased[c] = mean[c] - bias[c];
        }
        return new BatchNorm(adapted, beta, unbiased, variance);
    }

    /**
     * Returns the normalisation that computes the same: {@code other} itself, or for a bias β = bias,
     * γ = √(1 + ε), mean 0, variance 1.
     */
    static BatchNorm of(Affine other, int channels) {
        return switch (other) {
            case BatchNorm own -> own;
            case Bias bias -> {
                float[] gamma = new float[channels];
                Arrays.fill(gamma, (float) Math.sqrt(1 + EPSILON));
                float[] beta = new float[channels];
                for (int c = 0; c < channels; c++) {
                    beta[c] = (float) bias.shift(c);
                }
                float[] variance = new float[channels];
                Arrays.fill(variance, 1);
                yield new BatchNorm(gamma, beta, new float[channels], variance);
            }
        };
    }

    /** Returns γ, not a copy. */
    float[] gamma() {
        return gamma;
    }

    /** Returns β, not a copy. */
    float[] beta() {
        return beta;
    }

    /** Returns the running means, not a copy. */
    float[] mean() {
        return mean;
    }

    /** Returns the running variances, not a copy. */
    float[] variance() {
        return variance;
    }

    @Override
    public double scale(int channel) {
        return gamma[channel] / Math.sqrt(variance[channel] + EPSILON);
    }

    @Override
    public double shift(int channel) {
        return beta[channel] - mean[channel] * scale(channel);
    }
}
