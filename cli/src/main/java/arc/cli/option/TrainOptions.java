package arc.cli.option;

import arc.infer.ArcException;
import arc.infer.data.ImageSource;
import arc.infer.data.ImageSources;
import arc.infer.image.Preprocessing;
import arc.train.data.InputChoice;
import arc.train.data.Sampler;
import arc.train.data.augment.Augmentation;
import arc.train.head.MarginHead;
import arc.train.head.MarginHeads;
import arc.train.loop.LossConfig;
import arc.train.loop.NetworkConfig;
import arc.train.loop.OptimizationConfig;
import arc.train.loop.OptimizationConfig.Rates;
import arc.train.loop.OptimizerKind;
import arc.train.loop.SamplingConfig;
import arc.train.loop.Schedule;
import arc.train.loop.TrainConfig;
import arc.train.net.Vgg;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Holds how a network is built and trained; the defaults are those of {@link TrainConfig}. */
public final class TrainOptions {

    private static final String BY_PICTURES = "(default: by the pictures).";

    @Option(names = "--backbone", paramLabel = "NET", defaultValue = "vgg16", description = "vgg11, vgg13, vgg16 or vgg19 (default: ${DEFAULT-VALUE}).")
    private Vgg backbone = NetworkConfig.DEFAULT_VGG;

    @Option(names = "--width", paramLabel = "X", defaultValue = ""
            + NetworkConfig.DEFAULT_WIDTH, description = "Multiplier of the backbone's channels (default: ${DEFAULT-VALUE}).")
    private double width;

    @Option(names = "--batch-norm", negatable = true, defaultValue = "true", fallbackValue = "true", description = "Batch normalisation after each convolution (default: on).")
    private boolean batchNorm;

    @Option(names = "--size", paramLabel = "PIXELS", defaultValue = ""
            + NetworkConfig.DEFAULT_SIZE_PIXELS, description = "Side of the square input; 32 at least (default: ${DEFAULT-VALUE}).")
    private int size;

    @Option(names = "--channels", paramLabel = "CHANNELS", description = "grey or rgb " + BY_PICTURES)
    private Preprocessing.@Nullable Channels channels;

    @Option(names = "--fit", paramLabel = "FIT", description = {"pad (centred on black; a larger picture is skipped)",
            "or resize (bilinear, antialiased; the aspect ratio is not kept) " + BY_PICTURES})
    private Preprocessing.@Nullable Fit fit;

    @Option(names = "--mean", paramLabel = "X[,X,X]", split = ",", defaultValue = "0.5", description = "Subtracted after division by 255: one value, or one a channel (default: ${DEFAULT-VALUE}).")
    private List<Double> mean = List.of();

    @Option(names = "--std", paramLabel = "X[,X,X]", split = ",", defaultValue = "0.5", description = "Divided by, after that: one value, or one a channel (default: ${DEFAULT-VALUE}).")
    private List<Double> std = List.of();

    @Option(names = "--dim", paramLabel = "N", defaultValue = ""
            + NetworkConfig.DEFAULT_DIMENSION, description = "Length of the embedding (default: ${DEFAULT-VALUE}).")
    private int dimension;

    @Option(names = "--head", paramLabel = "HEAD", defaultValue = "arcface", description = "Margin head: softmax, normface, cosface or arcface (default: ${DEFAULT-VALUE}).")
    private String head = "";

    @Option(names = "--margin", paramLabel = "M", description = "The head's margin: arcface in radians (default: 0.5), cosface in cosine (default: 0.35);"
            + " normface and softmax have none.")
    private @Nullable Double margin;

    @Option(names = "--scale", paramLabel = "S", description = "Factor on the logits: 8 to 30 suit ten classes, 64 thousands; softmax has none"
            + " (default: 30).")
    private @Nullable Double scale;

    @Option(names = "--epochs", paramLabel = "N", defaultValue = ""
            + TrainConfig.DEFAULT_EPOCHS, description = "Passes over the images (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(names = "--batch", paramLabel = "N", defaultValue = ""
            + OptimizationConfig.DEFAULT_BATCH, description = "Images a step (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(names = "--optimizer", paramLabel = "NAME", defaultValue = "sgd", description = "sgd (momentum 0.9) or adam (default: ${DEFAULT-VALUE}).")
    private OptimizerKind optimizer = OptimizerKind.SGD;

    @Option(names = "--lr", paramLabel = "X", description = "Peak learning rate (default: 0.02 for sgd, 0.001 for adam).")
    private @Nullable Double learningRate;

    @Option(names = "--weight-decay", paramLabel = "X", defaultValue = ""
            + OptimizationConfig.DEFAULT_WEIGHT_DECAY, description = "Weight decay (default: ${DEFAULT-VALUE}).")
    private double weightDecay;

    @Option(names = "--schedule", paramLabel = "NAME", defaultValue = "one-cycle", description = "Of the learning rate: one-cycle, cosine, step or constant (default: ${DEFAULT-VALUE}).")
    private Schedule schedule = Schedule.ONE_CYCLE;

    @Option(names = "--margin-warmup", paramLabel = "EPOCHS", defaultValue = ""
            + LossConfig.DEFAULT_MARGIN_WARMUP_EPOCHS, description = "Epochs over which the margin grows from 0 (default: ${DEFAULT-VALUE}).")
    private double marginWarmupEpochs;

    @Option(names = "--augment", paramLabel = "LEVEL", description = {
            "none, light (small shifts, turns and zooms) or strong (random crops, other colours, parts erased)",
            "(default: light)."})
    private @Nullable Augmentation augmentation;

    @Option(names = "--flip", negatable = true, description = {
            "Whether augmentation turns half of the pictures left to right",
            "(default: on, except for mnist)."})
    private @Nullable Boolean flip;

    @Option(names = "--balance", paramLabel = "HOW", defaultValue = "none", description = {
            "none (all images once an epoch), class (all classes alike often) or PxK, such as 16x4",
            "(batches of K images of each of P classes) (default: ${DEFAULT-VALUE})."})
    private String balance = "";

    @Option(names = "--warmup", paramLabel = "EPOCHS", defaultValue = "0", description = "Epochs over which the learning rate rises from nearly 0; one-cycle brings its own"
            + " (default: ${DEFAULT-VALUE}).")
    private double warmupEpochs;

    @Option(names = "--backbone-lr", paramLabel = "X", description = "Peak learning rate of the backbone's convolutions, such as a tenth after --init"
            + " (default: as --lr).")
    private @Nullable Double backboneLearningRate;

    @Option(names = "--clip-norm", paramLabel = "X", defaultValue = "0", description = "Shorten gradients to this norm; 0: never (default: ${DEFAULT-VALUE}).")
    private double clipNorm;

    @Option(names = "--freeze-until", paramLabel = "BLOCK", defaultValue = "none", description = "Leave the backbone as it is up to block1, block2, block3, block4 or block5"
            + " (default: ${DEFAULT-VALUE}).")
    private FreezeUntil freezeUntil = FreezeUntil.NONE;

    @Option(names = "--label-smoothing", paramLabel = "X", defaultValue = "0", description = "Share of the target that goes to all classes alike, 0 to below 1 (default: ${DEFAULT-VALUE}).")
    private double labelSmoothing;

    @Option(names = "--patience", paramLabel = "EPOCHS", defaultValue = "0", description = "End after so many epochs without a better validation precision@1; 0: never"
            + " (default: ${DEFAULT-VALUE}).")
    private int patienceEpochs;

    @Option(names = "--limit", paramLabel = "N", description = "Train on N images, each class's share of them (default: all).")
    private @Nullable Integer limit;

    @Option(names = "--val", paramLabel = "FRACTION|DATA", description = "What to measure by and to choose the best epoch: a share of each class, or other data"
            + " (default: the data's own val split, else 0.05).")
    private @Nullable String validation;

    @Option(names = "--seed", paramLabel = "N", defaultValue = ""
            + TrainConfig.DEFAULT_SEED, description = "Of everything random; the same seed gives the same model (default: ${DEFAULT-VALUE}).")
    private long seed;

    /** Names the stage that {@code --freeze-until} ends with. */
    public enum FreezeUntil {
        /** All of the backbone learns. */
        NONE,
        /** The first stage stays as it is. */
        BLOCK1,
        /** The first two. */
        BLOCK2,
        /** The first three. */
        BLOCK3,
        /** The first four. */
        BLOCK4,
        /** All of the backbone. */
        BLOCK5
    }

    /** Returns the part of the data to train on; the images themselves where there is no limit. */
    public ImageSource limited(ImageSource images) {
        return limit == null ? images : ImageSources.limit(images, limit, seed);
    }

    /** Returns what to validate on as it was typed, a fraction or data; null where nothing was. */
    public @Nullable String validation() {
        return validation;
    }

    /**
     * Returns what the options and the pictures say.
     *
     * @throws ArcException of kind USAGE when a value is out of range
     */
    public TrainConfig config(ImageSource source, double validationFraction) {
        MarginHead marginHead = MarginHeads.of(head, optional(margin), optional(scale));
        double rate = learningRate == null ? optimizer.defaultLearningRate() : learningRate;
        try {
            Preprocessing preprocessing = InputChoice.choose(source, size, Optional.ofNullable(channels),
                    Optional.ofNullable(fit), mean, std);
            NetworkConfig network = new NetworkConfig(backbone, width, batchNorm, dimension, preprocessing);
            Rates rates = new Rates(rate, backboneLearningRate == null ? rate : backboneLearningRate, schedule,
                    warmupEpochs);
            OptimizationConfig optimization = new OptimizationConfig(batch, optimizer, rates, weightDecay, clipNorm,
                    freezeUntil.ordinal());
            return new TrainConfig(network, new LossConfig(marginHead, marginWarmupEpochs, labelSmoothing),
                    sampling(source.name()), optimization, epochs, patienceEpochs, validationFraction, seed);
        } catch (IllegalArgumentException e) {
            throw new ArcException(ArcException.Kind.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private SamplingConfig sampling(String dataName) {
        return new SamplingConfig(Sampler.of(balance),
                augmentation == null ? Augmentation.defaultFor(dataName) : augmentation,
                flip == null ? Augmentation.flipsByDefault(dataName) : flip);
    }

    private static OptionalDouble optional(@Nullable Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
