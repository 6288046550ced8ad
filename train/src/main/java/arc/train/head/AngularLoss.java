package arc.train.head;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Computes loss and gradients of an {@link AngularHead}. With x̂ = x/‖x‖, ŵ = w/‖w‖ and
 * g = ∂L/∂cos θ of the other classes, ∂L/∂x = (g·ŵ − x̂·Σ<sub>j</sub> g<sub>j</sub>cos θ<sub>j</sub>)/‖x‖, and
 * likewise for w. The own class goes by its angle: ∂θ/∂x = −t/‖x‖, where t is the unit tangent from x̂
 * towards ŵ. A zero embedding has no direction: its cosines are 0, and it gets and gives no gradient.
 */
final class AngularLoss {

    private AngularLoss() {}

    /** Returns s·cos θ, [B, C]: the logits without the margin. */
    static INDArray logits(INDArray x, INDArray w, double scale) {
        return unitRows(x).mmul(unitRows(w).transpose()).muli(scale);
    }

    static HeadGradients of(INDArray x, INDArray w, int[] labels, AngularHead head, double smoothing) {
        INDArray xUnit = unitRows(x);
        INDArray wUnit = unitRows(w);
        double[][] cosines = xUnit.mmul(wUnit.transpose()).castTo(DataType.DOUBLE).toDoubleMatrix();
        int batch = cosines.length;
        int classes = (int) w.size(0);

        double[][] xRows = x.castTo(DataType.DOUBLE).toDoubleMatrix();
        double[][] wRows = w.castTo(DataType.DOUBLE).toDoubleMatrix();
        double[][] ownX = new double[batch][]; // what each sample's own class adds to dx, before ‖x‖ divides
        double[][] ownW = new double[classes][(int) w.size(1)]; // and to dw
        double[] losses = new double[batch];
        double[][] g = new double[batch][classes];
        double[] alongX = new double[batch]; // Σ over classes of g·cos
        double[] alongW = new double[classes]; // Σ over samples of g·cos
        int correct = 0;
        for (int i = 0; i < batch; i++) {
            int y = labels[i];
            Tangent own = Tangent.between(xRows[i], wRows[y]);
            cosines[i][y] = Math.cos(own.angleRadians());
            correct += Rows.indexOfMax(cosines[i]) == y ? 1 : 0;
            for (int j = 0; j < classes; j++) {
                g[i][j] = head.scale() * cosines[i][j];
            }
            g[i][y] = head.targetLogit(own.angleRadians());
            losses[i] = CrossEntropy.intoGradient(g[i], y, smoothing);
            double slope = g[i][y] * head.targetSlope(own.angleRadians());
            ownX[i] = own.atX(slope);
            own.addAtW(slope, ownW[y]);
            for (int j = 0; j < classes; j++) {
                g[i][j] = j == y ? 0 : head.scale() * g[i][j];
                alongX[i] += g[i][j] * cosines[i][j];
                alongW[j] += g[i][j] * cosines[i][j];
            }
        }
        INDArray gradient = Nd4j.createFromArray(g).castTo(x.dataType());
        INDArray dx = gradient.mmul(wUnit).subi(xUnit.mulColumnVector(column(alongX, x.dataType())));
        INDArray dw = gradient.transpose().mmul(xUnit).subi(wUnit.mulColumnVector(column(alongW, x.dataType())));
        dx.addi(Nd4j.createFromArray(ownX).castTo(x.dataType()));
        dw.addi(Nd4j.createFromArray(ownW).castTo(w.dataType()));
        divideByNorms(dx, x);
        divideByNorms(dw, w);
        return new HeadGradients(losses, correct, dx, dw, null);
    }

    private static INDArray unitRows(INDArray a) {
        INDArray unit = a.dup('c');
        divideByNorms(unit, a);
        return unit;
    }

    /** Divides each row of {@code target} by the norm of that row of {@code of}; a zero row makes it zero. */
    private static void divideByNorms(INDArray target, INDArray of) {
        double[] factors = of.norm2(1).castTo(DataType.DOUBLE).toDoubleVector();
        for (int i = 0; i < factors.length; i++) {
            factors[i] = factors[i] > 0 ? 1 / factors[i] : 0;
        }
        target.muliColumnVector(column(factors, target.dataType()));
    }

    private static INDArray column(double[] values, DataType type) {
        return Nd4j.createFromArray(values).castTo(type).reshape(values.length, 1);
    }
}
