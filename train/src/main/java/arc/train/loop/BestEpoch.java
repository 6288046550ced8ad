package arc.train.loop;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Keeps the weights of the best epoch by validation precision@1; the later one where they are equal, and the
 * last one where nothing is measured.
 */
final class BestEpoch {

    private int epoch;
    private double precisionAt1 = Double.NEGATIVE_INFINITY;
    private @Nullable INDArray params;

    /** Takes a copy if this epoch is the best so far. */
    void offer(int candidate, double candidatePrecisionAt1, INDArray current) {
        if (candidatePrecisionAt1 < precisionAt1) {
            return;
        }
        epoch = candidate;
        precisionAt1 = Double.isNaN(candidatePrecisionAt1) ? precisionAt1 : candidatePrecisionAt1;
        if (params == null) {
            params = current.dup();
        } else {
            params.assign(current);
        }
    }

    int epoch() {
        return epoch;
    }

    /** Puts the kept weights back. */
    void restoreInto(INDArray current) {
        if (params != null) {
            current.assign(params);
        }
    }
}
