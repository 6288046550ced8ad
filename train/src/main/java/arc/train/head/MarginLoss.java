package arc.train.head;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Computes what a {@link MarginHead} says of a batch. */
public final class MarginLoss {

    private MarginLoss() {}

    /**
     * Takes a head's step: brings its state up to date, and computes losses and gradients with that.
     *
     * @param x raw embeddings, [B, D], float or double
     * @param w raw class weights, [C·K, D], those of a class together; K is {@link MarginHead#subCenters}
     * @param b bias, [C], where the head has one; else null
     * @param labels class index of each sample, [B]
     * @param smoothing share of the target that goes to all classes alike, in [0, 1)
     * @param stateBefore that of the step before, or {@link #initialState}
     * @return with the state that was used
     */
    public static HeadGradients step(MarginHead head, INDArray x, INDArray w, @Nullable INDArray b, int[] labels,
            double smoothing, double stateBefore) {
        return switch (head) {
            case Softmax softmax -> SoftmaxLoss.of(softmax, x, w, b, labels, smoothing);
            case AngularHead angular -> {
                BatchAngles angles = new BatchAngles(x, w, labels, head.subCenters());
                yield AngularLoss.of(angles, angular, angular.nextState(stateBefore, angles), smoothing);
            }
        };
    }

    /**
     * Computes losses and gradients with a state as it is.
     *
     * @see #step
     */
    public static HeadGradients of(MarginHead head, INDArray x, INDArray w, @Nullable INDArray b, int[] labels,
            double smoothing, double state) {
        return switch (head) {
            case Softmax softmax -> SoftmaxLoss.of(softmax, x, w, b, labels, smoothing);
            case AngularHead angular ->
                AngularLoss.of(new BatchAngles(x, w, labels, head.subCenters()), angular, state, smoothing);
        };
    }

    /** Returns a head's state before its first step; 0 where it has none. */
    public static double initialState(MarginHead head, int classes) {
        return switch (head) {
            case Softmax _ -> 0;
            case AngularHead angular -> angular.initialState(classes);
        };
    }

    /** Returns the logits without the margin, [B, C]: what a prediction goes by, which knows no labels. */
    public static INDArray logits(MarginHead head, INDArray x, INDArray w, @Nullable INDArray b) {
        return switch (head) {
            case Softmax softmax -> SoftmaxLoss.logits(softmax, x, w, b);
            case AngularHead angular -> BatchAngles.logits(x, w, angular.subCenters(), angular.scale());
        };
    }
}
