package arc.cli.option;

import arc.train.head.MarginHeads;
import arc.train.loop.LossConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import java.util.OptionalDouble;

/** Holds what is made small; the defaults are those of {@link LossConfig}. */
final class LossOptions {

    @Option(names = "--head", paramLabel = "HEAD", defaultValue = "arcface", description = "Margin head: softmax, normface, cosface or arcface (default: ${DEFAULT-VALUE}).")
    private String head = "";

    @Option(names = "--margin", paramLabel = "M", description = "The head's margin: arcface in radians (default: 0.5), cosface in cosine (default: 0.35);"
            + " normface and softmax have none.")
    private @Nullable Double margin;

    @Option(names = "--scale", paramLabel = "S", description = "Factor on the logits: 8 to 30 suit ten classes, 64 thousands; softmax has none"
            + " (default: 30).")
    private @Nullable Double scale;

    @Option(names = "--margin-warmup", paramLabel = "EPOCHS", defaultValue = ""
            + LossConfig.DEFAULT_MARGIN_WARMUP_EPOCHS, description = "Epochs over which the margin grows from 0 (default: ${DEFAULT-VALUE}).")
    private double marginWarmupEpochs;

    @Option(names = "--label-smoothing", paramLabel = "X", defaultValue = "0", description = "Share of the target that goes to all classes alike, 0 to below 1 (default: ${DEFAULT-VALUE}).")
    private double labelSmoothing;

    LossConfig config() {
        return new LossConfig(MarginHeads.of(head, optional(margin), optional(scale)), marginWarmupEpochs,
                labelSmoothing);
    }

    private static OptionalDouble optional(@Nullable Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
