package arc.train.loop;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

import java.util.Objects;

/**
 * Keeps the weights and the head's state of the best epoch by validation precision@1; the later one where they are equal, and the
 * last one where nothing is measured. Says when it is time to give up.
 */
final class BestEpoch {

    private int epoch;
    private double precisionAt1 = Double.NEGATIVE_INFINITY;
    private int improvedIn;
    private @Nullable INDArray params;
    private double headState;

    /** Takes a copy if this epoch is the best so far. */
    void offer(int candidate, double candidatePrecisionAt1, INDArray current, double currentHeadState) {
        if (candidatePrecisionAt1 < precisionAt1) {
            return;
        }
        if (candidatePrecisionAt1 > precisionAt1) {
            improvedIn = candidate;
        }
        epoch = candidate;
        precisionAt1 = Double.isNaN(candidatePrecisionAt1) ? precisionAt1 : candidatePrecisionAt1;
        keep(current, currentHeadState);
    }

    /** Goes on where another run was. */
    void resume(int bestEpoch, double bestPrecisionAt1, int improved, INDArray bestParams, double bestHeadState) {
        epoch = bestEpoch;
        precisionAt1 = bestPrecisionAt1;
        improvedIn = improved;
        keep(bestParams, bestHeadState);
    }

    private void keep(INDArray current, double currentHeadState) {
        headState = currentHeadState;
        if (params == null) {
            params = current.dup();
        } else {
            params.assign(current);
        }
    }

    int epoch() {
        return epoch;
    }

    double precisionAt1() {
        return precisionAt1;
    }

    /** Returns the last epoch that was better than all before it. */
    int improvedIn() {
        return improvedIn;
    }

    /** Returns the weights of the best epoch, once there is one. */
    @Nullable
    INDArray params() {
        return params;
    }

    /** Returns the head's state at the end of that epoch. */
    double headState() {
        return headState;
    }

    /**
     * Says whether the last epochs brought nothing.
     *
     * @param epochsDone finished epochs
     * @param patience epochs without a better one that are borne; 0: any number
     */
    boolean isTimeToStop(int epochsDone, int patience) {
        return patience > 0 && epochsDone - improvedIn >= patience;
    }

    /** Puts the kept weights back, once there are some. */
    void restoreInto(INDArray current) {
        current.assign(Objects.requireNonNull(params));
    }
}
