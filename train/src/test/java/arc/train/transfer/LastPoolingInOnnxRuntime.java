package arc.train.transfer;

import arc.infer.image.InputTensor;
import arc.infer.image.Preprocessing;
import arc.infer.model.Device;
import arc.infer.model.ModelCard;
import arc.infer.model.ModelCardJson;
import arc.infer.model.OnnxEmbedder;
import onnx.Onnx;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Asks ONNX Runtime what a VGG's last pooling gives. Only infer may call ONNX Runtime, and it runs models that
 * give unit vectors: so the graph is cut behind the pooling, and goes on with Flatten, a 1 that is appended, and the L2
 * normalisation. The last value of the unit vector then tells by what to multiply the others.
 */
final class LastPoolingInOnnxRuntime {

    private static final int POOLINGS = 5;

    private LastPoolingInOnnxRuntime() {}

    /** Returns the activations for one input, [C, H, W], row-major. */
    static float[] of(Onnx.ModelProto model, InputTensor input, int channels) {
        int poolSide = input.sizePixels() >> POOLINGS;
        int length = channels * poolSide * poolSide;
        byte[] cut = cut(model, card(input, length + 1));
        try (OnnxEmbedder embedder = OnnxEmbedder.open(cut, "cut", new Device.Cpu(), 1)) {
            float[] unit = embedder.embed(List.of(input)).getFirst().toArrayCopy();
            float[] activations = new float[length];
            for (int i = 0; i < length; i++) {
                activations[i] = unit[i] / unit[length];
            }
            return activations;
        }
    }

    private static byte[] cut(Onnx.ModelProto model, ModelCard card) {
        List<Onnx.NodeProto> nodes = model.getGraph().getNodeList();
        int last = IntStream.range(0, nodes.size()).filter(i -> nodes.get(i).getOpType().equals("MaxPool"))
                .skip(POOLINGS - 1).findFirst().orElseThrow();
        List<Onnx.NodeProto> kept = nodes.subList(0, last + 1);
        Set<String> used = kept.stream().flatMap(node -> node.getInputList().stream()).collect(Collectors.toSet());
        Onnx.GraphProto.Builder graph = Onnx.GraphProto.newBuilder().setName("cut").addAllNode(kept)
                .addAllInput(model.getGraph().getInputList()).addAllInitializer(model.getGraph().getInitializerList()
                        .stream().filter(tensor -> used.contains(tensor.getName())).toList());
        graph.addInitializer(Onnx.TensorProto.newBuilder().setName("one").addDims(1).addDims(1).addFloatData(1)
                .setDataType(Onnx.TensorProto.DataType.FLOAT.getNumber()));
        graph.addNode(node("Flatten", "flat", 1, kept.getLast().getOutput(0)));
        graph.addNode(node("Concat", "longer", 1, "flat", "one"));
        graph.addNode(node("LpNormalization", "unit", 1, "longer"));
        graph.addOutput(Onnx.ValueInfoProto.newBuilder().setName("unit")
                .setType(Onnx.TypeProto.newBuilder().setTensorType(Onnx.TypeProto.Tensor.newBuilder()
                        .setElemType(Onnx.TensorProto.DataType.FLOAT.getNumber())
                        .setShape(Onnx.TensorShapeProto.newBuilder()
                                .addDim(Onnx.TensorShapeProto.Dimension.newBuilder().setDimParam("batch"))
                                .addDim(Onnx.TensorShapeProto.Dimension.newBuilder().setDimValue(card.dimension()))))));
        return Onnx.ModelProto.newBuilder(model).setGraph(graph).addMetadataProps(Onnx.StringStringEntryProto
                .newBuilder().setKey(ModelCard.METADATA_KEY).setValue(ModelCardJson.toJson(card))).build()
                .toByteArray();
    }

    private static Onnx.NodeProto node(String type, String output, int axis, String... inputs) {
        return Onnx.NodeProto.newBuilder().setOpType(type).addAllInput(List.of(inputs)).addOutput(output)
                .addAttribute(Onnx.AttributeProto.newBuilder().setName("axis")
                        .setType(Onnx.AttributeProto.AttributeType.INT).setI(axis))
                .build();
    }

    private static ModelCard card(InputTensor input, int dimension) {
        Preprocessing preprocessing = new Preprocessing(input.sizePixels(),
                input.channels() == 1 ? Preprocessing.Channels.GREY : Preprocessing.Channels.RGB,
                Preprocessing.Fit.RESIZE, List.of(0.5), List.of(0.5));
        return new ModelCard(ModelCard.FORMAT_VERSION, "test", preprocessing, dimension, "vgg", 1, false, "none", 0, 1,
                List.of(), "none", 0, Map.of());
    }
}
