package arc.train.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import java.util.Random;
import java.util.stream.IntStream;

/** Heads without golden values, and what the papers' equations say of special cases. */
class SpecialCasesTest {

    private static final INDArray X = gaussian(20, 6, 1);
    private static final INDArray W = gaussian(12, 6, 2);
    private static final int[] LABELS = IntStream.range(0, 20).map(i -> i % 4).toArray();

    @Test
    void theCombinedMarginHoldsTheOthers() {
        for (double margin : new double[]{0, 0.3, 0.5, 1.2}) {
            assertSame(new CombinedMargin(1, margin, 0, 30), new ArcFace(margin, 30));
        }
        assertSame(new CombinedMargin(1, 0, 0.35, 30), new CosFace(0.35, 30));
        assertSame(new CombinedMargin(1, 0, 0, 30), new NormFace(30));
    }

    @Test
    void theCombinedMarginIsWhatItsEquationSays() {
        double[] logits = Heads.own(new CombinedMargin(0.9, 0.4, 0.15, 10), 1, 0, 1, 3.0, 3.1)[0];
        assertThat(logits).containsExactly(new double[]{10 * (Math.cos(0.4) - 0.15), 10 * (Math.cos(1.3) - 0.15),
                10 * (Math.cos(3.1) - 0.15), 10 * (Math.cos(3.1) - 0.4 * Math.sin(0.4) - 0.15)}, within(1e-12));
        // Past (pi - m2)/m1 = pi/4 it goes on without a step.
        double fold = Math.PI / 4;
        double[] around = Heads.own(new CombinedMargin(4, 0, 0, 1), 1, fold - 1e-9, fold + 1e-9, Math.PI)[0];
        assertThat(around).containsExactly(new double[]{-1, -1, -2 - Math.cos(fold)}, within(1e-8));
    }

    @Test
    void magFaceWithOneMarginAndNoWeightIsArcFace() {
        assertSame(new MagFace(0.5, 0.5, 0, 30), new ArcFace(0.5, 30));
    }

    @Test
    void magFaceIsWhatItsEquationsSay() {
        MagFace head = new MagFace(0.45, 0.8, 35, 64);
        INDArray w = Nd4j.eye(3).castTo(DataType.DOUBLE);
        double[] lengths = {4, 10, 60, 110, 300};
        double[] margins = {0.45, 0.45, 0.625, 0.8, 0.8};
        double[] penalties = {35 * (0.1 + 10 / 12100.0 + 6 * (1 / 100.0 - 1 / 12100.0)), 35 * (0.1 + 10 / 12100.0),
                35 * (1 / 60.0 + 60 / 12100.0),
                35 * 2 / 110.0, 35 * 2 / 110.0};
        for (int i = 0; i < lengths.length; i++) {
            HeadGradients result = MarginLoss.of(head, Heads.atAngles(lengths[i], 1.1), w, null, new int[]{0}, 0, 0);
            double own = 64 * Math.cos(1.1 + margins[i]);
            double other = 64 * Math.cos(Math.PI / 2 - 1.1);
            double entropy = Math.log(Math.exp(own) + Math.exp(other) + 1) - own;
            assertThat(result.lossSum()).as("at length %s", lengths[i]).isCloseTo(entropy + penalties[i], within(1e-9));
        }
    }

    @Test
    void magFaceDrawsTheLengthOfWellPlacedEmbeddingsUpwards() {
        INDArray x = Heads.atAngles(60, 0.01);
        INDArray dx = MarginLoss.of(new MagFace(0.45, 0.8, 35, 30), x, Nd4j.eye(3).castTo(DataType.DOUBLE), null,
                new int[]{0}, 0, 0).dx();
        double along = dx.mul(x).sumNumber().doubleValue() / 60;
        assertThat(along).isNegative().isGreaterThan(35 * (1 / 12100.0 - 1 / 3600.0) - 1e-12);
    }

    @Test
    void sphereFaceWithoutAMarginIsTheModifiedSoftmax() {
        HeadGradients sphere = MarginLoss.of(new SphereFace(1, 1), X, W, null, LABELS, 0, 7);
        HeadGradients modified = MarginLoss.of(new Softmax(false, true, false, 1), X, W, null, LABELS, 0, 0);
        assertSame(sphere, modified);
    }

    @Test
    void sphereFacesMarginComesSlowly() {
        double[] logits = Heads.own(new SphereFace(2, 1, 0, 0), 1, 0.5, Math.PI / 2 + 0.2, Math.PI)[0];
        assertThat(logits).containsExactly(new double[]{Math.cos(1), -Math.cos(Math.PI + 0.4) - 2, -3},
                within(1e-12));
        double lambda = 1000 / (1 + 0.12 * 400);
        assertThat(Heads.own(new SphereFace(4, 1), 1, 0.5)[0][0])
                .isCloseTo((lambda * Math.cos(0.5) + Math.cos(2)) / (1 + lambda), within(1e-12));
        double state = 0;
        for (int step = 1; step <= 3; step++) {
            state = MarginLoss.step(new SphereFace(4, 1), X, W, null, LABELS, 0, state).state();
            assertThat(state).isEqualTo(step);
        }
    }

    @Test
    void softmaxOfUnitVectorsIsNormFace() {
        assertSame(MarginLoss.of(new Softmax(false, true, true, 30), X, W, null, LABELS, 0.1, 0),
                MarginLoss.of(new NormFace(30), X, W, null, LABELS, 0.1, 0));
    }

    @Test
    void subCentersCountByTheNearestAndTheFirstOfEquals() {
        INDArray w = Nd4j.createFromArray(new double[][]{{1, 0}, {0.6, 0.8}, {0, 2}, {0, 2}});
        INDArray x = Nd4j.createFromArray(new double[][]{{0.6, 0.8}, {0, 1}});
        HeadGradients result = MarginLoss.of(new SubCenterArcFace(0.5, 8, 2), x, w, null, new int[]{0, 1}, 0, 0);
        double entropy = Math.log1p(Math.exp(8 * 0.8 - 8 * Math.cos(0.5)));
        assertThat(result.lossesCopy()).containsExactly(new double[]{entropy, entropy}, within(1e-12));
        assertThat(result.correct()).isEqualTo(2);
        assertThat(result.dw().getRow(0).norm2Number().doubleValue()).as("the farther one").isZero();
        assertThat(result.dw().getRow(1).norm2Number().doubleValue()).isPositive();
        assertThat(result.dw().getRow(2).norm2Number().doubleValue()).isPositive();
        assertThat(result.dw().getRow(3).norm2Number().doubleValue()).as("the second of equals").isZero();
        INDArray logits = MarginLoss.logits(new SubCenterArcFace(0.5, 8, 2), x, w, null);
        assertThat(logits.toDoubleMatrix()[0]).containsExactly(new double[]{8, 6.4}, within(1e-12));
    }

    @Test
    void adaCosStartsAtTheFixedScaleAndStaysFrom1To1000() {
        assertThat(new AdaCos(true).initialState(10)).isEqualTo(Math.sqrt(2) * Math.log(9));
        assertThat(new AdaCos(false).initialState(10)).isEqualTo(Math.sqrt(2) * Math.log(9));
        assertThat(new AdaCos(true).initialState(2)).isEqualTo(1);
        INDArray w = Nd4j.createFromArray(new double[][]{{1, 0}, {-1, 0}});
        INDArray x = Nd4j.createFromArray(new double[][]{{1, 0}});
        assertThat(MarginLoss.step(new AdaCos(true), x, w, null, new int[]{0}, 0, 3).state()).isEqualTo(1);
        INDArray elsewhere = Nd4j.createFromArray(new double[][]{{-1, 0}});
        assertThat(MarginLoss.step(new AdaCos(true), elsewhere, w, null, new int[]{0}, 0, 900).state()).isEqualTo(1000);
        assertThat(MarginLoss.step(new AdaCos(false), X, W, null, LABELS, 0, 3).state()).isEqualTo(3);
    }

    private static void assertSame(MarginHead one, MarginHead other) {
        assertSame(MarginLoss.of(one, X.mul(20), W, null, LABELS, 0.1, 0),
                MarginLoss.of(other, X.mul(20), W, null, LABELS, 0.1, 0));
    }

    private static void assertSame(HeadGradients one, HeadGradients other) {
        assertThat(one.lossesCopy()).containsExactly(other.lossesCopy(), within(1e-11));
        assertThat(one.dx().distance2(other.dx())).isLessThan(1e-11);
        assertThat(one.dw().distance2(other.dw())).isLessThan(1e-11);
        assertThat(one.correct()).isEqualTo(other.correct());
    }

    private static INDArray gaussian(int rows, int columns, long seed) {
        Random random = new Random(seed);
        double[][] values = new double[rows][columns];
        for (double[] row : values) {
            for (int i = 0; i < columns; i++) {
                row[i] = random.nextGaussian();
            }
        }
        return Nd4j.createFromArray(values);
    }
}
