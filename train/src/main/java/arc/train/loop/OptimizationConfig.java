package arc.train.loop;

import arc.train.net.Vgg;

/**
 * Says how steps are taken.
 *
 * @param batch images a step, at least 2; fewer where there are fewer images
 * @param optimizer how gradients become steps
 * @param rates learning rates
 * @param weightDecay on kernels and weights; none on biases and batch normalisation
 * @param clipNorm longest gradient, as the Euclidean norm of all that is learned (Pascanu et al. 2013, algorithm 1);
 *     0: none is shortened
 * @param frozenStages stages of the backbone, from the input on, that stay as they are, 0 to 5
 */
public record OptimizationConfig(int batch, OptimizerKind optimizer, Rates rates, double weightDecay, double clipNorm,
        int frozenStages) {

    /** Small enough to regularise, large enough to fill two cores. */
    public static final int DEFAULT_BATCH = 64;
    /** The value VGG was published with. */
    public static final double DEFAULT_WEIGHT_DECAY = 5e-4;

    /**
     * Says how large steps are.
     *
     * @param peak of the schedule
     * @param backbone peak for the backbone's convolutions, the same or, after pre-training, a smaller one; 0 is refused:
     *     freezing is cheaper
     * @param schedule how the rates move over the run
     * @param warmupEpochs over which they rise evenly from nearly 0, besides the schedule; one-cycle brings its own
     */
    public record Rates(double peak, double backbone, Schedule schedule, double warmupEpochs) {

        /** Checks the values. */
        public Rates {
            Checks.require(peak > 0 && Double.isFinite(peak), "lr must be > 0, got " + peak);
            Checks.require(backbone > 0 && Double.isFinite(backbone), "backbone lr must be > 0, got " + backbone);
            Checks.require(warmupEpochs >= 0 && Double.isFinite(warmupEpochs),
                    "warm-up must be >= 0 epochs, got " + warmupEpochs);
            Checks.require(warmupEpochs == 0 || schedule != Schedule.ONE_CYCLE,
                    "one-cycle rises by itself: leave out --warmup, or choose another --schedule");
        }

        /** Returns one rate for all, along one cycle. */
        public static Rates oneCycle(double peak) {
            return new Rates(peak, peak, Schedule.ONE_CYCLE, 0);
        }

        /**
         * Returns the factor on both rates at one step.
         *
         * @param step steps done before it
         * @param steps of the whole run
         */
        double shareAt(long step, long steps, int stepsPerEpoch) {
            double warmupSteps = warmupEpochs * stepsPerEpoch;
            double rise = warmupSteps == 0 ? 1 : Math.min(1, (step + 1) / warmupSteps);
            return rise * schedule.shareAt((double) step / steps);
        }
    }

    /** Checks the values. */
    public OptimizationConfig {
        Checks.require(batch >= 2, "batch must be >= 2, got " + batch);
        Checks.require(weightDecay >= 0 && Double.isFinite(weightDecay),
                "weight decay must be >= 0, got " + weightDecay);
        Checks.require(clipNorm >= 0 && Double.isFinite(clipNorm), "clip norm must be >= 0, got " + clipNorm);
        Checks.require(frozenStages >= 0 && frozenStages <= Vgg.STAGE_CHANNELS.size(),
                "frozen stages must be 0 to " + Vgg.STAGE_CHANNELS.size() + ", got " + frozenStages);
    }

    /** Returns the defaults. */
    public static OptimizationConfig defaults() {
        return sgd(OptimizerKind.SGD.defaultLearningRate());
    }

    /** Returns the defaults with another peak rate. */
    public static OptimizationConfig sgd(double peak) {
        return new OptimizationConfig(DEFAULT_BATCH, OptimizerKind.SGD, Rates.oneCycle(peak), DEFAULT_WEIGHT_DECAY,
                0, 0);
    }
}
