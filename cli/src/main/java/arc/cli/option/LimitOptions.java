package arc.cli.option;

import arc.infer.ArcException;
import arc.infer.data.LabelledImage;
import arc.infer.data.StratifiedLimit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import java.util.Arrays;
import java.util.List;

/** Takes a part of the pictures; the same part as {@code train} takes with the same limit and seed. */
public final class LimitOptions {

    @Option(names = "--limit", paramLabel = "N", description = "Take N pictures, each label's share of them (default: all).")
    private @Nullable Integer limit;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "42", description = "Chooses which pictures --limit takes (default: ${DEFAULT-VALUE}).")
    private long seed;

    /**
     * Returns the pictures that are wanted, in their order.
     *
     * @throws ArcException of kind USAGE when the limit is below 1
     */
    public List<LabelledImage> of(List<LabelledImage> images) {
        if (limit == null) {
            return images;
        }
        int[] taken = StratifiedLimit.rows(images.stream().map(image -> image.label().orElse(null)).toList(), limit,
                seed);
        return Arrays.stream(taken).mapToObj(images::get).toList();
    }

    /**
     * Refuses a limit beside something that isn't pictures.
     *
     * @throws ArcException of kind USAGE when there is a limit
     */
    public void refuseBeside(String other) {
        if (limit != null) {
            throw new ArcException(ArcException.Kind.USAGE,
                    "--limit takes a part of pictures, and " + other + " are none");
        }
    }
}
