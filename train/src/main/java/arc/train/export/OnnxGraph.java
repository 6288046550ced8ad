package arc.train.export;

import arc.train.net.Backbone;
import arc.train.net.EmbeddingNetwork;
import onnx.Onnx;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Builds the ONNX graph of the trunk: Conv, BatchNormalization, Relu, MaxPool, Flatten, Gemm, where wanted Relu and Max
 * with a tiny number, and the L2 normalisation that makes the output unit vectors. Input {@code image} is float
 * [batch, C, S, S], output {@code embedding} float [batch, dimension]. The margin head stays behind.
 */
final class OnnxGraph {

    /** Opset 17 and IR 8: what every ONNX Runtime since 2022 reads. */
    static final int OPSET = 17;
    static final int IR_VERSION = 8;

    private static final String INPUT = "image";
    private static final String OUTPUT = "embedding";

    private final Onnx.GraphProto.Builder graph = Onnx.GraphProto.newBuilder().setName("arc");
    private String last = INPUT;

    private OnnxGraph() {}

    static Onnx.GraphProto of(EmbeddingNetwork network) {
        OnnxGraph builder = new OnnxGraph();
        builder.build(network);
        return builder.graph.build();
    }

    private void build(EmbeddingNetwork network) {
        Backbone backbone = network.backbone();
        List<Backbone.Convolution> convolutions = backbone.convolutions();
        for (int i = 0; i < convolutions.size(); i++) {
            block("block" + (i + 1), network.blockParams().get(i), convolutions.get(i).pooled());
        }
        add("Flatten", "flat", List.of(last), OnnxNodes.integer("axis", 1));
        Map<String, INDArray> dense = network.embeddingParams();
        INDArray rows = channelsFirst(param(dense, "W"), convolutions.getLast().outChannels());
        add("Gemm", "linear", List.of(last, weight("linear.weight", rows),
                weight("linear.bias", param(dense, "b").reshape(backbone.dimension()))));
        if (backbone.featureRelu()) {
            add("Relu", "linear.relu", List.of(last));
            add("Max", "linear.floored", List.of(last,
                    weight("linear.floor", Nd4j.createFromArray((float) EmbeddingNetwork.LEAST_FEATURE))));
        }
        add("LpNormalization", OUTPUT, List.of(last), OnnxNodes.integer("axis", 1), OnnxNodes.integer("p", 2));
        graph.addInput(floats(INPUT, backbone.inputChannels(), backbone.sizePixels(), backbone.sizePixels()));
        graph.addOutput(floats(OUTPUT, backbone.dimension()));
    }

    /** Brings the rows from the order rows, columns, channels into that of Flatten after NCHW. */
    private static INDArray channelsFirst(INDArray weights, int channels) {
        long side = Math.round(Math.sqrt((double) weights.size(0) / channels));
        return weights.dup('c').reshape('c', side, side, channels, weights.size(1)).permute(2, 0, 1, 3).dup('c')
                .reshape('c', weights.shape());
    }

    private void block(String name, Map<String, INDArray> params, boolean pooled) {
        String kernel = weight(name + ".kernel", param(params, "W").permute(3, 2, 0, 1)); // HWIO → OIHW
        List<String> inputs = params.containsKey("b")
                ? List.of(last, kernel, weight(name + ".bias", param(params, "b")))
                : List.of(last, kernel);
        add("Conv", name + ".conv", inputs, OnnxNodes.ints("kernel_shape", 3, 3), OnnxNodes.ints("pads", 1, 1, 1, 1),
                OnnxNodes.ints("strides", 1, 1));
        if (params.containsKey("gamma")) {
            add("BatchNormalization", name + ".bn",
                    List.of(last, weight(name + ".gamma", param(params, "gamma")),
                            weight(name + ".beta", param(params, "beta")),
                            weight(name + ".mean", param(params, "mean")),
                            weight(name + ".variance", param(params, "var"))),
                    OnnxNodes.real("epsilon", EmbeddingNetwork.BATCH_NORM_EPSILON));
        }
        add("Relu", name + ".relu", List.of(last));
        if (pooled) {
            add("MaxPool", name + ".pool", List.of(last), OnnxNodes.ints("kernel_shape", 2, 2),
                    OnnxNodes.ints("strides", 2, 2));
        }
    }

    private void add(String type, String output, List<String> inputs, Onnx.AttributeProto... attributes) {
        graph.addNode(OnnxNodes.node(type, inputs, output, attributes));
        last = output;
    }

    private String weight(String name, INDArray values) {
        graph.addInitializer(OnnxTensors.of(name, values));
        return name;
    }

    private static Onnx.ValueInfoProto floats(String name, long... sizesAfterBatch) {
        Onnx.TensorShapeProto.Builder shape = Onnx.TensorShapeProto.newBuilder()
                .addDim(Onnx.TensorShapeProto.Dimension.newBuilder().setDimParam("batch"));
        for (long size : sizesAfterBatch) {
            shape.addDim(Onnx.TensorShapeProto.Dimension.newBuilder().setDimValue(size));
        }
        return Onnx.ValueInfoProto.newBuilder().setName(name)
                .setType(Onnx.TypeProto.newBuilder().setTensorType(Onnx.TypeProto.Tensor.newBuilder()
                        .setElemType(Onnx.TensorProto.DataType.FLOAT.getNumber()).setShape(shape)))
                .build();
    }

    private static INDArray param(Map<String, INDArray> params, String key) {
        return Objects.requireNonNull(params.get(key), key);
    }
}
