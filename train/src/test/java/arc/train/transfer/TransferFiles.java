package arc.train.transfer;

import arc.infer.image.InputTensor;
import arc.train.head.Softmax;
import arc.train.net.Backbone;
import arc.train.net.EmbeddingNetwork;
import onnx.Onnx;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Consumer;

/** Finds the files that src/test/python/transfer_fixtures.py made, and what the tests do with all of them. */
final class TransferFiles {

    /** Width of the narrow networks: 16-16-16-32-32 channels. */
    static final double WIDTH = 0.0625;

    private TransferFiles() {}

    static Path path(String name) {
        try {
            return Path.of(TransferFiles.class.getResource("/transfer/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes the ONNX file {@code source} to {@code target} with one change. */
    static Path changed(Path source, Path target, Consumer<Onnx.ModelProto.Builder> change) throws IOException {
        Onnx.ModelProto.Builder model = Onnx.ModelProto.parseFrom(Files.readAllBytes(source)).toBuilder();
        change.accept(model);
        return Files.write(target, model.build().toByteArray());
    }

    static EmbeddingNetwork network(Backbone backbone, long seed) {
        return EmbeddingNetwork.create(backbone, new Softmax(), 3, seed, DataType.FLOAT);
    }

    /** Returns what the last pooling gives for one batch, [B, C, H, W], row-major. */
    static float[] lastPooling(EmbeddingNetwork network, INDArray x) {
        int layer = network.backbone().convolutions().size() - 1;
        INDArray pooled = network.dl4j().feedForwardToLayer(layer, x, false).getLast(); // [B, H, W, C]
        return pooled.permute(0, 3, 1, 2).dup('c').reshape(pooled.length()).toFloatVector();
    }

    static InputTensor randomInput(Random random, int channels, int size) {
        float[] values = new float[channels * size * size];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new InputTensor(channels, size, values);
    }

    /** Returns the largest difference, as a share of the largest value of {@code expected}. */
    static double relativeDifference(float[] found, float[] expected) {
        double largest = 0;
        double scale = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs((double) found[i] - expected[i]));
            scale = Math.max(scale, Math.abs(expected[i]));
        }
        return largest / scale;
    }
}
