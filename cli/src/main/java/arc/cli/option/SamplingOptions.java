package arc.cli.option;

import arc.infer.ArcException;
import arc.infer.evaluation.OpenSet;
import arc.train.data.Sampler;
import arc.train.data.augment.Augmentation;
import arc.train.loop.SamplingConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Holds which pictures an epoch shows, and how they are changed. */
final class SamplingOptions {

    @Option(names = "--augment", paramLabel = "LEVEL", description = {
            "none, light (small shifts, turns and zooms) or strong (random crops, other colours, parts erased)",
            "(default: light)."})
    private @Nullable Augmentation augmentation;

    @Option(names = "--flip", negatable = true, description = {
            "Whether augmentation turns half of the pictures left to right (default: on, except for mnist)."})
    private @Nullable Boolean flips;

    @Option(names = "--plain-epochs", paramLabel = "N", defaultValue = "0", description = {
            "How many epochs at the end show the pictures as they are, without augmentation (default: ${DEFAULT-VALUE})."})
    private int plainEpochs;

    @Option(names = "--balance", paramLabel = "HOW", defaultValue = "none", description = {
            "none (all images once an epoch), class (all classes alike often) or PxK, such as 16x4 (batches of K",
            "images of each of P classes) (default: ${DEFAULT-VALUE})."})
    private String balance = "";

    @Option(names = "--imbalance", paramLabel = "R", defaultValue = ""
            + SamplingConfig.NO_IMBALANCE, description = {
                    "Make classes unequal on purpose: the first keeps all of its training images, the last the share R,",
                    "those between them geometrically less and less (default: ${DEFAULT-VALUE})."})
    private double imbalance;

    @Option(names = "--open-set", paramLabel = "LABELS", description = {
            "Labels, such as 7,8,9 (\\, is a comma in one), of classes that are neither trained on nor measured by, for evaluate --open-set",
            "(default: none)."})
    private @Nullable String openSet;

    OpenSet openSet() {
        return openSet == null ? OpenSet.NONE : OpenSet.parse(openSet);
    }

    SamplingConfig config(String dataName) {
        SamplingConfig defaults = SamplingConfig.defaultsFor(dataName);
        if (augmentation == Augmentation.NONE) {
            String useless = plainEpochs != 0 ? "--plain-epochs" : Boolean.TRUE.equals(flips) ? "--flip" : "";
            if (!useless.isEmpty()) {
                throw new ArcException(ArcException.Kind.USAGE,
                        useless + " changes nothing with --augment none: leave out one of them");
            }
        }
        return new SamplingConfig(Sampler.of(balance),
                augmentation == null ? defaults.augmentation() : augmentation,
                flips == null ? defaults.flips() : flips, plainEpochs, imbalance, openSet());
    }
}
