package arc.train.head;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Computes loss and gradients of an {@link AngularHead}. With x̂ = x/‖x‖, ŵ = w/‖w‖ and
 * g = ∂L/∂cos θ of the other classes, ∂L/∂x = (g·ŵ − x̂·Σ<sub>j</sub> g<sub>j</sub>cos θ<sub>j</sub>)/‖x‖, and
 * likewise for w. The own class goes by its angle: ∂θ/∂x = −t/‖x‖, where t is the unit tangent from x̂
 * towards ŵ. What depends on ‖x‖ adds x̂·∂L/∂‖x‖. A zero embedding has no direction: its cosines are 0, and it gets and
 * gives no gradient.
 */
final class AngularLoss {

    private AngularLoss() {}

    static HeadGradients of(BatchAngles angles, AngularHead head, double state, double smoothing) {
        int batch = angles.size();
        int classes = angles.classes();
        INDArray w = angles.w();
        double[][] ownX = new double[batch][]; // what each sample's own class adds to dx, before ‖x‖ divides
        double[][] ownW = new double[(int) w.size(0)][(int) w.size(1)]; // and to dw
        double[] losses = new double[batch];
        double[][] g = new double[batch][(int) w.size(0)];
        double[] alongX = new double[batch]; // Σ over classes of g·cos
        double[] alongW = new double[(int) w.size(0)]; // Σ over samples of g·cos
        double[] byLength = new double[batch]; // ∂L/∂‖x‖
        boolean usesLength = false;
        int correct = 0;
        AngularSample sample = new AngularSample(angles);
        for (int i = 0; i < batch; i++) {
            int y = angles.label(i);
            correct += angles.isCorrect(i) ? 1 : 0;
            sample.moveTo(i);
            head.logits(sample, state);
            double[] byLogits = sample.logits();
            losses[i] = CrossEntropy.intoGradient(byLogits, y, smoothing) + sample.penalty();
            byLength[i] = sample.lengthGradient(byLogits);
            usesLength |= byLength[i] != 0;
            double slope = byLogits[y] * sample.slope(y);
            ownX[i] = angles.own(i).atX(slope);
            angles.own(i).addAtW(slope, ownW[angles.rowOf(i, y)]);
            for (int j = 0; j < classes; j++) {
                if (j != y) {
                    int row = angles.rowOf(i, j);
                    double byCosine = byLogits[j] * sample.slope(j);
                    g[i][row] = byCosine;
                    alongX[i] += byCosine * angles.cosine(i, j);
                    alongW[row] += byCosine * angles.cosine(i, j);
                }
            }
        }
        DataType type = angles.x().dataType();
        INDArray xUnit = angles.xUnit();
        INDArray wUnit = angles.wUnit();
        INDArray gradient = Nd4j.createFromArray(g).castTo(type);
        INDArray dx = gradient.mmul(wUnit).subi(xUnit.mulColumnVector(UnitRows.column(alongX, type)));
        INDArray dw = gradient.transpose().mmul(xUnit).subi(wUnit.mulColumnVector(UnitRows.column(alongW, type)));
        dx.addi(Nd4j.createFromArray(ownX).castTo(type));
        dw.addi(Nd4j.createFromArray(ownW).castTo(type));
        UnitRows.divideByNorms(dx, angles.x());
        UnitRows.divideByNorms(dw, w);
        if (usesLength) {
            dx.addi(xUnit.mulColumnVector(UnitRows.column(byLength, type)));
        }
        return new HeadGradients(losses, correct, dx, dw, null, state);
    }
}
