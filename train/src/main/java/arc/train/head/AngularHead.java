package arc.train.head;

/**
 * A head on the angles between embeddings and class weights, without a bias. It gives the logits of a sample, with
 * their slopes; the logits go into softmax cross-entropy.
 *
 * <p>The slope of the own class is that by the angle, and stays finite everywhere, so that the gradient does, too: it is
 * taken along the unit tangent from the embedding to its class weight, never divided by sin θ.
 *
 * <p>A head that learns from batch to batch keeps that in one number, its state, which a checkpoint holds. The interface
 * isn't sealed: a head is one file and one line in {@link MarginHeads}.
 */
public non-sealed interface AngularHead extends MarginHead {

    /** Between 8 and 30 is right for ten classes, 64 for thousands; 30 trains both. */
    double DEFAULT_SCALE = 30;

    @Override
    AngularHead withMarginShare(double share);

    /**
     * Says what the logits of a sample are.
     *
     * @param sample tells its angles and takes its logits
     * @param state the head's state at this step
     */
    void logits(AngularSample sample, double state);

    /** Returns the state before the first step; 0 for heads without one. */
    default double initialState(int classes) {
        return 0;
    }

    /**
     * Returns the state that a step uses. No gradient goes through it.
     *
     * @param before the state that the step before used
     * @param batch what is known of the step's samples
     */
    default double nextState(double before, BatchAngles batch) {
        return before;
    }
}
