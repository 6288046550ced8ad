package arc.train.transfer;

/** What is done to each channel between a convolution and its ReLU. */
sealed interface Affine permits Bias, BatchNorm {

    /** Returns the factor on a channel. */
    double scale(int channel);

    /** Returns what is added to a channel, after the factor. */
    double shift(int channel);
}
