package arc.cli.option;

import arc.infer.ArcException;
import arc.infer.data.ImageSource;
import arc.infer.data.ImageSources;
import arc.infer.evaluation.OpenSet;
import arc.train.loop.SamplingConfig;
import arc.train.loop.TrainConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;

/** Holds everything that decides what a training computes; the defaults are those of {@link TrainConfig}. */
public final class TrainOptions {

    @Mixin
    private final NetworkOptions network = new NetworkOptions();

    @Mixin
    private final LossOptions loss = new LossOptions();

    @Mixin
    private final SamplingOptions sampling = new SamplingOptions();

    @Option(names = "--epochs", paramLabel = "N", defaultValue = ""
            + TrainConfig.DEFAULT_EPOCHS, description = "Passes over the images (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Mixin
    private final OptimizationOptions optimization = new OptimizationOptions();

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

    /**
     * Leaves out the classes that are kept from training.
     *
     * @throws ArcException of kind USAGE when one of them is none of the labels
     */
    public ImageSource known(ImageSource images) {
        OpenSet open = sampling.openSet();
        if (open.isEmpty()) {
            return images;
        }
        open.requireAmong(images.images().stream().flatMap(image -> image.label().stream()).toList(), images.name());
        return ImageSources.without(images, open.labels());
    }

    /** Leaves them out of what is measured by, which need not have them. */
    public ImageSource knownForValidation(ImageSource images) {
        return ImageSources.without(images, sampling.openSet().labels());
    }

    /** Returns the part of the data to train on; the images themselves where there is no limit. */
    public ImageSource limited(ImageSource images) {
        return limit == null ? images : ImageSources.limit(images, limit, seed);
    }

    /** Returns what to validate on as it was typed, a fraction or data; null where nothing was. */
    public @Nullable String validation() {
        return validation;
    }

    /** Returns the file to start from; null for random weights. */
    public @Nullable Path init() {
        return network.init();
    }

    /**
     * Returns what the options and the pictures say.
     *
     * @param start what to start from, which says what wasn't typed; null for random weights
     * @throws ArcException of kind USAGE when a value is out of range
     */
    public TrainConfig config(ImageSource source, double validationFraction, @Nullable StartingPoint start) {
        try {
            SamplingConfig sampled = sampling.config(source.name());
            return new TrainConfig(network.config(source, start), start == null ? TrainConfig.NO_INIT : start.sha256(),
                    loss.config(), sampled, optimization.config(sampled.sampler()), epochs, patienceEpochs,
                    validationFraction, seed);
        } catch (IllegalArgumentException e) {
            throw new ArcException(ArcException.Kind.USAGE, String.valueOf(e.getMessage()), e);
        }
    }
}
