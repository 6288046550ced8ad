package arc.cli.option;

import arc.infer.ArcException;
import arc.train.head.HeadSetting;
import arc.train.head.MarginHead;
import arc.train.head.MarginHeads;
import arc.train.loop.LossConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import java.util.EnumMap;
import java.util.Map;

/** Holds what is made small; the defaults are those of {@link LossConfig} and of each head. */
final class LossOptions {

    @Option(names = "--head", paramLabel = "HEAD", defaultValue = "arcface", completionCandidates = HeadNames.class, description = "Margin head: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private String head = "";

    @Option(names = "--margin", paramLabel = "M", completionCandidates = HeadMargins.class, description = "The head's margin: ${COMPLETION-CANDIDATES}; the others have none.")
    private @Nullable Double margin;

    @Option(names = "--scale", paramLabel = "S", description = "Factor on the logits: 8 to 30 suit ten classes, 64 thousands; sphereface multiplies by the embedding's length besides"
            + " (its default: 1), softmax has one with --normalize-features only, adacos finds its own (default: 30).")
    private @Nullable Double scale;

    @Option(names = "--easy-margin", negatable = true, description = "arcface: no margin for a sample at 90 degrees or more from its class (default: off).")
    private @Nullable Boolean easyMargin;

    @Option(names = "--sub-centers", paramLabel = "K", description = "subcenter-arcface: weight vectors of a class, of which the nearest counts (default: 3).")
    private @Nullable Integer subCenters;

    @Option(names = "--m1", paramLabel = "X", description = "combined: multiplier of the angle in cos(m1*angle + margin) - m3 (default: 1).")
    private @Nullable Double multiplier;

    @Option(names = "--m3", paramLabel = "X", description = "combined: margin that is subtracted from the cosine (default: 0.2).")
    private @Nullable Double cosineMargin;

    @Option(names = "--max-margin", paramLabel = "M", description = "magface: margin in radians at length 110; --margin is that at length 10 (default: 0.8).")
    private @Nullable Double maxMargin;

    @Option(names = "--length-weight", paramLabel = "X", description = "magface: weight of what makes embeddings long (default: 35).")
    private @Nullable Double lengthWeight;

    @Option(names = "--head-bias", negatable = true, description = "softmax: a bias for each class (default: on).")
    private @Nullable Boolean bias;

    @Option(names = "--normalize-weights", negatable = true, description = "softmax: class weights of length 1 (default: off).")
    private @Nullable Boolean normalizeWeights;

    @Option(names = "--normalize-features", negatable = true, description = "softmax: embeddings of length 1, times --scale (default: off).")
    private @Nullable Boolean normalizeFeatures;

    @Option(names = "--margin-warmup", paramLabel = "EPOCHS", description = "Epochs over which the margin grows from none (default: "
            + LossConfig.DEFAULT_MARGIN_WARMUP_EPOCHS + ").")
    private @Nullable Double marginWarmupEpochs;

    @Option(names = "--label-smoothing", paramLabel = "X", defaultValue = "0", description = "Share of the target that goes to all classes alike, 0 to below 1 (default: ${DEFAULT-VALUE}).")
    private double labelSmoothing;

    LossConfig config() {
        MarginHead made = MarginHeads.of(head, given());
        if (marginWarmupEpochs != null && marginWarmupEpochs != 0 && !MarginHeads.named(head).hasMargin()) {
            throw new ArcException(ArcException.Kind.USAGE,
                    "head " + head + " has no margin that could grow: leave out --margin-warmup");
        }
        return new LossConfig(made,
                marginWarmupEpochs == null ? LossConfig.DEFAULT_MARGIN_WARMUP_EPOCHS : marginWarmupEpochs,
                labelSmoothing);
    }

    private Map<HeadSetting, Double> given() {
        Map<HeadSetting, Double> given = new EnumMap<>(HeadSetting.class);
        put(given, HeadSetting.MARGIN, margin);
        put(given, HeadSetting.SCALE, scale);
        put(given, HeadSetting.EASY_MARGIN, easyMargin);
        put(given, HeadSetting.SUB_CENTERS, subCenters);
        put(given, HeadSetting.M1, multiplier);
        put(given, HeadSetting.M3, cosineMargin);
        put(given, HeadSetting.MAX_MARGIN, maxMargin);
        put(given, HeadSetting.LENGTH_WEIGHT, lengthWeight);
        put(given, HeadSetting.HEAD_BIAS, bias);
        put(given, HeadSetting.NORMALIZE_WEIGHTS, normalizeWeights);
        put(given, HeadSetting.NORMALIZE_FEATURES, normalizeFeatures);
        return given;
    }

    private static void put(Map<HeadSetting, Double> given, HeadSetting setting, @Nullable Number value) {
        if (value != null) {
            given.put(setting, value.doubleValue());
        }
    }

    private static void put(Map<HeadSetting, Double> given, HeadSetting setting, @Nullable Boolean value) {
        if (value != null) {
            given.put(setting, value ? 1.0 : 0.0);
        }
    }
}
