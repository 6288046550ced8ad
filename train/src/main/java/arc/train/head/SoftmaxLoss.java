package arc.train.head;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Computes loss and gradients of {@link Softmax}: with g = softmax − target, dx = g·W, dW = gᵀ·x, db = Σ g. */
final class SoftmaxLoss {

    private SoftmaxLoss() {}

    /** Returns the logits x·Wᵀ + b, [B, C]. */
    static INDArray logits(INDArray x, INDArray w, @Nullable INDArray b) {
        INDArray logits = x.mmul(w.transpose());
        return b == null ? logits : logits.addiRowVector(b);
    }

    static HeadGradients of(INDArray x, INDArray w, @Nullable INDArray b, int[] labels,
            double smoothing) {
        double[][] rows = logits(x, w, b).castTo(org.nd4j.linalg.api.buffer.DataType.DOUBLE).toDoubleMatrix();
        double[] losses = new double[rows.length];
        int correct = 0;
        for (int i = 0; i < rows.length; i++) {
            correct += Rows.indexOfMax(rows[i]) == labels[i] ? 1 : 0;
            losses[i] = CrossEntropy.intoGradient(rows[i], labels[i], smoothing);
        }
        INDArray g = Nd4j.createFromArray(rows).castTo(x.dataType());
        return new HeadGradients(losses, correct, g.mmul(w), g.transpose().mmul(x), b == null ? null : g.sum(0));
    }
}
