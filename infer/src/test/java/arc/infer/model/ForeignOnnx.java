package arc.infer.model;

import arc.infer.image.Preprocessing;

import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Builds encoders as other tools export them: no card, no normalisation, colour, sometimes a second output or a fixed
 * number of pictures. Flatten, MatMul with a random matrix.
 */
final class ForeignOnnx {

    static final String INPUT = "pixels";
    static final String OUTPUT = "embedding";

    private ForeignOnnx() {}

    /** Returns a model for [batch, 3, size, size] that gives [batch, dimension]. */
    static TinyOnnx rgb(int size, int dimension) {
        return withBatch("batch", size, dimension);
    }

    /** Returns a model that takes one picture at a time, and says so. */
    static TinyOnnx oneByOne(int size, int dimension) {
        return withBatch(1, size, dimension);
    }

    /** Returns a model that claims to take any number of pictures and takes one. */
    static TinyOnnx oneByOneInSecret(int size, int dimension) {
        TinyOnnx model = rgb(size, dimension);
        model.nodes.set(0, TinyOnnx.node("Reshape", List.of(INPUT, "shape"), "flat"));
        model.extraGraphFields.message(5, new ProtoBytes().number(1, 2).number(2, 7).number(7, 1)
                .number(7, 3L * size * size).text(8, "shape"));
        return model;
    }

    /** Returns a model whose second output, {@code logits}, has as many dimensions as there are given. */
    static TinyOnnx withLogits(int size, int dimension, int classes) {
        TinyOnnx model = rgb(size, dimension);
        model.nodes.add(TinyOnnx.node("MatMul", List.of("flat", "classes"), "logits"));
        model.extraGraphFields
                .message(5, TinyOnnx.floatTensor("classes", weights(size, classes, 2), 3L * size * size, classes))
                .message(12, TinyOnnx.valueInfo("logits", TinyOnnx.FLOAT, "batch", classes));
        return model;
    }

    private static TinyOnnx withBatch(Object batch, int size, int dimension) {
        ModelCard rgb = new ModelCard(1, "0.1.0",
                new Preprocessing(size, Preprocessing.Channels.RGB, Preprocessing.Fit.RESIZE, List.of(0.5),
                        List.of(0.5)),
                dimension, "vgg16", 0.25, true, "arcface", 0.5, 30, List.of(), "none", 1, Map.of());
        TinyOnnx model = new TinyOnnx(rgb, weights(size, dimension, 1));
        model.metadata.clear();
        model.nodes.removeLast();
        model.nodes.add(TinyOnnx.node("Identity", List.of("raw"), OUTPUT));
        model.input = TinyOnnx.valueInfo(INPUT, TinyOnnx.FLOAT, batch, 3, size, size);
        model.output = TinyOnnx.valueInfo(OUTPUT, TinyOnnx.FLOAT, batch, dimension);
        return model;
    }

    private static float[] weights(int size, int dimension, long seed) {
        Random random = new Random(seed);
        float[] weights = new float[3 * size * size * dimension];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextGaussian();
        }
        return weights;
    }
}
