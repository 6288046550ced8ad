package arc.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import arc.train.head.ArcFace;
import arc.train.head.MarginOutput;
import arc.train.net.Backbone;
import arc.train.net.EmbeddingNetwork;
import arc.train.net.Vgg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;

class TrainingMemoryTest {

    @ParameterizedTest
    @CsvSource({"true, 1, 32", "false, 3, 64", "true, 3, 47"})
    void parametersAreThoseOfTheNetworkWithoutItsHead(boolean batchNorm, int channels, int size) {
        Backbone backbone = new Backbone(Vgg.VGG11, 0.1, batchNorm, channels, size, 7);
        EmbeddingNetwork network = EmbeddingNetwork.create(backbone, new MarginOutput(7, 5, new ArcFace(0.5, 30), 0), 0,
                1, DataType.FLOAT);
        assertThat(backbone.parameters()).isEqualTo(network.dl4j().numParams() - 7 * 5);
    }

    @Test
    void activationsAreThoseOfAllConvolutions() {
        Backbone backbone = new Backbone(Vgg.VGG11, 1, true, 1, 32, 7);
        assertThat(backbone.activations()).isEqualTo(
                64 * 32 * 32 + 128 * 16 * 16 + 2 * 256 * 8 * 8 + 2 * 512 * 4 * 4 + 2 * 512 * 2 * 2);
    }

    @Test
    void refusesWhatTheMachineCanNotHold() {
        TrainConfig config = new TrainConfig(
                new NetworkConfig(Vgg.VGG11, 1, true, 512, NetworkConfig.defaultPreprocessing()), TrainConfig.NO_INIT,
                LossConfig.of(new ArcFace(0.5, 30)), SamplingConfig.plain(),
                new OptimizationConfig(64, OptimizerKind.SGD, OptimizationConfig.Rates.oneCycle(0.1), 0, 0, 0), 1, 0, 0,
                1);
        Backbone backbone = config.network().backbone();
        long bytes = 4 * (4 * (backbone.parameters() + 10 * 512) + 64 * backbone.activations());
        TrainingMemory.require(config, 1000, 10, bytes);
        TrainingMemory.require(config, 63, 10, bytes - 1); // a smaller batch
        assertThatThrownBy(() -> TrainingMemory.require(config, 1000, 10, bytes - 1))
                .isInstanceOfSatisfying(ArcException.class,
                        e -> assertThat(e.kind()).isEqualTo(ArcException.Kind.USAGE))
                .hasMessageStartingWith("training takes at least " + (bytes >> 20) + " MiB")
                .hasMessageEndingWith("\ntry a smaller --size, --width, --dim or --batch");
    }
}
