package arc.cli.option;

import arc.infer.ArcException;
import arc.infer.image.Interpolation;
import arc.infer.image.Preprocessing;
import arc.infer.image.Preprocessing.Channels;
import arc.infer.image.Preprocessing.Fit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Holds how pictures become a model's input, where no model says it. */
public final class PreprocessingOptions {

    /** The size that MNIST is padded to, and the smallest that VGG's five poolings allow. */
    private static final String SIZE = "32";
    private static final String HALF = "0.5";

    @Option(names = "--size", paramLabel = "PIXELS", description = "Side of the square input (default: " + SIZE + ").")
    private @Nullable Integer size;

    @Option(names = "--channels", paramLabel = "CHANNELS", description = "grey, rgb or bgr (default: grey).")
    private @Nullable Channels channels;

    @Option(names = "--fit", paramLabel = "FIT", description = {"pad (centred on black; a larger picture is refused)",
            "resize (the aspect ratio is not kept) or crop (the shorter side to the size, then the middle)",
            "(default: pad)."})
    private @Nullable Fit fit;

    @Option(names = "--interpolation", paramLabel = "FILTER", description = "How to resize: bilinear or bicubic, antialiased (default: bilinear).")
    private @Nullable Interpolation interpolation;

    @Option(names = "--mean", paramLabel = "X[,X,X]", split = ",", description = "Subtracted after division by 255: one value, or one a channel (default: "
            + HALF + ").")
    private @Nullable List<Double> mean;

    @Option(names = "--std", paramLabel = "X[,X,X]", split = ",", description = "Divided by, after that: one value, or one a channel (default: "
            + HALF + ").")
    private @Nullable List<Double> std;

    /** Tells whether any of the options was given. */
    public boolean anyGiven() {
        return Stream.of(size, channels, fit, interpolation, mean, std).anyMatch(Objects::nonNull);
    }

    /**
     * Returns the settings.
     *
     * @throws ArcException of kind USAGE when a value is out of range
     */
    public Preprocessing preprocessing() {
        try {
            return new Preprocessing(size == null ? Integer.parseInt(SIZE) : size,
                    channels == null ? Channels.GREY : channels, fit == null ? Fit.PAD : fit,
                    interpolation == null ? Interpolation.BILINEAR : interpolation,
                    mean == null ? List.of(Double.parseDouble(HALF)) : mean,
                    std == null ? List.of(Double.parseDouble(HALF)) : std);
        } catch (IllegalArgumentException e) {
            throw new ArcException(ArcException.Kind.USAGE, String.valueOf(e.getMessage()), e);
        }
    }
}
