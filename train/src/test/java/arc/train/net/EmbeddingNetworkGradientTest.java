package arc.train.net;

import static org.assertj.core.api.Assertions.assertThat;

import arc.train.head.ArcFace;
import arc.train.head.MarginHead;
import arc.train.head.Softmax;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

class EmbeddingNetworkGradientTest {

    static Stream<Arguments> networks() {
        return Stream.of(true, false)
                .flatMap(batchNorm -> Stream.<MarginHead>of(new Softmax(), new ArcFace(0.5, 8))
                        .map(head -> Arguments.of(batchNorm, head)));
    }

    private final DataType defaultType = Nd4j.defaultFloatingPointType();

    @BeforeEach
    void useDoubles() {
        Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
    }

    @AfterEach
    void useTheDefaultAgain() {
        Nd4j.setDefaultDataTypes(defaultType, defaultType);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void gradientsAgreeWithCentralDifferencesInDoublePrecision(boolean batchNorm, MarginHead head) {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder().dataType(DataType.DOUBLE)
                .updater(new NoOp()).list();
        list.layer(new ConvBlock(2, 3, batchNorm, false));
        list.layer(new ConvBlock(3, 4, batchNorm, true));
        list.layer(new DenseLayer.Builder().nOut(5).activation(Activation.IDENTITY).build());
        list.layer(new arc.train.head.MarginOutput(5, 3, head));
        MultiLayerNetwork network = new MultiLayerNetwork(
                list.setInputType(InputType.convolutional(5, 7, 2, CNN2DFormat.NHWC))
                        .trainingWorkspaceMode(WorkspaceMode.NONE).inferenceWorkspaceMode(WorkspaceMode.NONE)
                        .validateOutputLayerConfig(false).build());
        network.init();
        Random random = new Random(3);
        network.params().assign(
                Nd4j.createFromArray(random.doubles(network.numParams(), -0.7, 0.7).toArray()).reshape(1, -1));
        INDArray x = Nd4j.createFromArray(random.doubles(4 * 5 * 7 * 2, -1, 1).toArray()).reshape(4, 5, 7, 2);
        INDArray labels = Nd4j.createFromArray(new double[]{0, 2, 1, 2}).reshape(4, 1);
        network.setInput(x);
        network.setLabels(labels);
        network.computeGradientAndScore();
        INDArray analytic = network.getGradientsViewArray().dup().divi(x.size(0));
        for (int layer = 0; layer < network.getnLayers(); layer++) {
            for (Map.Entry<String, INDArray> entry : network.getLayer(layer).paramTable().entrySet()) {
                if (STATE.contains(entry.getKey())) {
                    continue;
                }
                assertThat(largestRelativeError(network, entry.getValue(), analytic))
                        .as("layer %d, %s", layer, entry.getKey()).isLessThan(1e-5);
            }
        }
    }

    /** Batch normalisation's running values are no function of the loss. */
    private static final Set<String> STATE = Set.of("mean", "var");

    private static double largestRelativeError(MultiLayerNetwork network, INDArray param, INDArray analytic) {
        double largest = 0;
        double step = 1e-6;
        for (long i = 0; i < param.length(); i++) {
            double before = param.getDouble(i);
            param.putScalar(i, before + step);
            double plus = loss(network);
            param.putScalar(i, before - step);
            double minus = loss(network);
            param.putScalar(i, before);
            double numeric = (plus - minus) / (2 * step);
            double exact = analytic.getDouble(param.offset() + i);
            largest = Math.max(largest,
                    Math.abs(numeric - exact) / Math.max(Math.abs(numeric) + Math.abs(exact), 1e-3));
        }
        return largest;
    }

    private static double loss(MultiLayerNetwork network) {
        network.computeGradientAndScore();
        return network.score();
    }
}
