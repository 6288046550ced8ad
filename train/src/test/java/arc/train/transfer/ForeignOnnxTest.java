package arc.train.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import arc.train.net.Backbone;
import arc.train.net.EmbeddingNetwork;
import arc.train.net.Vgg;
import onnx.Onnx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.shade.protobuf.ByteString;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Reads ONNX files as other exporters write them, and refuses what is no VGG. */
class ForeignOnnxTest {

    private static final Path VGG11 = TransferFiles.path("torch-vgg11.onnx");
    private static final String FIRST_CONV = "node '/features/features.0/Conv' (Conv)";

    @TempDir
    Path folder;

    @Test
    void readsFloatsThatAreNotRaw() throws IOException {
        assertSameWeights(tensor -> {
            FloatBuffer floats = floats(tensor);
            tensor.clearRawData();
            while (floats.hasRemaining()) {
                tensor.addFloatData(floats.get());
            }
        }, 0);
    }

    @Test
    void narrowsDoubles() throws IOException {
        assertSameWeights(tensor -> {
            FloatBuffer floats = floats(tensor);
            ByteBuffer doubles = ByteBuffer.allocate(floats.remaining() * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            while (floats.hasRemaining()) {
                doubles.putDouble(floats.get());
            }
            tensor.setDataType(Onnx.TensorProto.DataType.DOUBLE.getNumber())
                    .setRawData(ByteString.copyFrom(doubles.flip()));
        }, 0);
    }

    @Test
    void widensHalfPrecision() throws IOException {
        assertSameWeights(tensor -> {
            FloatBuffer floats = floats(tensor);
            ByteBuffer halves = ByteBuffer.allocate(floats.remaining() * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            while (floats.hasRemaining()) {
                halves.putShort(Float.floatToFloat16(floats.get()));
            }
            tensor.setDataType(Onnx.TensorProto.DataType.FLOAT16.getNumber())
                    .setRawData(ByteString.copyFrom(halves.flip()));
        }, 1e-3);
    }

    @Test
    void followsConstantsAndIdentities() throws IOException {
        Path file = changed(model -> {
            Onnx.GraphProto.Builder graph = model.getGraphBuilder();
            Onnx.TensorProto bias = graph.getInitializer(1);
            graph.removeInitializer(1);
            graph.addNode(0, Onnx.NodeProto.newBuilder().setOpType("Identity").addInput("shared")
                    .addOutput(bias.getName()));
            graph.addNode(0, Onnx.NodeProto.newBuilder().setOpType("Constant").addOutput("shared")
                    .addAttribute(Onnx.AttributeProto.newBuilder().setName("value")
                            .setType(Onnx.AttributeProto.AttributeType.TENSOR).setT(bias)));
            String before = graph.getNode(3).getOutput(0); // of Relu
            Onnx.NodeProto.Builder pool = graph.getNodeBuilder(4).setInput(0, "dropped");
            assertThat(pool.getOpType()).isEqualTo("MaxPool");
            graph.addNode(Onnx.NodeProto.newBuilder().setOpType("Dropout").addInput(before).addOutput("dropped"));
        });
        assertThat(params(file)).isEqualTo(params(VGG11));
    }

    @Test
    void acceptsPaddingByName() throws IOException {
        Path file = changed(model -> {
            Onnx.NodeProto.Builder conv = model.getGraphBuilder().getNodeBuilder(0);
            conv.removeAttribute(attribute(conv, "pads"));
            conv.addAttribute(Onnx.AttributeProto.newBuilder().setName("auto_pad")
                    .setType(Onnx.AttributeProto.AttributeType.STRING).setS(ByteString.copyFromUtf8("SAME_UPPER")));
        });
        assertThat(params(file)).isEqualTo(params(VGG11));
    }

    @Test
    void namesTheNodeThatNoVggHas() throws IOException {
        assertRefused(model -> model.getGraphBuilder().getNodeBuilder(4).setOpType("Sigmoid"),
                "node '/features/features.4/Relu' (Sigmoid) stands after 2 convolutions and 1 of 5 poolings, where a VGG has "
                        + "BatchNormalization or Relu");
        assertRefused(model -> model.getGraphBuilder().getNodeBuilder(2).setOpType("AveragePool"),
                "node '/features/features.2/MaxPool' (AveragePool) stands after 1 convolutions and 0 of 5 poolings, where a "
                        + "VGG has Conv or MaxPool");
        assertRefused(model -> {
            while (model.getGraph().getNodeCount() > 5) {
                model.getGraphBuilder().removeNode(5);
            }
        }, "its graph ends after 2 convolutions and 1 of 5 poolings; a VGG goes on with Conv or MaxPool");
        assertRefused(model -> model.getGraphBuilder().addNode(Onnx.NodeProto.newBuilder().setName("skip")
                .setOpType("Add").addInput(model.getGraph().getNode(0).getOutput(0)).addInput("logits")
                .addOutput("sum")), "the value '/features/features.0/Conv_output_0' goes to several nodes (node "
                        + "'/features/features.1/Relu' (Relu), node 'skip' (Add)), and a VGG is one chain up to its last "
                        + "pooling");
    }

    @Test
    void refusesOtherConvolutionsAndPoolings() throws IOException {
        assertRefused(model -> ints(model, 0, "strides").setInts(0, 2),
                FIRST_CONV + " has strides [2, 1], and a VGG has [1, 1] there");
        assertRefused(model -> ints(model, 0, "pads").setInts(3, 0),
                FIRST_CONV + " has pads [1, 1, 1, 0], and a VGG has [1, 1, 1, 1] there");
        assertRefused(model -> ints(model, 2, "kernel_shape").setInts(0, 3),
                "node '/features/features.2/MaxPool' (MaxPool) has kernel_shape [3, 2], and a VGG has [2, 2] there");
    }

    @Test
    void refusesWeightsThatItCannotUse() throws IOException {
        assertRefused(model -> bias(model).setDataType(Onnx.TensorProto.DataType.INT64.getNumber()),
                "tensor 'features.0.bias' is of type INT64; expected FLOAT, DOUBLE or FLOAT16: export the model in float32");
        assertRefused(model -> bias(model).setDataType(99),
                "tensor 'features.0.bias' is of type 99; expected FLOAT, DOUBLE or FLOAT16: export the model in float32");
        assertRefused(model -> bias(model).setRawData(bias(model).getRawData().substring(0, 60)),
                "tensor 'features.0.bias' should hold 16 values by its shape [16], but holds 15: the file is damaged");
        assertRefused(model -> bias(model).setDims(0, 15),
                "tensor 'features.0.bias' should have the shape [16], but has [15]");
        assertRefused(model -> bias(model).setRawData(withNan(bias(model).getRawData())),
                "value 5 of 'features.0.bias' is NaN; the file is damaged, or its training diverged");
        assertRefused(model -> model.getGraphBuilder().getInitializerBuilder(0).setDims(0, 1L << 40),
                FIRST_CONV + " has an axis of 1099511627776; expected 1 to 2048");
        assertRefused(model -> bias(model).setName("elsewhere"), "the weights 'features.0.bias' are not stored but "
                + "computed by the graph; export with constants folded");
    }

    @Test
    void refusesDataInOtherFilesBeforeLookingAtTheGraph() throws IOException {
        Path file = changed(model -> bias(model).clearRawData()
                .setDataLocation(Onnx.TensorProto.DataLocation.EXTERNAL).addExternalData(Onnx.StringStringEntryProto
                        .newBuilder().setKey("location").setValue("../secret")));
        assertThatThrownBy(() -> PretrainedTrunk.read(file)).isInstanceOf(ArcException.class).hasMessage(file
                + " is refused: tensor 'features.0.bias' keeps its data in another file; save the model as one file");
    }

    @Test
    void refusesConvolutionCountsOfNoVgg() throws IOException {
        assertRefused(model -> {
            Onnx.GraphProto.Builder graph = model.getGraphBuilder(); // drops the second convolution of stage 3
            String before = graph.getNode(7).getOutput(0);
            graph.getNodeBuilder(10).setInput(0, before);
            graph.removeNode(9).removeNode(8);
        }, "its five stages have 1-1-1-2-2 convolutions, and no VGG has those; expected 1-1-2-2-2 (vgg11), 2-2-2-2-2 "
                + "(vgg13), 2-2-3-3-3 (vgg16), 2-2-4-4-4 (vgg19)");
    }

    private void assertSameWeights(Consumer<Onnx.TensorProto.Builder> rewriting, double tolerance)
            throws IOException {
        Path file = changed(model -> model.getGraphBuilder().getInitializerBuilderList().forEach(rewriting));
        float[] expected = params(VGG11);
        assertThat(TransferFiles.relativeDifference(params(file), expected)).isLessThanOrEqualTo(tolerance);
    }

    private static float[] params(Path file) {
        EmbeddingNetwork network = TransferFiles
                .network(new Backbone(Vgg.VGG11, TransferFiles.WIDTH, false, 3, 32, 8), 1);
        PretrainedTrunk.read(file).copyInto(network);
        return network.dl4j().params().reshape(network.dl4j().numParams()).toFloatVector();
    }

    private void assertRefused(Consumer<Onnx.ModelProto.Builder> change, String reason) throws IOException {
        Path file = changed(change);
        assertThatThrownBy(() -> PretrainedTrunk.read(file)).isInstanceOf(ArcException.class)
                .hasMessage("can't start from " + file + ": " + reason);
    }

    private Path changed(Consumer<Onnx.ModelProto.Builder> change) throws IOException {
        return TransferFiles.changed(VGG11, folder.resolve("changed.onnx"), change);
    }

    private static Onnx.TensorProto.Builder bias(Onnx.ModelProto.Builder model) {
        return model.getGraphBuilder().getInitializerBuilder(1);
    }

    private static Onnx.AttributeProto.Builder ints(Onnx.ModelProto.Builder model, int node, String name) {
        Onnx.NodeProto.Builder builder = model.getGraphBuilder().getNodeBuilder(node);
        return builder.getAttributeBuilder(attribute(builder, name));
    }

    private static int attribute(Onnx.NodeProto.Builder node, String name) {
        for (int i = 0; i < node.getAttributeCount(); i++) {
            if (node.getAttribute(i).getName().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException(name);
    }

    private static FloatBuffer floats(Onnx.TensorProto.Builder tensor) {
        return tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }

    private static ByteString withNan(ByteString raw) {
        byte[] bytes = raw.toByteArray();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(5 * Float.BYTES, Float.NaN);
        return ByteString.copyFrom(bytes);
    }
}
