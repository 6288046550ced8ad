package arc.cli.option;

import arc.infer.ArcException;
import arc.train.data.Sampler;
import arc.train.loop.OptimizationConfig;
import arc.train.loop.OptimizationConfig.Rates;
import arc.train.loop.OptimizerKind;
import arc.train.loop.Schedule;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Holds how steps are taken; the defaults are those of {@link OptimizationConfig}. */
final class OptimizationOptions {

    @Option(names = "--batch", paramLabel = "N", description = "Images a step (default: "
            + OptimizationConfig.DEFAULT_BATCH + ").")
    private @Nullable Integer batch;

    @Option(names = "--optimizer", paramLabel = "NAME", defaultValue = "sgd", description = "sgd (momentum 0.9) or adam (default: ${DEFAULT-VALUE}).")
    private OptimizerKind optimizer = OptimizerKind.SGD;

    @Option(names = "--lr", paramLabel = "X", description = "Peak learning rate (default: 0.005 for sgd, 0.001 for adam).")
    private @Nullable Double learningRate;

    @Option(names = "--backbone-lr", paramLabel = "X", description = "Peak learning rate of the backbone's convolutions, such as a tenth after --init"
            + " (default: as --lr).")
    private @Nullable Double backboneLearningRate;

    @Option(names = "--schedule", paramLabel = "NAME", defaultValue = "one-cycle", description = "Of the learning rate: one-cycle, cosine, step or constant (default: ${DEFAULT-VALUE}).")
    private Schedule schedule = Schedule.ONE_CYCLE;

    @Option(names = "--warmup", paramLabel = "EPOCHS", defaultValue = "0", description = "Epochs over which the learning rate rises from nearly 0; one-cycle brings its own"
            + " (default: ${DEFAULT-VALUE}).")
    private double warmupEpochs;

    @Option(names = "--weight-decay", paramLabel = "X", defaultValue = ""
            + OptimizationConfig.DEFAULT_WEIGHT_DECAY, description = "Weight decay (default: ${DEFAULT-VALUE}).")
    private double weightDecay;

    @Option(names = "--clip-norm", paramLabel = "X", defaultValue = "0", description = "Shorten gradients to this norm; 0: never (default: ${DEFAULT-VALUE}).")
    private double clipNorm;

    @Option(names = "--freeze-until", paramLabel = "BLOCK", defaultValue = "none", description = "Leave the backbone as it is up to block1, block2, block3, block4 or block5"
            + " (default: ${DEFAULT-VALUE}).")
    private FreezeUntil freezeUntil = FreezeUntil.NONE;

    /** Returns what the options say; a sampler that makes batches of a size of its own says how large they are. */
    OptimizationConfig config(Sampler sampler) {
        double rate = learningRate == null ? optimizer.defaultLearningRate() : learningRate;
        Rates rates = new Rates(rate, backboneLearningRate == null ? rate : backboneLearningRate, schedule,
                warmupEpochs);
        return new OptimizationConfig(batch(sampler), optimizer, rates, weightDecay, clipNorm, freezeUntil.stages());
    }

    private int batch(Sampler sampler) {
        if (!(sampler instanceof Sampler.ClassesByImages own)) {
            return batch == null ? OptimizationConfig.DEFAULT_BATCH : batch;
        }
        int size = own.classes() * own.images();
        if (batch != null && batch != size) {
            throw new ArcException(ArcException.Kind.USAGE,
                    "--balance " + own.id() + " makes batches of " + size + ": leave out --batch " + batch);
        }
        return size;
    }
}
