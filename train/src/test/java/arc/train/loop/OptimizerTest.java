package arc.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import arc.train.head.Softmax;
import arc.train.kernel.Workers;
import arc.train.net.Backbone;
import arc.train.net.EmbeddingNetwork;
import arc.train.net.Vgg;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import java.util.Random;

class OptimizerTest {

    @ParameterizedTest
    @EnumSource
    void theOnePassUpdateEqualsTheOneMadeOfOps(OptimizerKind kind) {
        EmbeddingNetwork flat = network();
        EmbeddingNetwork portable = network();
        Optimizer one = new FlatOptimizer(config(kind), flat.dl4j(), new Workers(2));
        Optimizer other = new PortableOptimizer(config(kind), portable.dl4j());
        Random random = new Random(4);
        for (int step = 0; step < 3; step++) {
            INDArray gradient = gradient(random, flat.dl4j().numParams());
            flat.dl4j().getGradientsViewArray().assign(gradient);
            portable.dl4j().getGradientsViewArray().assign(gradient);
            one.step(0.1, 0.25);
            other.step(0.1, 0.25);
        }
        INDArray difference = flat.dl4j().params().sub(portable.dl4j().params());
        assertThat(difference.amaxNumber().doubleValue()).isCloseTo(0, within(1e-5));
        assertThat(flat.dl4j().params().sub(network().dl4j().params()).amaxNumber().doubleValue()).isGreaterThan(0.01);
    }

    @ParameterizedTest
    @EnumSource
    void runningStatisticsAreLeftAlone(OptimizerKind kind) {
        EmbeddingNetwork network = network();
        network.dl4j().getGradientsViewArray().assign(1);
        new FlatOptimizer(config(kind), network.dl4j(), new Workers(2)).step(0.1, 1);
        assertThat(network.blockParams().getFirst().get("var").toFloatVector()).containsOnly(1f);
        assertThat(network.blockParams().getFirst().get("mean").toFloatVector()).containsOnly(0f);
        assertThat(network.blockParams().getFirst().get("gamma").getFloat(0)).isNotEqualTo(1f);
    }

    private static OptimizationConfig config(OptimizerKind kind) {
        return new OptimizationConfig(4, kind, new OptimizationConfig.Rates(0.1, 0.05, Schedule.CONSTANT, 0), 0.01, 0,
                0);
    }

    private static EmbeddingNetwork network() {
        return EmbeddingNetwork.create(new Backbone(Vgg.VGG11, 0.125, true, 1, 32, 13), new Softmax(), 3, 1,
                DataType.FLOAT);
    }

    private static INDArray gradient(Random random, long length) {
        float[] values = new float[(int) length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Nd4j.createFromArray(values).reshape(1, length);
    }
}
