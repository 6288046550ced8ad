package arc.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import arc.infer.image.InputTensor;
import arc.train.data.Batch;
import arc.train.head.ArcFace;
import arc.train.head.MarginOutput;
import arc.train.net.Backbone;
import arc.train.net.EmbeddingNetwork;
import arc.train.net.Vgg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Checks what is left alone, and what learns slower, when a trained backbone is taken over. */
class FineTuningTest {

    /** VGG11 has one convolution in each of its first two stages, and two in the others. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 5})
    void frozenStagesStayAsTheyAreToTheLastBit(int frozenStages) {
        EmbeddingNetwork network = network(frozenStages, DataType.FLOAT);
        List<float[]> before = values(network);
        TrainStep step = new TrainStep(network, config(1, 0, frozenStages));
        for (int i = 0; i < 3; i++) {
            step.run(batch(), 0.01);
        }
        List<float[]> after = values(network);
        int frozenLayers = new int[]{0, 1, 2, 4, 6, 8}[frozenStages];
        for (int layer = 0; layer < before.size(); layer++) {
            if (layer < frozenLayers) {
                assertThat(after.get(layer)).as("layer " + layer).isEqualTo(before.get(layer));
            } else {
                assertThat(after.get(layer)).as("layer " + layer).isNotEqualTo(before.get(layer));
            }
        }
    }

    @Test
    void whatIsNotFrozenHasTheGradientsOfTheWholeNetwork() {
        INDArray whole = gradients(0);
        INDArray part = gradients(2);
        long frozen = 9 * 16 + 16 + 9 * 16 * 16 + 16;
        assertThat(part.get(NDArrayIndex.interval(0, frozen)).amaxNumber().doubleValue()).isZero();
        assertThat(part.get(NDArrayIndex.interval(frozen, part.length())))
                .isEqualTo(whole.get(NDArrayIndex.interval(frozen, whole.length())));
        assertThat(part.amaxNumber().doubleValue()).isPositive();
    }

    /** Without batch normalisation, which computes otherwise where it is frozen. */
    private static INDArray gradients(int frozenStages) {
        EmbeddingNetwork network = EmbeddingNetwork.create(new Backbone(Vgg.VGG11, 0.125, false, 1, 32, 8),
                new MarginOutput(8, 3, new ArcFace(0.3, 16)), frozenStages, 5, DataType.DOUBLE);
        network.dl4j().setInput(batch().x().castTo(DataType.DOUBLE));
        network.dl4j().setLabels(batch().labels().castTo(DataType.DOUBLE));
        network.dl4j().computeGradientAndScore();
        return network.dl4j().getGradientsViewArray().reshape(network.dl4j().numParams());
    }

    @Test
    void theBackboneTakesSmallerStepsWhereItsRateIsSmaller() {
        EmbeddingNetwork same = network(0, DataType.FLOAT);
        EmbeddingNetwork slower = network(0, DataType.FLOAT);
        INDArray before = same.dl4j().params().dup();
        new TrainStep(same, config(1, 0, 0)).run(batch(), 0.01);
        new TrainStep(slower, config(0.1, 0, 0)).run(batch(), 0.01);
        double kernelStep = kernel(same).sub(first(before, same)).norm2Number().doubleValue();
        double slowerKernelStep = kernel(slower).sub(first(before, same)).norm2Number().doubleValue();
        assertThat(slowerKernelStep / kernelStep).isCloseTo(0.1, within(1e-4));
        assertThat(slower.embeddingParams().get("W")).isEqualTo(same.embeddingParams().get("W"));
    }

    @Test
    void aLongGradientIsShortenedToTheClipNorm() {
        EmbeddingNetwork free = network(0, DataType.FLOAT);
        EmbeddingNetwork clipped = network(0, DataType.FLOAT);
        EmbeddingNetwork unclipped = network(0, DataType.FLOAT);
        INDArray before = free.dl4j().params().dup();
        new TrainStep(free, config(1, 0, 0)).run(batch(), 0.01);
        new TrainStep(clipped, config(1, 0.01, 0)).run(batch(), 0.01);
        new TrainStep(unclipped, config(1, 1e6, 0)).run(batch(), 0.01);
        assertThat(unclipped.dl4j().params()).isEqualTo(free.dl4j().params());
        // The first step of momentum is rate × gradient; running statistics move besides.
        INDArray moved = clipped.embeddingParams().get("W").sub(free.embeddingParams().get("W"));
        assertThat(moved.amaxNumber().doubleValue()).isPositive();
        assertThat(stepLength(clipped, before)).isCloseTo(0.01 * 0.01, within(1e-6));
        assertThat(stepLength(free, before)).isGreaterThan(0.01 * 0.01 * 2);
    }

    /** Returns the distance that the learned parameters went. */
    private static double stepLength(EmbeddingNetwork network, INDArray before) {
        INDArray moved = network.dl4j().params().sub(before).reshape(before.length());
        double squares = 0;
        for (ParamSegments.Segment s : ParamSegments.of(network.dl4j(), config(1, 0, 0))) {
            double norm = moved.get(NDArrayIndex.interval(s.from(), s.end())).norm2Number()
                    .doubleValue();
            squares += norm * norm;
        }
        return Math.sqrt(squares);
    }

    private static INDArray kernel(EmbeddingNetwork network) {
        return java.util.Objects.requireNonNull(network.blockParams().getFirst().get("W"));
    }

    private static INDArray first(INDArray params, EmbeddingNetwork network) {
        INDArray kernel = kernel(network);
        return params.reshape(params.length()).get(NDArrayIndex.interval(0, kernel.length()))
                .reshape('c', kernel.shape());
    }

    private static List<float[]> values(EmbeddingNetwork network) {
        List<float[]> values = new ArrayList<>();
        for (Map<String, INDArray> block : network.blockParams()) {
            values.add(Nd4j
                    .concat(0,
                            block.values().stream().map(p -> p.dup('c').reshape(p.length())).toArray(INDArray[]::new))
                    .toFloatVector());
        }
        return values;
    }

    private static EmbeddingNetwork network(int frozenStages, DataType type) {
        Backbone backbone = new Backbone(Vgg.VGG11, 0.125, true, 1, 32, 8);
        return EmbeddingNetwork.create(backbone, new MarginOutput(8, 3, new ArcFace(0.3, 16)), frozenStages, 5, type);
    }

    /** Without weight decay, so that a step is the gradient's alone. */
    private static OptimizationConfig config(double backboneFactor, double clipNorm, int frozenStages) {
        return new OptimizationConfig(6, OptimizerKind.SGD,
                new OptimizationConfig.Rates(0.01, 0.01 * backboneFactor, Schedule.CONSTANT, 0), 0, clipNorm,
                frozenStages);
    }

    private static Batch batch() {
        Random random = new Random(8);
        List<InputTensor> inputs = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            float[] values = new float[32 * 32];
            for (int p = 0; p < values.length; p++) {
                values[p] = (float) random.nextGaussian();
            }
            inputs.add(new InputTensor(1, 32, values));
        }
        return Batch.of(inputs, new int[]{0, 1, 2, 0, 1, 2});
    }
}
