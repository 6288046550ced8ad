package arc.train.loop;

import arc.infer.image.Preprocessing;
import arc.train.head.ArcFace;
import arc.train.head.MarginHead;
import arc.train.net.Backbone;
import arc.train.net.Vgg;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Holds everything that decides what a run computes: the same configuration, data and seed train the same
 * model on a CPU.
 *
 * @param vgg which of the VGG family
 * @param width multiplier of its channels
 * @param batchNorm whether batch normalisation follows each convolution
 * @param dimension length of the embedding
 * @param preprocessing what turns a picture into the network's input
 * @param head the margin head
 * @param epochs passes over the training images, at least 1
 * @param batch images a step, at least 2; fewer where there are fewer images
 * @param optimizer how gradients become steps
 * @param learningRate peak of the schedule
 * @param weightDecay on kernels and weights; none on biases and batch normalisation
 * @param schedule of the learning rate
 * @param marginWarmupEpochs the margin rises evenly from 0 over so many epochs: from the first step, the
 *     full margin can keep a network from converging
 * @param validationFraction share of each class that is kept from training to measure by
 * @param seed of everything random
 */
public record TrainConfig(Vgg vgg, double width, boolean batchNorm, int dimension, Preprocessing preprocessing,
        MarginHead head, int epochs, int batch, OptimizerKind optimizer, double learningRate, double weightDecay,
        Schedule schedule, double marginWarmupEpochs, double validationFraction, long seed) {

    /** The article's network; its smaller sisters train faster and embed nearly as well. */
    public static final Vgg DEFAULT_VGG = Vgg.VGG16;
    /** The published channel counts. */
    public static final double DEFAULT_WIDTH = 1;
    /** The size that the article pads MNIST to, and the smallest that five poolings allow. */
    public static final int DEFAULT_SIZE_PIXELS = 32;
    /** The dimension that face recognition settled on. */
    public static final int DEFAULT_DIMENSION = 512;
    /** ArcFace as in its paper, with a scale that suits ten classes as well as hundreds. */
    public static final MarginHead DEFAULT_HEAD = new ArcFace(0.5, 30);
    /** One-cycle converges in a few epochs; more gain little on MNIST (docs/mnist.md). */
    public static final int DEFAULT_EPOCHS = 10;
    /** Small enough to regularise, large enough to fill two cores. */
    public static final int DEFAULT_BATCH = 64;
    /** The value VGG was published with. */
    public static final double DEFAULT_WEIGHT_DECAY = 5e-4;
    /** ArcFace may fail to start with the full margin; one epoch is enough to get going. */
    public static final double DEFAULT_MARGIN_WARMUP_EPOCHS = 1;
    /** Enough images to choose an epoch by, few enough not to miss them. */
    public static final double DEFAULT_VALIDATION_FRACTION = 0.05;
    /** Any number does; this one is stated. */
    public static final long DEFAULT_SEED = 42;

    /** Checks the values. */
    public TrainConfig {
        require(epochs >= 1, "epochs must be >= 1, got " + epochs);
        require(batch >= 2, "batch must be >= 2, got " + batch);
        require(learningRate > 0 && Double.isFinite(learningRate), "lr must be > 0, got " + learningRate);
        require(weightDecay >= 0 && Double.isFinite(weightDecay), "weight decay must be >= 0, got " + weightDecay);
        require(marginWarmupEpochs >= 0 && Double.isFinite(marginWarmupEpochs),
                "margin warm-up must be >= 0 epochs, got " + marginWarmupEpochs);
        require(validationFraction >= 0 && validationFraction < 1,
                "validation fraction must be in [0, 1), got " + validationFraction);
        new Backbone(vgg, width, batchNorm, preprocessing.channels().count(), preprocessing.sizePixels(), dimension);
    }

    /** Returns the defaults, for the given input. */
    public static TrainConfig defaults(Preprocessing preprocessing) {
        return new TrainConfig(DEFAULT_VGG, DEFAULT_WIDTH, true, DEFAULT_DIMENSION, preprocessing, DEFAULT_HEAD,
                DEFAULT_EPOCHS, DEFAULT_BATCH, OptimizerKind.SGD, OptimizerKind.SGD.defaultLearningRate(),
                DEFAULT_WEIGHT_DECAY, Schedule.ONE_CYCLE, DEFAULT_MARGIN_WARMUP_EPOCHS, DEFAULT_VALIDATION_FRACTION,
                DEFAULT_SEED);
    }

    /** Returns the preprocessing for MNIST and its like: 28×28 grey, padded to 32×32, values in [-1, 1]. */
    public static Preprocessing defaultPreprocessing() {
        return new Preprocessing(DEFAULT_SIZE_PIXELS, Preprocessing.Channels.GREY, Preprocessing.Fit.PAD, List.of(0.5),
                List.of(0.5));
    }

    /** Returns the trunk that the configuration describes. */
    public Backbone backbone() {
        return new Backbone(vgg, width, batchNorm, preprocessing.channels().count(), preprocessing.sizePixels(),
                dimension);
    }

    /** Returns the settings that the model card has no field of its own for, by option name. */
    public Map<String, String> cardSettings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("epochs", Integer.toString(epochs));
        settings.put("batch", Integer.toString(batch));
        settings.put("optimizer", optimizer.id());
        settings.put("lr", Double.toString(learningRate));
        settings.put("weight-decay", Double.toString(weightDecay));
        settings.put("schedule", schedule.id());
        settings.put("margin-warmup", Double.toString(marginWarmupEpochs));
        settings.put("val", Double.toString(validationFraction));
        return settings;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
