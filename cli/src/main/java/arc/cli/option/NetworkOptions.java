package arc.cli.option;

import arc.infer.data.ImageSource;
import arc.infer.image.Preprocessing;
import arc.train.data.InputChoice;
import arc.train.loop.NetworkConfig;
import arc.train.net.Vgg;
import arc.train.transfer.PretrainedTrunk;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Holds what is trained and how it sees pictures; the defaults are those of {@link NetworkConfig}. */
final class NetworkOptions {

    private static final String BY_PICTURES = "(default: by the pictures).";
    private static final double HALF = 0.5;

    @Option(names = "--backbone", paramLabel = "NET", description = "vgg11, vgg13, vgg16 or vgg19 (default: vgg16).")
    private @Nullable Vgg backbone;

    @Option(names = "--width", paramLabel = "X", description = "Multiplier of the backbone's channels (default: "
            + NetworkConfig.DEFAULT_WIDTH + ").")
    private @Nullable Double width;

    @Option(names = "--batch-norm", negatable = true, description = "Batch normalisation after each convolution (default: on).")
    private @Nullable Boolean batchNorm;

    @Option(names = "--size", paramLabel = "PIXELS", defaultValue = ""
            + NetworkConfig.DEFAULT_SIZE_PIXELS, description = "Side of the square input; 32 at least (default: ${DEFAULT-VALUE}).")
    private int size;

    @Option(names = "--channels", paramLabel = "CHANNELS", description = "grey, rgb or bgr " + BY_PICTURES)
    private Preprocessing.@Nullable Channels channels;

    @Option(names = "--fit", paramLabel = "FIT", description = {"pad (centred on black; a larger picture is skipped),",
            "resize (bilinear, antialiased; the aspect ratio is not kept)",
            "or crop (the shorter side to the size, then the middle) " + BY_PICTURES})
    private Preprocessing.@Nullable Fit fit;

    @Option(names = "--mean", paramLabel = "X[,X,X]", split = ",", description = "Subtracted after division by 255: one value, or one a channel (default: "
            + HALF + ").")
    private @Nullable List<Double> mean;

    @Option(names = "--std", paramLabel = "X[,X,X]", split = ",", description = "Divided by, after that: one value, or one a channel (default: "
            + HALF + ").")
    private @Nullable List<Double> std;

    @Option(names = "--dim", paramLabel = "N", description = "Length of the embedding (default: "
            + NetworkConfig.DEFAULT_DIMENSION + ").")
    private @Nullable Integer dimension;

    @Option(names = "--feature-relu", negatable = true, description = "ReLU after the embedding layer; part of the exported model (default: off).")
    private boolean featureRelu;

    @Option(names = "--init", paramLabel = "FILE", description = {
            "Start from the backbone of an arc model, a VGG in ONNX, or a Keras VGG16 or VGG19 (.h5). What isn't given is",
            "as in the file then: --backbone, --width, --batch-norm, --dim, --channels, --mean, --std",
            "(default: random weights)."})
    private @Nullable Path init;

    /** Returns the file to start from; null for random weights. */
    @Nullable
    Path init() {
        return init;
    }

    /**
     * Returns what the options, the pictures and the starting point say, in this order of precedence.
     *
     * @param start null for random weights
     * @throws IllegalArgumentException when a value is out of range
     */
    NetworkConfig config(ImageSource source, @Nullable StartingPoint start) {
        NetworkConfig defaults = start == null
                ? NetworkConfig.defaults(NetworkConfig.defaultPreprocessing())
                : ofTrunk(start.trunk());
        return new NetworkConfig(Objects.requireNonNullElse(backbone, defaults.vgg()),
                Objects.requireNonNullElse(width, defaults.width()),
                Objects.requireNonNullElse(batchNorm, defaults.batchNorm()),
                Objects.requireNonNullElse(dimension, defaults.dimension()), featureRelu, preprocessing(source, start));
    }

    private static NetworkConfig ofTrunk(PretrainedTrunk trunk) {
        return new NetworkConfig(trunk.vgg(), trunk.width().orElse(NetworkConfig.DEFAULT_WIDTH), trunk.batchNorm(),
                trunk.dimension().orElse(NetworkConfig.DEFAULT_DIMENSION), NetworkConfig.defaultPreprocessing());
    }

    private Preprocessing preprocessing(ImageSource source, @Nullable StartingPoint start) {
        Optional<Preprocessing> known = start == null ? Optional.empty() : start.trunk().preprocessing();
        Optional<Preprocessing.Channels> wanted = Optional.ofNullable(channels)
                .or(() -> known.map(Preprocessing::channels));
        Optional<Preprocessing> same = known.filter(p -> wanted.filter(p.channels()::equals).isPresent());
        return InputChoice.choose(source, size, wanted, Optional.ofNullable(fit),
                mean != null ? mean : same.map(Preprocessing::mean).orElse(List.of(HALF)),
                std != null ? std : same.map(Preprocessing::std).orElse(List.of(HALF)));
    }
}
