package arc.train.loop;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Holds what an optimiser knows of the steps before, beside the parameters: a resumed run goes on with it. */
final class OptimizerState {

    private final INDArray first; // [parameters]: velocity, or Adam's mean of gradients
    private final INDArray second; // [parameters] for Adam, its mean of squares; [1] else
    private long steps;

    OptimizerState(OptimizerKind kind, INDArray params) {
        first = Nd4j.zeros(params.dataType(), params.length());
        second = Nd4j.zeros(params.dataType(), kind == OptimizerKind.ADAM ? params.length() : 1);
    }

    /** Returns the velocity, or Adam's mean of gradients, as long as the parameters. */
    INDArray first() {
        return first;
    }

    /** Returns Adam's mean of squares, as long as the parameters; else one zero. */
    INDArray second() {
        return second;
    }

    /** Returns the steps taken. */
    long steps() {
        return steps;
    }

    /** Sets the steps taken. */
    void setSteps(long steps) {
        this.steps = steps;
    }
}
