package arc.train.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class AngularHeadTest {

    static Stream<AngularHead> withoutLengths() {
        return Heads.withoutLengths().stream();
    }

    static Stream<AngularHead> all() {
        return Stream.concat(withoutLengths(), Heads.withLengths().stream());
    }

    @ParameterizedTest
    @MethodSource("all")
    void theTargetLogitFallsAllTheWayFromZeroToPi(AngularHead head) {
        for (double length : new double[]{1, 60, 200}) {
            double[] logits = Heads.own(head, length,
                    IntStream.rangeClosed(0, 10_000).mapToDouble(i -> Math.PI * i / 10_000).toArray())[0];
            int rises = 0;
            for (int i = 1; i < logits.length; i++) {
                rises += logits[i] < logits[i - 1] + 1e-9 ? 0 : 1;
            }
            assertThat(rises).as("rises at length %s", length).isZero();
        }
    }

    @Test
    void theEasyMarginStepsUpAtARightAngle() {
        double[] logits = Heads.own(new ArcFace(0.5, 1, true), 1, 1.5, Math.PI / 2 - 1e-9, Math.PI / 2 + 1e-9, 2.9)[0];
        assertThat(logits).containsExactly(
                new double[]{Math.cos(2), -Math.sin(0.5), 0, Math.cos(2.9)}, within(1e-8));
    }

    @ParameterizedTest
    @MethodSource("all")
    void theSlopeIsTheDerivativeOfTheLogit(AngularHead head) {
        double step = 1e-6;
        for (double angle : new double[]{0.1, 0.7, 1.5, 1.9, 2.2, 2.9, 3.1}) {
            double[][] own = Heads.own(head, 50, angle - step, angle, angle + step);
            double numeric = (own[0][2] - own[0][0]) / (2 * step);
            double scale = Math.abs(own[0][1]) + Math.abs(numeric);
            assertThat(own[1][1]).as("at %s", angle).isCloseTo(numeric, within(1e-6 * scale));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void lossAndGradientAreFiniteWhereAnglesEnd(AngularHead head) {
        double fold = Math.PI - Math.min(head.margin(), Math.PI);
        double[][] embeddings = {{1, 0, 0}, {-1, 0, 0}, {Math.cos(fold), Math.sin(fold), 0}, {0, 0, 0},
                {1e-30, 0, 0}, {1e15, 0, 0}};
        for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
            INDArray x = Nd4j.createFromArray(embeddings).castTo(type);
            INDArray w = Nd4j.createFromArray(new double[][]{{2, 0, 0}, {0, 0, 0}, {0, 3, 0}}).castTo(type);
            HeadGradients result = MarginLoss.step(head, x, w, null, new int[]{0, 0, 0, 0, 0, 0}, 0,
                    Heads.state(head));
            assertThat(result.state()).isFinite();
            assertThat(result.lossesCopy()).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY);
            for (INDArray gradient : List.of(result.dx(), result.dw())) {
                for (double value : gradient.castTo(DataType.DOUBLE).dup('c').data().asDouble()) {
                    assertThat(value).isFinite();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("withoutLengths")
    void theLossDoesNotDependOnLengths(AngularHead head) {
        assertSameLosses(head, 17, 0.01);
    }

    @ParameterizedTest
    @MethodSource("all")
    void theLossDoesNotDependOnTheLengthsOfTheClassWeights(AngularHead head) {
        assertSameLosses(head, 1, 0.01);
    }

    private static void assertSameLosses(AngularHead head, double xFactor, double wFactor) {
        INDArray x = Nd4j.createFromArray(new double[][]{{0.3, -1, 2}, {1, 1, -0.4}}).muli(20);
        INDArray w = Nd4j.createFromArray(new double[][]{{0.1, 2, 2}, {-1, 0.5, -0.4}});
        int[] labels = {1, 0};
        double state = Heads.state(head);
        double[] losses = MarginLoss.step(head, x, w, null, labels, 0, state).lossesCopy();
        double[] scaled = MarginLoss.step(head, x.mul(xFactor), w.mul(wFactor), null, labels, 0, state).lossesCopy();
        assertThat(scaled).containsExactly(losses, within(1e-9));
    }

    @Test
    void orthogonalClassesStartAtTheKnownLoss() {
        int classes = 10;
        INDArray w = Nd4j.eye(classes + 1).castTo(DataType.DOUBLE).get(
                org.nd4j.linalg.indexing.NDArrayIndex.interval(0, classes), org.nd4j.linalg.indexing.NDArrayIndex.all())
                .dup('c');
        INDArray x = Nd4j.zeros(DataType.DOUBLE, 1, classes + 1).putScalar(0, classes, 1);
        double loss = MarginLoss.of(new ArcFace(0.5, 64), x, w, null, new int[]{3}, 0, 0).lossSum();
        assertThat(loss).isCloseTo(64 * Math.sin(0.5) + Math.log(classes - 1), within(1e-9));
    }

    @Test
    void anEmbeddingOnItsClassWeightHasNoGradientAcross() {
        java.util.Random random = new java.util.Random(5);
        for (int i = 0; i < 20; i++) {
            double[] along = random.doubles(512, -1, 1).toArray();
            INDArray w = Nd4j.createFromArray(new double[][]{along, random.doubles(512, -1, 1).toArray()});
            INDArray x = Nd4j.createFromArray(new double[][]{along});
            HeadGradients result = MarginLoss.of(new ArcFace(0.5, 4), x, w, null, new int[]{0}, 0, 0);
            double inwards = result.dx().mul(x).sumNumber().doubleValue() / x.norm2Number().doubleValue();
            assertThat(inwards).as("the loss does not depend on the length").isCloseTo(0, within(1e-12));
        }
    }

    @Test
    void anEmbeddingWithoutADirectionIsNotCorrectForItsOwnClass() {
        INDArray w = Nd4j.createFromArray(new double[][]{{1, 0}, {0, 1}});
        HeadGradients result = MarginLoss.of(new ArcFace(0.5, 30), Nd4j.zeros(DataType.DOUBLE, 1, 2), w, null,
                new int[]{1}, 0, 0);
        assertThat(result.correct()).isZero();
    }

    @Test
    void accuracyLeavesTheMarginOut() {
        INDArray w = Nd4j.createFromArray(new double[][]{{1, 0}, {0, 1}});
        INDArray x = Nd4j.createFromArray(new double[][]{{1, 0.9}, {1, 1.1}});
        HeadGradients result = MarginLoss.of(new ArcFace(0.5, 30), x, w, null, new int[]{0, 0}, 0, 0);
        assertThat(result.correct()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("all")
    void noShareOfTheMarginIsNone(AngularHead head) {
        double[] angles = {0, 0.4, 1.5, 2.4, 3.1};
        double length = 40;
        double[] logits = Heads.own(head.withMarginShare(0), length, angles)[0];
        double factor = switch (head) {
            case SphereFace _ -> head.scale() * length;
            case AdaCos _ -> Heads.state(head);
            default -> head.scale();
        };
        for (int i = 0; i < angles.length; i++) {
            assertThat(logits[i]).isCloseTo(factor * Math.cos(angles[i]), within(1e-9));
        }
        assertThat(head.withMarginShare(1)).isEqualTo(head);
    }
}
