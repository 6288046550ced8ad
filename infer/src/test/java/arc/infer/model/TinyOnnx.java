package arc.infer.model;

import arc.infer.image.Preprocessing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Builds an ONNX model of a few numbers: Flatten, MatMul with a weight matrix [C·S·S, dimension],
 * LpNormalization. Each part can be spoilt.
 */
final class TinyOnnx {

    static final int FLOAT = 1;

    final Map<String, String> metadata = new TreeMap<>();
    final List<ProtoBytes> nodes = new ArrayList<>();
    final ProtoBytes weightTensor;
    final ProtoBytes extraGraphFields = new ProtoBytes();
    final ProtoBytes extraModelFields = new ProtoBytes();
    ProtoBytes input;
    ProtoBytes output;
    final ModelCard card;

    /** Prepares a model that fits {@code card}, with weights [C·S·S, dimension] row by row. */
    TinyOnnx(ModelCard card, float[] weights) {
        this.card = card;
        Preprocessing in = card.preprocessing();
        metadata.put(ModelCard.METADATA_KEY, ModelCardJson.toJson(card));
        input = valueInfo("pixels", FLOAT, "batch", in.channels().count(), in.sizePixels(), in.sizePixels());
        output = valueInfo("embedding", FLOAT, "batch", card.dimension());
        nodes.add(node("Flatten", List.of("pixels"), "flat").message(5, intAttribute("axis", 1)));
        nodes.add(node("MatMul", List.of("flat", "weight"), "raw"));
        nodes.add(node("LpNormalization", List.of("raw"), "embedding").message(5, intAttribute("axis", 1)).message(5,
                intAttribute("p", 2)));
        weightTensor = floatTensor("weight", weights, in.inputLength(), card.dimension());
    }

    /** Returns a model for grey pictures of 2 × 2 whose embedding is the four pixels, normalised. */
    static TinyOnnx identity() {
        float[] weights = new float[16];
        for (int i = 0; i < 4; i++) {
            weights[5 * i] = 1;
        }
        return new TinyOnnx(card(2, 4), weights);
    }

    static ModelCard card(int size, int dimension) {
        return new ModelCard(1, "0.1.0",
                new Preprocessing(size, Preprocessing.Channels.GREY, Preprocessing.Fit.PAD, List.of(0.5), List.of(0.5)),
                dimension, "vgg16", 0.25, true, "arcface", 0.5, 30, List.of("0", "1"), "mnist:train", 1,
                Map.of("epochs", "3"));
    }

    byte[] bytes() {
        ProtoBytes graph = new ProtoBytes();
        nodes.forEach(node -> graph.message(1, node));
        graph.text(2, "tiny").message(5, weightTensor).message(11, input).message(12, output);
        ProtoBytes model = new ProtoBytes().number(1, 8).text(2, "arc").text(3, "0.1.0");
        model.bytes(7, concat(graph.toByteArray(), extraGraphFields.toByteArray()));
        model.message(8, new ProtoBytes().text(1, "").number(2, 17));
        metadata.forEach((key, value) -> model.message(14, new ProtoBytes().text(1, key).text(2, value)));
        return concat(model.toByteArray(), extraModelFields.toByteArray());
    }

    static ProtoBytes node(String type, List<String> inputs, String output) {
        ProtoBytes node = new ProtoBytes();
        inputs.forEach(name -> node.text(1, name));
        return node.text(2, output).text(4, type);
    }

    static ProtoBytes intAttribute(String name, long value) {
        return new ProtoBytes().text(1, name).number(3, value).number(20, 2);
    }

    static ProtoBytes floatTensor(String name, float[] values, long... dims) {
        ProtoBytes tensor = new ProtoBytes();
        Arrays.stream(dims).forEach(dim -> tensor.number(1, dim));
        ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return tensor.number(2, FLOAT).text(8, name).bytes(9, raw.array());
    }

    /** Describes a value; an axis is a number, or a name where it is free. */
    static ProtoBytes valueInfo(String name, int elementType, Object... axes) {
        ProtoBytes shape = new ProtoBytes();
        for (Object axis : axes) {
            shape.message(1, axis instanceof Integer length
                    ? new ProtoBytes().number(1, length)
                    : new ProtoBytes().text(2, (String) axis));
        }
        ProtoBytes tensor = new ProtoBytes().number(1, elementType).message(2, shape);
        return new ProtoBytes().text(1, name).message(2, new ProtoBytes().message(1, tensor));
    }

    static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
