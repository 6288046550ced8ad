package arc.train.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import arc.infer.ArcException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import java.util.List;
import java.util.OptionalDouble;

class AngularHeadTest {

    static List<AngularHead> heads() {
        return List.of(new NormFace(30), new CosFace(0.35, 64), new ArcFace(0, 30), new ArcFace(0.5, 64),
                new ArcFace(1.2, 30), new ArcFace(Math.PI / 2, 8));
    }

    @ParameterizedTest
    @MethodSource("heads")
    void theTargetLogitFallsAllTheWayFromZeroToPi(AngularHead head) {
        double before = head.targetLogit(0);
        for (int i = 1; i <= 10_000; i++) {
            double logit = head.targetLogit(Math.PI * i / 10_000);
            assertThat(logit).as("at %d/10000 of pi", i).isLessThan(before + 1e-9);
            before = logit;
        }
    }

    @ParameterizedTest
    @MethodSource("heads")
    void theSlopeIsTheDerivativeOfTheLogit(AngularHead head) {
        double step = 1e-6;
        for (double angle : new double[]{0.1, 0.7, 1.5, 1.9, 2.2, 2.9, 3.1}) {
            double numeric = (head.targetLogit(angle + step) - head.targetLogit(angle - step)) / (2 * step);
            assertThat(head.targetSlope(angle)).as("at %s", angle).isCloseTo(numeric, within(1e-6 * head.scale()));
        }
    }

    @ParameterizedTest
    @MethodSource("heads")
    void lossAndGradientAreFiniteWhereAnglesEnd(AngularHead head) {
        double fold = Math.PI - head.margin();
        double[][] embeddings = {{1, 0, 0}, {-1, 0, 0}, {Math.cos(fold), Math.sin(fold), 0}, {0, 0, 0},
                {1e-30, 0, 0}, {1e15, 0, 0}};
        for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
            INDArray x = Nd4j.createFromArray(embeddings).castTo(type);
            INDArray w = Nd4j.createFromArray(new double[][]{{2, 0, 0}, {0, 0, 0}, {0, 3, 0}}).castTo(type);
            HeadGradients result = MarginLoss.of(head, x, w, null, new int[]{0, 0, 0, 0, 0, 0}, 0);
            assertThat(result.lossesCopy()).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY);
            for (INDArray gradient : List.of(result.dx(), result.dw())) {
                for (double value : gradient.castTo(DataType.DOUBLE).dup('c').data().asDouble()) {
                    assertThat(value).isFinite();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("heads")
    void theLossDoesNotDependOnLengths(AngularHead head) {
        INDArray x = Nd4j.createFromArray(new double[][]{{0.3, -1, 2}, {1, 1, -0.4}});
        INDArray w = Nd4j.createFromArray(new double[][]{{0.1, 2, 2}, {-1, 0.5, -0.4}});
        int[] labels = {1, 0};
        double[] losses = MarginLoss.of(head, x, w, null, labels, 0).lossesCopy();
        double[] scaled = MarginLoss.of(head, x.mul(17), w.mul(0.01), null, labels, 0).lossesCopy();
        for (int i = 0; i < losses.length; i++) {
            assertThat(scaled[i]).isCloseTo(losses[i], within(1e-9));
        }
    }

    @Test
    void orthogonalClassesStartAtTheKnownLoss() {
        int classes = 10;
        INDArray w = Nd4j.eye(classes + 1).castTo(DataType.DOUBLE).get(
                org.nd4j.linalg.indexing.NDArrayIndex.interval(0, classes), org.nd4j.linalg.indexing.NDArrayIndex.all())
                .dup('c');
        INDArray x = Nd4j.zeros(DataType.DOUBLE, 1, classes + 1).putScalar(0, classes, 1);
        double loss = MarginLoss.of(new ArcFace(0.5, 64), x, w, null, new int[]{3}, 0).lossSum();
        assertThat(loss).isCloseTo(64 * Math.sin(0.5) + Math.log(classes - 1), within(1e-9));
    }

    @Test
    void accuracyLeavesTheMarginOut() {
        INDArray w = Nd4j.createFromArray(new double[][]{{1, 0}, {0, 1}});
        INDArray x = Nd4j.createFromArray(new double[][]{{1, 0.9}, {1, 1.1}});
        HeadGradients result = MarginLoss.of(new ArcFace(0.5, 30), x, w, null, new int[]{0, 0}, 0);
        assertThat(result.correct()).isEqualTo(1);
    }

    @Test
    void headsAreMadeByNameWithTheirDefaults() {
        assertThat(MarginHeads.of("arcface", OptionalDouble.empty(), OptionalDouble.empty()))
                .isEqualTo(new ArcFace(0.5, 30));
        assertThat(MarginHeads.of("cosface", OptionalDouble.of(0.2), OptionalDouble.of(16)))
                .isEqualTo(new CosFace(0.2, 16));
        assertThat(MarginHeads.of("softmax", OptionalDouble.empty(), OptionalDouble.empty())).isEqualTo(new Softmax());
    }

    @Test
    void refusesWhatAHeadDoesNotHave() {
        assertThatThrownBy(() -> MarginHeads.of("softmax", OptionalDouble.of(0.5), OptionalDouble.empty()))
                .isInstanceOf(ArcException.class).hasMessage("head softmax has no margin, got 0.5");
        assertThatThrownBy(() -> MarginHeads.of("arcface", OptionalDouble.of(1.6), OptionalDouble.empty()))
                .hasMessage("head arcface: margin must be 0 to 1.5707964 (radians), got 1.6");
        assertThatThrownBy(() -> MarginHeads.of("arcface", OptionalDouble.empty(), OptionalDouble.of(0)))
                .hasMessage("head arcface: scale must be > 0, got 0.0");
        assertThatThrownBy(() -> MarginHeads.of("arc", OptionalDouble.empty(), OptionalDouble.empty()))
                .hasMessage("unknown head 'arc'; known heads: softmax, normface, cosface, arcface");
    }
}
