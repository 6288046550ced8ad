package arc.train.head;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Holds what one batch gives: the loss of each sample, and the gradients of their sum (not their mean:
 * DL4J divides by the batch itself).
 */
public final class HeadGradients {

    private final double[] losses; // [B]
    private final int correct;
    private final INDArray dx; // [B, D]
    private final INDArray dw; // [C, D]
    private final @Nullable INDArray db; // [C]
    private final double state;

    HeadGradients(double[] losses, int correct, INDArray dx, INDArray dw, @Nullable INDArray db, double state) {
        this.losses = losses;
        this.correct = correct;
        this.dx = dx;
        this.dw = dw;
        this.db = db;
        this.state = state;
    }

    /** Returns the loss of each sample. */
    public double[] lossesCopy() {
        return losses.clone();
    }

    /** Returns the sum of the losses. */
    public double lossSum() {
        double sum = 0;
        for (double loss : losses) {
            sum += loss;
        }
        return sum;
    }

    /** Returns how many samples are nearest to their own class, the margin left out. */
    public int correct() {
        return correct;
    }

    /** Returns the gradient by the raw embeddings, [B, D]. */
    public INDArray dx() {
        return dx;
    }

    /** Returns the gradient by the raw class weights, [C·K, D]. */
    public INDArray dw() {
        return dw;
    }

    /** Returns the gradient by the bias, [C], where the head has one. */
    public @Nullable INDArray db() {
        return db;
    }

    /** Returns the state that the head used; 0 where it has none. */
    public double state() {
        return state;
    }
}
