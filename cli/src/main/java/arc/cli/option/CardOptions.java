package arc.cli.option;

import arc.infer.image.Interpolation;
import arc.infer.image.Preprocessing.Channels;
import arc.infer.image.Preprocessing.Fit;
import arc.infer.model.CardRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import java.util.List;

/** Holds how a foreign model sees pictures, where its file leaves it open. */
public final class CardOptions {

    private static final String HALF = "0.5";

    @Option(names = "--size", paramLabel = "PIXELS", description = "Side of the square input (default: what the file says).")
    private @Nullable Integer size;

    @Option(names = "--channels", paramLabel = "CHANNELS", description = {
            "grey, rgb or bgr, the order in which the model has them",
            "(default: grey where the file says one channel, else rgb)."})
    private @Nullable Channels channels;

    @Option(names = "--fit", paramLabel = "FIT", defaultValue = "resize", description = {
            "resize (the aspect ratio is not kept), crop (the shorter side to the size, then the middle)",
            "or pad (centred on black; a larger picture is refused) (default: ${DEFAULT-VALUE})."})
    private Fit fit = Fit.RESIZE;

    @Option(names = "--interpolation", paramLabel = "FILTER", defaultValue = "bilinear", description = "bilinear or bicubic, antialiased (default: ${DEFAULT-VALUE}).")
    private Interpolation interpolation = Interpolation.BILINEAR;

    @Option(names = "--mean", paramLabel = "X[,X,X]", split = ",", defaultValue = HALF, description = {
            "Subtracted after division by 255: one value, or one a channel in the order of --channels",
            "(default: ${DEFAULT-VALUE})."})
    private List<Double> mean = List.of();

    @Option(names = "--std", paramLabel = "X[,X,X]", split = ",", defaultValue = HALF, description = {
            "Divided by, after that: one value, or one a channel in the order of --channels",
            "(default: ${DEFAULT-VALUE})."})
    private List<Double> std = List.of();

    @Option(names = "--input", paramLabel = "NAME", description = "The input that takes pictures (default: the file's only one).")
    private @Nullable String input;

    @Option(names = "--output", paramLabel = "NAME", description = {"The output that is the embedding",
            "(default: the only one of the form [batch, dimension])."})
    private @Nullable String output;

    /** Returns what was asked for. */
    public CardRequest request() {
        return new CardRequest(size, channels, fit, interpolation, mean, std, input, output);
    }
}
