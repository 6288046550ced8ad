package arc.train.loop;

import arc.infer.image.Preprocessing;
import arc.train.net.Backbone;
import arc.train.net.Vgg;

import java.util.List;

/**
 * Says what is trained.
 *
 * @param vgg which of the VGG family
 * @param width multiplier of its channels
 * @param batchNorm whether batch normalisation follows each convolution
 * @param dimension length of the embedding
 * @param featureRelu whether a ReLU follows the embedding layer
 * @param preprocessing what turns a picture into the network's input
 */
public record NetworkConfig(Vgg vgg, double width, boolean batchNorm, int dimension, boolean featureRelu,
        Preprocessing preprocessing) {

    /** The article's network; its smaller sisters train faster and embed nearly as well. */
    public static final Vgg DEFAULT_VGG = Vgg.VGG16;
    /** The published channel counts. */
    public static final double DEFAULT_WIDTH = 1;
    /** The size that the article pads MNIST to, and the smallest that five poolings allow. */
    public static final int DEFAULT_SIZE_PIXELS = 32;
    /** The dimension that face recognition settled on. */
    public static final int DEFAULT_DIMENSION = 512;

    /** Checks the values. */
    public NetworkConfig {
        new Backbone(vgg, width, batchNorm, preprocessing.channels().count(), preprocessing.sizePixels(), dimension);
    }

    /** Describes a network without a ReLU after the embedding layer. */
    public NetworkConfig(Vgg vgg, double width, boolean batchNorm, int dimension, Preprocessing preprocessing) {
        this(vgg, width, batchNorm, dimension, false, preprocessing);
    }

    /** Returns the defaults, for the given input. */
    public static NetworkConfig defaults(Preprocessing preprocessing) {
        return new NetworkConfig(DEFAULT_VGG, DEFAULT_WIDTH, true, DEFAULT_DIMENSION, preprocessing);
    }

    /** Returns the preprocessing for MNIST and its like: 28×28 grey, padded to 32×32, values in [-1, 1]. */
    public static Preprocessing defaultPreprocessing() {
        return new Preprocessing(DEFAULT_SIZE_PIXELS, Preprocessing.Channels.GREY, Preprocessing.Fit.PAD, List.of(0.5),
                List.of(0.5));
    }

    /** Returns the trunk that the configuration describes. */
    public Backbone backbone() {
        return new Backbone(vgg, width, batchNorm, preprocessing.channels().count(), preprocessing.sizePixels(),
                dimension, featureRelu);
    }
}
