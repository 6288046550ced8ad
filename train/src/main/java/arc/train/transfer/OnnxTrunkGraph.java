package arc.train.transfer;

import onnx.Onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a VGG trunk out of an ONNX graph: five times Conv (3×3, stride 1, padding 1), BatchNormalization or not,
 * Relu, and after the last of a stage MaxPool (2×2, stride 2). What follows the fifth pooling is a classifier,
 * and nobody asks for it, except for the linear layer of an arc model.
 */
final class OnnxTrunkGraph {

    private static final List<Long> ONES = List.of(1L, 1L);
    private static final List<Long> TWOS = List.of(2L, 2L);
    private static final List<Long> THREES = List.of(3L, 3L);

    /** ONNX's default of BatchNormalization. */
    private static final double DEFAULT_EPSILON = 1e-5;

    private final String file;
    private final OnnxWeights weights;
    private final OnnxChain chain;
    private int channels; // behind the last convolution
    private int convolutions;
    private int poolings;

    OnnxTrunkGraph(String file, Onnx.GraphProto graph) {
        this.file = file;
        weights = new OnnxWeights(file, graph);
        chain = new OnnxChain(file, graph, weights);
    }

    /** Reads the convolutions of the five stages, and ends behind the last pooling. */
    List<List<TrunkConvolution>> stages() {
        List<List<TrunkConvolution>> stages = new ArrayList<>();
        while (stages.size() < TrunkShape.STAGES) {
            stages.add(stage());
        }
        return stages;
    }

    /** Reads arc's Flatten and Gemm behind the last pooling, where they stand. */
    Optional<LinearLayer> linear() {
        Optional<Onnx.NodeProto> flatten = chain.peek().filter(node -> node.getOpType().equals("Flatten"));
        flatten.ifPresent(chain::goOver);
        return flatten.flatMap(_ -> chain.peek()).filter(node -> node.getOpType().equals("Gemm"))
                .filter(node -> node.getAttributeCount() == 0 && node.getInputCount() == 3).map(this::linear);
    }

    private LinearLayer linear(Onnx.NodeProto gemm) {
        List<Long> shape = weights.shape(gemm.getInput(1));
        if (shape.size() != 2) {
            throw new UnusableTrunk(file, OnnxChain.called(gemm) + " should have a matrix, but has " + shape);
        }
        int inputs = length(gemm, shape.get(0), Integer.MAX_VALUE);
        int dimension = length(gemm, shape.get(1), Integer.MAX_VALUE / inputs);
        if (inputs % channels != 0) {
            throw new UnusableTrunk(file,
                    OnnxChain.called(gemm) + " takes " + inputs + " values, which " + channels
                            + " channels can't give");
        }
        return LinearLayer.ofChannelsFirst(channels, inputs, dimension,
                weights.values(gemm.getInput(1), inputs * dimension),
                weights.vector(gemm.getInput(2), dimension));
    }

    private List<TrunkConvolution> stage() {
        List<TrunkConvolution> stage = new ArrayList<>();
        Onnx.NodeProto node = next("Conv");
        while (!node.getOpType().equals("MaxPool")) {
            stage.add(convolution(node));
            node = next("Conv", "MaxPool");
        }
        OnnxAttributes attributes = new OnnxAttributes(file, node);
        attributes.requireInts("kernel_shape", List.of(), TWOS);
        attributes.requireInts("strides", ONES, TWOS);
        attributes.requireInts("dilations", ONES, ONES);
        attributes.requireInt("ceil_mode", 0, 0);
        attributes.requireBorder(0);
        poolings++;
        return stage;
    }

    private TrunkConvolution convolution(Onnx.NodeProto conv) {
        OnnxAttributes attributes = new OnnxAttributes(file, conv);
        attributes.requireInts("kernel_shape", THREES, THREES);
        attributes.requireInts("strides", ONES, ONES);
        attributes.requireInts("dilations", ONES, ONES);
        attributes.requireInt("group", 1, 1);
        attributes.requireBorder(1);
        List<Long> shape = weights.shape(input(conv, 1)); // [Cout, Cin, 3, 3]
        if (shape.size() != 4 || !shape.subList(2, 4).equals(THREES)) {
            throw new UnusableTrunk(file,
                    OnnxChain.called(conv) + " should have a kernel [out, in, 3, 3], but has " + shape);
        }
        int out = length(conv, shape.get(0), TrunkShape.MAX_CHANNELS);
        int in = length(conv, shape.get(1), TrunkShape.MAX_CHANNELS);
        if (convolutions > 0 && in != channels) {
            throw new UnusableTrunk(file, OnnxChain.called(conv) + " takes " + in + " channels, and gets " + channels);
        }
        float[] kernel = TrunkConvolution.hwio(weights.values(input(conv, 1), out * in * TrunkConvolution.TAPS), in,
                out);
        boolean biased = conv.getInputCount() > 2 && !conv.getInput(2).isEmpty();
        float[] bias = biased ? weights.vector(conv.getInput(2), out) : new float[out];
        channels = out;
        convolutions++;
        Onnx.NodeProto after = next("BatchNormalization", "Relu");
        if (after.getOpType().equals("Relu")) {
            return new TrunkConvolution(in, out, kernel, new Bias(bias));
        }
        BatchNorm batchNorm = batchNorm(after, bias);
        next("Relu");
        return new TrunkConvolution(in, out, kernel, batchNorm);
    }

    private BatchNorm batchNorm(Onnx.NodeProto node, float[] bias) {
        OnnxAttributes attributes = new OnnxAttributes(file, node);
        attributes.requireInt("training_mode", 0, 0);
        double epsilon = attributes.real("epsilon", DEFAULT_EPSILON);
        float[] variance = weights.vector(input(node, 4), bias.length);
        for (int c = 0; c < variance.length; c++) {
            if (!(variance[c] >= 0 && variance[c] + epsilon > 0)) {
                throw new UnusableTrunk(file, OnnxChain.called(node) + " has the variance " + variance[c]
                        + " for channel " + c + " and epsilon " + epsilon + "; expected a positive sum");
            }
        }
        return BatchNorm.of(weights.vector(input(node, 1), bias.length), weights.vector(input(node, 2), bias.length),
                weights.vector(input(node, 3), bias.length), variance, bias, epsilon);
    }

    private Onnx.NodeProto next(String... expected) {
        List<String> types = List.of(expected);
        Onnx.NodeProto node = chain.peek().orElseThrow(() -> new UnusableTrunk(file, "its graph ends after " + soFar()
                + "; a VGG goes on with " + String.join(" or ", types)));
        if (!types.contains(node.getOpType())) {
            throw new UnusableTrunk(file, OnnxChain.called(node) + " stands after " + soFar()
                    + ", where a VGG has " + String.join(" or ", types));
        }
        chain.goOver(node);
        return node;
    }

    private String input(Onnx.NodeProto node, int index) {
        if (node.getInputCount() <= index) {
            throw new UnusableTrunk(file, OnnxChain.called(node) + " has only " + node.getInputCount() + " inputs");
        }
        return node.getInput(index);
    }

    private int length(Onnx.NodeProto node, long length, int most) {
        if (length < 1 || length > most) {
            throw new UnusableTrunk(file,
                    OnnxChain.called(node) + " has an axis of " + length + "; expected 1 to " + most);
        }
        return (int) length;
    }

    private String soFar() {
        return convolutions + " convolutions and " + poolings + " of " + TrunkShape.STAGES + " poolings";
    }
}
