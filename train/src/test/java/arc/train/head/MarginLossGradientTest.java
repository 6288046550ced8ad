package arc.train.head;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import java.util.Random;

class MarginLossGradientTest {

    static java.util.List<MarginHead> heads() {
        return java.util.List.of(new Softmax(), new NormFace(8), new CosFace(0.35, 8), new ArcFace(0.5, 8),
                new ArcFace(0.2, 30), new ArcFace(1.2, 8));
    }

    @ParameterizedTest
    @MethodSource("heads")
    void gradientsAgreeWithCentralDifferences(MarginHead head) {
        for (double smoothing : new double[]{0, 0.2}) {
            check(head, smoothing);
        }
    }

    private static void check(MarginHead head, double smoothing) {
        Random random = new Random(7);
        INDArray x = gaussian(random, 5, 6);
        INDArray w = gaussian(random, 4, 6);
        INDArray b = head instanceof Softmax ? gaussian(random, 1, 4).reshape(4) : null;
        int[] labels = {0, 3, 1, 3, 2};
        HeadGradients analytic = MarginLoss.of(head, x, w, b, labels, smoothing);
        assertThat(largestRelativeError(analytic.dx(), x, () -> loss(head, x, w, b, labels, smoothing)))
                .isLessThan(1e-5);
        assertThat(largestRelativeError(analytic.dw(), w, () -> loss(head, x, w, b, labels, smoothing)))
                .isLessThan(1e-5);
        if (b != null) {
            assertThat(largestRelativeError(java.util.Objects.requireNonNull(analytic.db()), b,
                    () -> loss(head, x, w, b, labels, smoothing))).isLessThan(1e-5);
        }
    }

    private static double loss(MarginHead head, INDArray x, INDArray w, @org.jspecify.annotations.Nullable INDArray b,
            int[] labels, double smoothing) {
        return MarginLoss.of(head, x, w, b, labels, smoothing).lossSum();
    }

    private static INDArray gaussian(Random random, int rows, int columns) {
        double[] values = random.doubles((long) rows * columns, -1, 1).toArray();
        return Nd4j.createFromArray(values).castTo(DataType.DOUBLE).reshape(rows, columns);
    }

    static double largestRelativeError(INDArray analytic, INDArray variable, java.util.function.DoubleSupplier loss) {
        double largest = 0;
        double step = 1e-6;
        for (long i = 0; i < variable.length(); i++) {
            double before = variable.getDouble(i);
            variable.putScalar(i, before + step);
            double plus = loss.getAsDouble();
            variable.putScalar(i, before - step);
            double minus = loss.getAsDouble();
            variable.putScalar(i, before);
            double numeric = (plus - minus) / (2 * step);
            double exact = analytic.getDouble(i);
            double scale = Math.max(Math.abs(numeric) + Math.abs(exact), 1e-3);
            largest = Math.max(largest, Math.abs(numeric - exact) / scale);
        }
        return largest;
    }
}
