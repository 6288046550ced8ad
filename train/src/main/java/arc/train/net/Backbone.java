package arc.train.net;

import arc.infer.model.ForeignCard;
import arc.train.kernel.BlockPasses;

import java.util.ArrayList;
import java.util.List;

/**
 * Describes the trunk: VGG stages, then one linear layer to the embedding, with a ReLU after it or not.
 *
 * @param vgg which of the family
 * @param width multiplier of the channels, in (0, 4]; the product is rounded to a multiple of
 *     {@value #CHANNEL_STEP}, at least {@value #CHANNEL_STEP}
 * @param batchNorm whether each convolution is followed by batch normalisation (and then has no bias)
 * @param inputChannels 1 or 3
 * @param sizePixels side of the square input, at least {@value #MIN_SIZE_PIXELS}
 * @param dimension length of the embedding, 1 to {@value ForeignCard#MAX_DIMENSION}
 * @param featureRelu whether a ReLU follows the linear layer: embeddings then lie in the positive orthant, and no two of
 *     them are more than 90° apart
 */
public record Backbone(Vgg vgg, double width, boolean batchNorm, int inputChannels, int sizePixels, int dimension,
        boolean featureRelu) {

    /** Five poolings halve the picture five times: 32 pixels end as one. */
    public static final int MIN_SIZE_PIXELS = 32;

    /** Whole vectors keep the passes over activations simple and fast. */
    public static final int CHANNEL_STEP = BlockPasses.CHANNEL_STEP;

    /** Checks the values. */
    public Backbone {
        if (!(width > 0 && width <= 4)) {
            throw new IllegalArgumentException("width must be in (0, 4], got " + width);
        }
        if (inputChannels != 1 && inputChannels != 3) {
            throw new IllegalArgumentException("input channels must be 1 or 3, got " + inputChannels);
        }
        if (sizePixels < MIN_SIZE_PIXELS) {
            throw new IllegalArgumentException(
                    "size must be >= " + MIN_SIZE_PIXELS + " pixels for five poolings, got " + sizePixels);
        }
        if (dimension < 1 || dimension > ForeignCard.MAX_DIMENSION) {
            throw new IllegalArgumentException(
                    "dim must be 1 to " + ForeignCard.MAX_DIMENSION + ", got " + dimension);
        }
    }

    /** Describes a trunk that ends with the linear layer. */
    public Backbone(Vgg vgg, double width, boolean batchNorm, int inputChannels, int sizePixels, int dimension) {
        this(vgg, width, batchNorm, inputChannels, sizePixels, dimension, false);
    }

    /**
     * Describes one convolution of the trunk.
     *
     * @param inChannels channels before it
     * @param outChannels channels after it
     * @param stage from 1 at the input to 5
     * @param pooled whether it is the last of its stage
     */
    public record Convolution(int inChannels, int outChannels, int stage, boolean pooled) {}

    /** Returns the convolutions from the input on. */
    public List<Convolution> convolutions() {
        List<Convolution> list = new ArrayList<>();
        int in = inputChannels;
        for (int stage = 0; stage < Vgg.STAGE_CHANNELS.size(); stage++) {
            int out = channels(Vgg.STAGE_CHANNELS.get(stage));
            int count = vgg.convolutions().get(stage);
            for (int i = 1; i <= count; i++) {
                list.add(new Convolution(in, out, stage + 1, i == count));
                in = out;
            }
        }
        return list;
    }

    /** Returns the number of parameters: of the convolutions with what follows them, and of the linear layer. */
    public long parameters() {
        long count = 0;
        long channels = inputChannels;
        for (Convolution c : convolutions()) {
            count += 9L * c.inChannels() * c.outChannels() + (batchNorm ? 4L : 1L) * c.outChannels();
            channels = c.outChannels();
        }
        long side = sizePixels >> Vgg.STAGE_CHANNELS.size();
        return count + (side * side * channels + 1) * dimension;
    }

    /** Returns the number of values that the convolutions compute for one picture, before they are pooled. */
    public long activations() {
        return convolutions().stream()
                .mapToLong(c -> c.outChannels() * (long) Math.pow(sizePixels >> (c.stage() - 1), 2)).sum();
    }

    private int channels(int atWidthOne) {
        return Math.max(CHANNEL_STEP, (int) Math.round(atWidthOne * width / CHANNEL_STEP) * CHANNEL_STEP);
    }
}
