package arc.train.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import arc.infer.image.InputTensor;
import arc.infer.image.Preprocessing;
import arc.infer.model.ModelCard;
import arc.train.data.Batch;
import arc.train.export.OnnxExporter;
import arc.train.net.Backbone;
import arc.train.net.EmbeddingNetwork;
import arc.train.net.Vgg;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Starts from a model that arc itself exported. */
class ArcModelTest {

    private static final Backbone BACKBONE = new Backbone(Vgg.VGG11, TransferFiles.WIDTH, true, 1, 64, 8);
    private static final Preprocessing PREPROCESSING = new Preprocessing(64, Preprocessing.Channels.GREY,
            Preprocessing.Fit.PAD, List.of(0.25), List.of(0.5));

    private final InputTensor input = TransferFiles.randomInput(new Random(3), 1, 64);
    private final EmbeddingNetwork source = TransferFiles.network(BACKBONE, 1);

    @TempDir
    Path folder;
    private Path model;

    @BeforeEach
    void export() {
        Random random = new Random(4);
        for (Map<String, INDArray> block : source.blockParams()) {
            for (String key : List.of("beta", "mean", "var")) {
                float[] values = new float[(int) block.get(key).length()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = 0.5f + random.nextFloat();
                }
                block.get(key).assign(Nd4j.createFromArray(values));
            }
        }
        ModelCard card = new ModelCard(ModelCard.FORMAT_VERSION, "test", PREPROCESSING, 8, "vgg11",
                TransferFiles.WIDTH, true, "softmax", 0, 1, List.of("a", "b", "c"), "none", 1, Map.of());
        model = folder.resolve("model.onnx");
        OnnxExporter.export(source, card, List.of(input), model);
    }

    @Test
    void comesBackWithAllItsWeights() {
        PretrainedTrunk trunk = PretrainedTrunk.read(model);
        assertThat(trunk.dimension()).hasValue(8);
        assertThat(trunk.preprocessing()).hasValue(PREPROCESSING);

        EmbeddingNetwork started = TransferFiles.network(BACKBONE, 2);
        assertThat(trunk.copyInto(started)).as("linear layer copied").isTrue();
        assertThat(started.blockParams()).isEqualTo(source.blockParams());
        assertThat(started.embed(Batch.nhwc(List.of(input)))).isEqualTo(source.embed(Batch.nhwc(List.of(input))));
    }

    @Test
    void givesItsTrunkOnlyToAnotherDimensionOrSize() {
        PretrainedTrunk trunk = PretrainedTrunk.read(model);
        for (Backbone other : List.of(new Backbone(Vgg.VGG11, TransferFiles.WIDTH, true, 1, 64, 9),
                new Backbone(Vgg.VGG11, TransferFiles.WIDTH, true, 1, 96, 8))) {
            EmbeddingNetwork started = TransferFiles.network(other, 2);
            assertThat(trunk.copyInto(started)).as("linear layer copied").isFalse();
            assertThat(started.blockParams()).isEqualTo(source.blockParams());
        }
    }

    @Test
    void ofGreyPicturesDoesNotStartAColourNetwork() {
        PretrainedTrunk trunk = PretrainedTrunk.read(model);
        assertThatThrownBy(() -> trunk.requireFits(new Backbone(Vgg.VGG11, TransferFiles.WIDTH, true, 3, 64, 8)))
                .isInstanceOf(ArcException.class)
                .hasMessage(model + " holds a vgg11 with 16-16-16-32-32 channels for grey pictures, but the network "
                        + "to train is a vgg11 with 16-16-16-32-32 channels for color pictures;\n"
                        + "use --backbone vgg11 --width 0.0625 --channels grey");
    }

    @Test
    void isRefusedWhenOneBitFlipped() throws IOException {
        byte[] bytes = Files.readAllBytes(model);
        bytes[bytes.length / 2] ^= 1;
        Path damaged = Files.write(folder.resolve("damaged.onnx"), bytes);
        assertThatThrownBy(() -> PretrainedTrunk.read(damaged)).isInstanceOf(ArcException.class)
                .hasMessage(damaged + " is damaged, or was changed after arc wrote it: its checksum arc.sha256 doesn't "
                        + "fit its content; copy or export it again");
    }
}
