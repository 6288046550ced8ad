package arc.train.loop;

import arc.infer.image.Preprocessing;

/**
 * Holds everything that decides what a run computes: the same configuration, data and seed train the same
 * model on a CPU.
 *
 * @param network what is trained
 * @param init what its weights start from: {@value #NO_INIT}, or the SHA-256 of the file that was given
 * @param loss what is made small
 * @param sampling which pictures an epoch shows, and how they are changed
 * @param optimization how steps are taken
 * @param epochs passes over the training images, at least 1
 * @param patienceEpochs the run ends early after so many epochs without a better validation precision@1; 0: never
 * @param validationFraction share of each class that is kept from training to measure by
 * @param seed of everything random
 */
public record TrainConfig(NetworkConfig network, String init, LossConfig loss, SamplingConfig sampling,
        OptimizationConfig optimization, int epochs, int patienceEpochs, double validationFraction, long seed) {

    /** Weights drawn from the seed. */
    public static final String NO_INIT = "none";
    /** One-cycle converges in a few epochs; more gain little on MNIST (docs/mnist.md). */
    public static final int DEFAULT_EPOCHS = 10;
    /** Enough images to choose an epoch by, few enough not to miss them. */
    public static final double DEFAULT_VALIDATION_FRACTION = 0.05;
    /** Any number does; this one is stated. */
    public static final long DEFAULT_SEED = 42;

    /** Checks the values. */
    public TrainConfig {
        Checks.require(epochs >= 1, "epochs must be >= 1, got " + epochs);
        Checks.require(sampling.plainEpochs() <= epochs,
                "plain-epochs must be at most the epochs, " + epochs + ", got " + sampling.plainEpochs());
        Checks.require(patienceEpochs >= 0, "patience must be >= 0 epochs, got " + patienceEpochs);
        Checks.require(validationFraction >= 0 && validationFraction < 1,
                "validation fraction must be in [0, 1), got " + validationFraction);
    }

    /**
     * Returns the defaults, for the given input.
     *
     * @param dataName on which augmentation depends
     */
    public static TrainConfig defaults(Preprocessing preprocessing, String dataName) {
        return new TrainConfig(NetworkConfig.defaults(preprocessing), NO_INIT, LossConfig.of(LossConfig.DEFAULT_HEAD),
                SamplingConfig.defaultsFor(dataName),
                OptimizationConfig.defaults(), DEFAULT_EPOCHS, 0, DEFAULT_VALIDATION_FRACTION, DEFAULT_SEED);
    }

    /** Returns what turns a picture into the network's input. */
    public Preprocessing preprocessing() {
        return network.preprocessing();
    }
}
