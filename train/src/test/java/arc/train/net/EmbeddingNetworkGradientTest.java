package arc.train.net;

import static org.assertj.core.api.Assertions.assertThat;

import arc.train.head.AdaCos;
import arc.train.head.ArcFace;
import arc.train.head.MarginHead;
import arc.train.head.Softmax;
import arc.train.head.SphereFace;
import arc.train.head.SubCenterArcFace;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
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

import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

class EmbeddingNetworkGradientTest {

    static Stream<Arguments> networks() {
        return Stream.of(true, false)
                .flatMap(batchNorm -> Stream.<MarginHead>of(new Softmax(), new ArcFace(0.5, 8), new SphereFace(2, 1),
                        new SubCenterArcFace(0.5, 8, 2), new AdaCos(true))
                        .map(head -> Arguments.of(batchNorm, head)));
    }

    /** Kept by the forward pass; the loss in training mode does not depend on them. */
    private static final Set<String> RUNNING_STATISTICS = Set.of("0_mean", "0_var", "1_mean", "1_var");

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
                .trainingWorkspaceMode(WorkspaceMode.NONE).inferenceWorkspaceMode(WorkspaceMode.NONE)
                .updater(new NoOp()).list();
        list.layer(new ConvBlock(2, 2, batchNorm, false));
        list.layer(new ConvBlock(2, 3, batchNorm, true));
        list.layer(new DenseLayer.Builder().nOut(4).activation(Activation.IDENTITY).build());
        list.layer(new arc.train.head.MarginOutput(4, 3, head));
        MultiLayerNetwork network = new MultiLayerNetwork(
                list.setInputType(InputType.convolutional(4, 5, 2, CNN2DFormat.NHWC))
                        .validateOutputLayerConfig(false).build());
        network.init();
        Random random = new Random(3);
        network.params().assign(
                Nd4j.createFromArray(random.doubles(network.numParams(), -0.7, 0.7).toArray()).reshape(1, -1));
        INDArray x = Nd4j.createFromArray(random.doubles(3 * 4 * 5 * 2, -1, 1).toArray()).reshape(3, 4, 5, 2);
        INDArray labels = Nd4j.createFromArray(new double[]{0, 2, 1}).reshape(3, 1);
        assertThat(GradientCheckUtil.checkGradients(new GradientCheckUtil.MLNConfig().net(network).input(x)
                .labels(labels).epsilon(1e-6).maxRelError(1e-5).minAbsoluteError(1e-8)
                .excludeParams(RUNNING_STATISTICS))).isTrue();
    }
}
