package arc.train.head;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Computes loss and gradients of {@link Softmax}: with g = softmax − target, dx = s·g·W, dW = s·gᵀ·x, db = Σ g; through
 * a normalisation, less the part along the vector.
 */
final class SoftmaxLoss {

    private SoftmaxLoss() {}

    /** Returns the logits, [B, C]. */
    static INDArray logits(Softmax head, INDArray x, INDArray w, @Nullable INDArray b) {
        return product(head, used(x, head.normalizeFeatures()), used(w, head.normalizeWeights()), b);
    }

    private static INDArray product(Softmax head, INDArray usedX, INDArray usedW, @Nullable INDArray b) {
        INDArray logits = usedX.mmul(usedW.transpose());
        if (head.scale() != 1) {
            logits.muli(head.scale());
        }
        return b == null ? logits : logits.addiRowVector(b);
    }

    static HeadGradients of(Softmax head, INDArray x, INDArray w, @Nullable INDArray b, int[] labels,
            double smoothing) {
        INDArray usedX = used(x, head.normalizeFeatures());
        INDArray usedW = used(w, head.normalizeWeights());
        double[][] rows = product(head, usedX, usedW, b).castTo(DataType.DOUBLE).toDoubleMatrix();
        double[] losses = new double[rows.length];
        int correct = 0;
        for (int i = 0; i < rows.length; i++) {
            correct += Rows.indexOfMax(rows[i]) == labels[i] ? 1 : 0;
            losses[i] = CrossEntropy.intoGradient(rows[i], labels[i], smoothing);
        }
        INDArray g = Nd4j.createFromArray(rows).castTo(x.dataType());
        INDArray db = b == null ? null : g.sum(0);
        if (head.scale() != 1) {
            g.muli(head.scale());
        }
        INDArray dx = g.mmul(usedW);
        INDArray dw = g.transpose().mmul(usedX);
        return new HeadGradients(losses, correct,
                head.normalizeFeatures() ? UnitRows.backwards(dx, usedX, x) : dx,
                head.normalizeWeights() ? UnitRows.backwards(dw, usedW, w) : dw, db, 0);
    }

    private static INDArray used(INDArray a, boolean normalized) {
        return normalized ? UnitRows.of(a) : a;
    }
}
