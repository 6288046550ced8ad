package arc.train.head;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

class MarginLossGradientTest {

    static Stream<MarginHead> heads() {
        List<MarginHead> linear = new ArrayList<>();
        for (boolean bias : new boolean[]{true, false}) {
            for (boolean weights : new boolean[]{true, false}) {
                linear.add(new Softmax(bias, weights, false, 1));
                linear.add(new Softmax(bias, weights, true, 8));
            }
        }
        List<AngularHead> angular = List.of(new ArcFace(0.5, 8), new ArcFace(0.5, 8, true),
                new SubCenterArcFace(0.5, 8, 2), new SubCenterArcFace(0.3, 8, 4));
        return Stream.of(linear, angular, Heads.withoutLengths(), Heads.withLengths()).flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("heads")
    void gradientsAgreeWithCentralDifferences(MarginHead head) {
        check(head, 0, 1);
        check(head, 0.2, 12);
    }

    /** Embeddings are about {@code length} · √2 long: MagFace looks at lengths from 10 on. */
    private static void check(MarginHead head, double smoothing, double length) {
        Random random = new Random(7);
        INDArray x = gaussian(random, 5, 6).muli(length);
        INDArray w = gaussian(random, 4 * head.subCenters(), 6);
        INDArray b = head.hasBias() ? gaussian(random, 1, 4).reshape(4) : null;
        int[] labels = {0, 3, 1, 3, 2};
        double state = head instanceof AngularHead angular ? Heads.state(angular) : 0;
        HeadGradients analytic = MarginLoss.of(head, x, w, b, labels, smoothing, state);
        DoubleSupplier loss = () -> MarginLoss.of(head, x, w, b, labels, smoothing, state).lossSum();
        assertThat(largestRelativeError(analytic.dx(), x, 1e-6 * length, loss)).isLessThan(1e-5);
        assertThat(largestRelativeError(analytic.dw(), w, 1e-6, loss)).isLessThan(1e-5);
        if (b != null) {
            assertThat(largestRelativeError(Objects.requireNonNull(analytic.db()), b, 1e-6, loss)).isLessThan(1e-5);
        }
    }

    private static INDArray gaussian(Random random, int rows, int columns) {
        double[] values = random.doubles((long) rows * columns, -1, 1).toArray();
        return Nd4j.createFromArray(values).castTo(DataType.DOUBLE).reshape(rows, columns);
    }

    static double largestRelativeError(INDArray analytic, INDArray variable, double step, DoubleSupplier loss) {
        double largest = 0;
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
