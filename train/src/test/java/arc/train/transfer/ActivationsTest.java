package arc.train.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import arc.infer.image.InputTensor;
import arc.infer.image.Preprocessing;
import arc.train.data.Batch;
import arc.train.net.Backbone;
import arc.train.net.EmbeddingNetwork;
import onnx.Onnx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Compares what a network computes that started from a file with what the file's own program computes. */
class ActivationsTest {

    private static final int SIZE = 64;

    @ParameterizedTest(name = "{0} into a network with batch-norm: {1}")
    @CsvSource({"torch-vgg16-bn.onnx,true", "torch-vgg16-bn.onnx,false", "torch-vgg11.onnx,true",
            "torch-vgg11.onnx,false"})
    void agreeWithOnnxRuntimeAtTheLastPooling(String file, boolean batchNorm) throws IOException {
        PretrainedTrunk trunk = PretrainedTrunk.read(TransferFiles.path(file));
        EmbeddingNetwork network = TransferFiles.network(backbone(trunk, batchNorm, 3), 1);
        assertThat(trunk.copyInto(network)).as("linear layer copied").isFalse();

        Onnx.ModelProto model = Onnx.ModelProto.parseFrom(Files.readAllBytes(TransferFiles.path(file)));
        InputTensor input = TransferFiles.randomInput(new Random(7), 3, SIZE);
        float[] expected = LastPoolingInOnnxRuntime.of(model, input, 32);
        float[] found = TransferFiles.lastPooling(network, Batch.nhwc(List.of(input)));
        assertThat(TransferFiles.relativeDifference(found, expected)).isLessThanOrEqualTo(1e-5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"keras-2016.h5", "keras-2-model.h5"})
    void agreeWithKerasOnThePicturesThatItsPreprocessingIsFor(String file) throws IOException {
        PretrainedTrunk trunk = PretrainedTrunk.read(TransferFiles.path(file));
        EmbeddingNetwork network = TransferFiles.network(backbone(trunk, false, 3), 1);
        trunk.copyInto(network);

        JsonNode golden = JsonMapper.shared()
                .readTree(Files.readString(TransferFiles.path("keras-block5_pool.json")));
        float[] expected = new float[golden.get("values").size()];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = (float) golden.get("values").get(i).asDouble();
        }
        List<InputTensor> pictures = List.of(picture(0, trunk.preprocessing().orElseThrow()),
                picture(1, trunk.preprocessing().orElseThrow()));
        float[] found = TransferFiles.lastPooling(network, Batch.nhwc(pictures));
        assertThat(TransferFiles.relativeDifference(found, expected)).isLessThanOrEqualTo(1e-5);
    }

    @Test
    void ofAGreyNetworkAreThoseOfEqualRedGreenAndBlue() {
        PretrainedTrunk trunk = PretrainedTrunk.read(TransferFiles.path("torch-vgg11.onnx"));
        EmbeddingNetwork colour = TransferFiles.network(backbone(trunk, false, 3), 1);
        EmbeddingNetwork grey = TransferFiles.network(backbone(trunk, false, 1), 1);
        trunk.copyInto(colour);
        trunk.copyInto(grey);

        float[] one = new float[SIZE * SIZE];
        TransferFiles.randomInput(new Random(8), 1, SIZE).copyTo(one, 0);
        float[] thrice = new float[3 * one.length];
        for (int c = 0; c < 3; c++) {
            System.arraycopy(one, 0, thrice, c * one.length, one.length);
        }
        float[] expected = TransferFiles.lastPooling(colour,
                Batch.nhwc(List.of(new InputTensor(3, SIZE, thrice))));
        float[] found = TransferFiles.lastPooling(grey, Batch.nhwc(List.of(new InputTensor(1, SIZE, one))));
        assertThat(TransferFiles.relativeDifference(found, expected)).isLessThanOrEqualTo(1e-5);
    }

    @Test
    void areOnlyTheFileOfTheTrunkNotOfTheSeed() {
        PretrainedTrunk trunk = PretrainedTrunk.read(TransferFiles.path("torch-vgg16-bn.onnx"));
        List<float[]> found = new ArrayList<>();
        for (long seed : new long[]{1, 2}) {
            EmbeddingNetwork network = TransferFiles.network(backbone(trunk, true, 3), seed);
            trunk.copyInto(network);
            found.add(TransferFiles.lastPooling(network,
                    Batch.nhwc(List.of(TransferFiles.randomInput(new Random(9), 3, SIZE)))));
        }
        assertThat(found.getFirst()).isEqualTo(found.getLast());
        assertThat(Arrays.stream(toDoubles(found.getFirst())).max().orElseThrow()).isPositive();
    }

    private static Backbone backbone(PretrainedTrunk trunk, boolean batchNorm, int channels) {
        return new Backbone(trunk.vgg(), TransferFiles.WIDTH, batchNorm, channels, SIZE, 8);
    }

    /** Makes the picture that transfer_fixtures.py makes, preprocessed as {@code Preprocessor} does. */
    private static InputTensor picture(int index, Preprocessing preprocessing) {
        float[] values = new float[3 * SIZE * SIZE];
        for (int c = 0; c < 3; c++) {
            double mean = preprocessing.mean().get(c);
            double std = preprocessing.std().get(c);
            for (int y = 0; y < SIZE; y++) {
                for (int x = 0; x < SIZE; x++) {
                    int sample = (31 * index + 13 * y * y + 7 * x * y + 3 * x + 101 * c) % 256;
                    values[(c * SIZE + y) * SIZE + x] = (float) ((sample / 255.0 - mean) / std);
                }
            }
        }
        return new InputTensor(3, SIZE, values);
    }

    private static double[] toDoubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
