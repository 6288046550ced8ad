package arc.train.loop;

/** Turns the gradients of one step into new parameters. */
interface Optimizer {

    /** What the rounding of a share of squares must not reach: Adam's ε. */
    double ADAM_EPSILON = 1e-8;
    /** Share of the old velocity that stays (SGD), as VGG was published with. */
    double MOMENTUM = 0.9;
    /** Adam's β₁ and β₂, as published. */
    double BETA_1 = 0.9;
    /** See {@link #BETA_1}. */
    double BETA_2 = 0.999;

    /** Returns the Euclidean norm of the gradients of all that is learned. */
    double gradientNorm();

    /**
     * Updates the parameters.
     *
     * @param rate learning rate of this step
     * @param gradientScale factor on the gradients, which are a sum over the batch
     */
    void step(double rate, double gradientScale);

    /** Returns what the next step depends on. */
    OptimizerState state();
}
