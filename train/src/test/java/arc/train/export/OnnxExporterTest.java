package arc.train.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import arc.infer.image.InputTensor;
import arc.infer.image.Preprocessing;
import arc.infer.model.Device;
import arc.infer.model.ModelCard;
import arc.infer.model.OnnxEmbedder;
import arc.train.head.Softmax;
import arc.train.net.Backbone;
import arc.train.net.EmbeddingNetwork;
import arc.train.net.Vgg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

class OnnxExporterTest {

    @TempDir
    Path folder;

    /** A batch of 64 pictures of 224 pixels would take 7 GB of activations at the full width. */
    @ParameterizedTest
    @CsvSource({"32, 256", "64, 64", "224, 5", "600, 1"})
    void embedsFewPicturesAtOnceWhereTheyAreLarge(int size, int expected) {
        EmbeddingNetwork network = EmbeddingNetwork.create(new Backbone(Vgg.VGG11, 0.0625, false, 1, size, 1),
                new Softmax(), 2, 1, DataType.FLOAT);
        assertThat(network.embeddingBatch()).isEqualTo(expected);
    }

    /** A picture that turns all values off still has a direction. */
    @Test
    void exportsTheReluAfterTheEmbeddingLayer() {
        EmbeddingNetwork network = EmbeddingNetwork.create(new Backbone(Vgg.VGG11, 0.0625, true, 1, 32, 2, true),
                new Softmax(), 2, 1, DataType.FLOAT);
        Preprocessing preprocessing = new Preprocessing(32, Preprocessing.Channels.GREY, Preprocessing.Fit.PAD,
                List.of(0.5), List.of(0.5));
        ModelCard card = new ModelCard(1, "test", preprocessing, 2, "vgg11", 0.0625, true, "softmax", 0, 1,
                List.of("a", "b"), "none", 1, Map.of());
        Random random = new Random(1);
        List<InputTensor> inputs = new ArrayList<>();
        for (int n = 0; n < 64; n++) {
            float[] values = new float[preprocessing.inputLength()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian() * (n + 1);
            }
            inputs.add(new InputTensor(1, 32, values));
        }
        network.embeddingParams().get("b").assign(Nd4j.createFromArray(-100f, 0.1f).reshape(1, 2));
        Path model = folder.resolve("model.onnx");
        assertThat(OnnxExporter.export(network, card, inputs, model)).isLessThanOrEqualTo(1e-5);
        try (OnnxEmbedder embedder = OnnxEmbedder.open(model, new Device.Cpu(), 1)) {
            assertThat(embedder.embed(inputs)).allSatisfy(embedding -> assertThat(embedding.toArrayCopy()[0])
                    .isPositive());
        }
        network.embeddingParams().get("b").assign(-100);
        assertThat(OnnxExporter.export(network, card, inputs, model)).isLessThanOrEqualTo(1e-5);
        try (OnnxEmbedder embedder = OnnxEmbedder.open(model, new Device.Cpu(), 1)) {
            assertThat(embedder.embed(inputs).getFirst().toArrayCopy()).containsExactly(
                    new float[]{(float) Math.sqrt(0.5), (float) Math.sqrt(0.5)}, within(1e-6f));
        }
    }

    @ParameterizedTest(name = "{0} pixels")
    @ValueSource(ints = {32, 63, 64, 100})
    void exportsWhateverNumberOfPixelsTheLastPoolingLeaves(int size) {
        EmbeddingNetwork network = EmbeddingNetwork.create(new Backbone(Vgg.VGG11, 0.0625, true, 3, size, 8),
                new Softmax(), 2, 1, DataType.FLOAT);
        Preprocessing preprocessing = new Preprocessing(size, Preprocessing.Channels.RGB, Preprocessing.Fit.RESIZE,
                List.of(0.5), List.of(0.5));
        ModelCard card = new ModelCard(ModelCard.FORMAT_VERSION, "test", preprocessing, 8, "vgg11", 0.0625, true,
                "softmax", 0, 1, List.of("a", "b"), "none", 1, Map.of());
        Random random = new Random(size);
        float[] values = new float[preprocessing.inputLength()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        Path model = folder.resolve("model.onnx");
        double parity = OnnxExporter.export(network, card, List.of(new InputTensor(3, size, values)), model);
        assertThat(parity).isLessThanOrEqualTo(1e-5);
        assertThat(model).exists();
    }
}
