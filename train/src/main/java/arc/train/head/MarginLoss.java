package arc.train.head;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Computes what a {@link MarginHead} says of a batch. */
public final class MarginLoss {

    private MarginLoss() {}

    /**
     * Computes losses and gradients.
     *
     * @param x raw embeddings, [B, D], float or double
     * @param w raw class weights, [C, D]
     * @param b bias, [C], for {@link Softmax}; null for the others
     * @param labels class index of each sample, [B]
     * @param smoothing share of the target that goes to all classes alike, in [0, 1)
     */
    public static HeadGradients of(MarginHead head, INDArray x, INDArray w, @Nullable INDArray b, int[] labels,
            double smoothing) {
        return switch (head) {
            case Softmax _ -> SoftmaxLoss.of(x, w, b, labels, smoothing);
            case AngularHead angular -> AngularLoss.of(x, w, labels, angular, smoothing);
        };
    }

    /** Returns the logits without the margin, [B, C]: what a prediction goes by, which knows no labels. */
    public static INDArray logits(MarginHead head, INDArray x, INDArray w, @Nullable INDArray b) {
        return switch (head) {
            case Softmax _ -> SoftmaxLoss.logits(x, w, b);
            case AngularHead angular -> AngularLoss.logits(x, w, angular.scale());
        };
    }
}
