package arc.cli.option;

import arc.train.loop.OptimizationConfig;
import arc.train.loop.OptimizationConfig.Rates;
import arc.train.loop.OptimizerKind;
import arc.train.loop.Schedule;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Holds how steps are taken; the defaults are those of {@link OptimizationConfig}. */
final class OptimizationOptions {

    @Option(names = "--batch", paramLabel = "N", defaultValue = ""
            + OptimizationConfig.DEFAULT_BATCH, description = "Images a step (default: ${DEFAULT-VALUE}).")
    private int batch;

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

    OptimizationConfig config() {
        double rate = learningRate == null ? optimizer.defaultLearningRate() : learningRate;
        Rates rates = new Rates(rate, backboneLearningRate == null ? rate : backboneLearningRate, schedule,
                warmupEpochs);
        return new OptimizationConfig(batch, optimizer, rates, weightDecay, clipNorm, freezeUntil.stages());
    }
}
