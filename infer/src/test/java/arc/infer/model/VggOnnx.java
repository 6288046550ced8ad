package arc.infer.model;

import arc.infer.image.Preprocessing;

import java.util.List;
import java.util.Map;
import java.util.Random;

/** Builds a VGG16 for 32 × 32 grey pictures with random weights, as an exporter would write it. */
final class VggOnnx {

    private static final int[] CHANNELS = {64, 64, 0, 128, 128, 0, 256, 256, 256, 0, 512, 512, 512, 0, 512, 512, 512,
            0};

    private final ProtoBytes graph = new ProtoBytes();
    private final Random random = new Random(7);
    private int layers;

    private VggOnnx() {}

    static byte[] bytes(double width, int dimension) {
        return new VggOnnx().build(width, dimension);
    }

    private byte[] build(double width, int dimension) {
        String last = "pixels";
        int channels = 1;
        for (int wanted : CHANNELS) {
            int next = (int) (wanted * width);
            last = wanted == 0 ? pool(last) : relu(convolution(last, channels, next));
            channels = wanted == 0 ? channels : next;
        }
        String flat = add(TinyOnnx.node("Flatten", List.of(last), "flat"), "flat");
        weights("w", channels, dimension, channels);
        String raw = add(
                TinyOnnx.node("Gemm", List.of(flat, "w"), "raw").message(5, TinyOnnx.intAttribute("transB", 1)),
                "raw");
        add(TinyOnnx.node("LpNormalization", List.of(raw), "embedding").message(5, TinyOnnx.intAttribute("axis", 1))
                .message(5, TinyOnnx.intAttribute("p", 2)), "embedding");
        ModelCard card = new ModelCard(1, "0.1.0",
                new Preprocessing(32, Preprocessing.Channels.GREY, Preprocessing.Fit.PAD, List.of(0.5), List.of(0.5)),
                dimension, "vgg16", width, false, "arcface", 0.5, 30, List.of("0", "1"), "mnist:train", 1, Map.of());
        graph.text(2, "vgg").message(11, TinyOnnx.valueInfo("pixels", 1, "batch", 1, 32, 32)).message(12,
                TinyOnnx.valueInfo("embedding", 1, "batch", dimension));
        return new ProtoBytes().number(1, 8).message(7, graph).message(8, new ProtoBytes().text(1, "").number(2, 17))
                .message(14,
                        new ProtoBytes().text(1, ModelCard.METADATA_KEY).text(2, ModelCardJson.toJson(card)))
                .toByteArray();
    }

    private String convolution(String input, int from, int to) {
        String name = "conv" + layers++;
        weights(name + ".w", 9 * from, to, from, 3, 3);
        return add(TinyOnnx.node("Conv", List.of(input, name + ".w"), name)
                .message(5, intsAttribute("kernel_shape", 3, 3)).message(5, intsAttribute("pads", 1, 1, 1, 1)), name);
    }

    private String relu(String input) {
        String name = input + ".relu";
        return add(TinyOnnx.node("Relu", List.of(input), name), name);
    }

    private String pool(String input) {
        String name = input + ".pool";
        return add(TinyOnnx.node("MaxPool", List.of(input), name).message(5, intsAttribute("kernel_shape", 2, 2))
                .message(5, intsAttribute("strides", 2, 2)), name);
    }

    private String add(ProtoBytes node, String output) {
        graph.message(1, node);
        return output;
    }

    /** Adds weights with the variance 2 / fan-in. */
    private void weights(String name, int fanIn, int to, long... rest) {
        int each = 1;
        for (long length : rest) {
            each *= (int) length;
        }
        float[] values = new float[to * each];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * Math.sqrt(2.0 / fanIn));
        }
        long[] dims = new long[1 + rest.length];
        dims[0] = to;
        System.arraycopy(rest, 0, dims, 1, rest.length);
        graph.message(5, TinyOnnx.floatTensor(name, values, dims));
    }

    private static ProtoBytes intsAttribute(String name, long... values) {
        ProtoBytes attribute = new ProtoBytes().text(1, name).number(20, 7);
        for (long value : values) {
            attribute.number(8, value);
        }
        return attribute;
    }
}
