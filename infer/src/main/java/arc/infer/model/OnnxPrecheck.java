package arc.infer.model;

import arc.infer.ArcException;
import arc.infer.model.OnnxOutline.Operator;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Refuses an ONNX file before ONNX Runtime opens it, when it is more than weights and arithmetic: data
 * in other files (a path to read any file of the machine), operators that are not ONNX's own, control
 * flow, local functions, training information, or a size beyond what protobuf can hold.
 *
 * <p>The operators allowed are those of ONNX's own domain that feed-forward image encoders are made
 * of (VGG, ResNet and its successors, vision transformers, and their quantised forms, as the common
 * exporters write them): each computes tensors from tensors, alike at every run. Left out is
 * whatever runs a graph inside a node (If, Loop, Scan, SequenceMap), draws random numbers, or works on
 * strings, sequences or encoded images. The list bounds what code a file can reach, not how much
 * memory its arithmetic asks for.
 */
public final class OnnxPrecheck {

    private static final Set<String> ALLOWED = Set.of(
            // layers
            "Conv", "ConvTranspose", "Gemm", "MatMul", "Einsum", "Attention", "RotaryEmbedding", "Dropout",
            // pooling
            "MaxPool", "AveragePool", "LpPool", "GlobalMaxPool", "GlobalAveragePool", "GlobalLpPool",
            // normalisation
            "BatchNormalization", "InstanceNormalization", "LayerNormalization", "GroupNormalization",
            "RMSNormalization", "LpNormalization", "MeanVarianceNormalization", "LRN",
            // activations
            "Relu", "LeakyRelu", "PRelu", "ThresholdedRelu", "Elu", "Celu", "Selu", "Sigmoid", "HardSigmoid",
            "HardSwish", "Swish", "Mish", "Gelu", "Softplus", "Softsign", "Tanh", "Clip", "Softmax", "LogSoftmax",
            "Hardmax",
            // element by element
            "Add", "Sub", "Mul", "Div", "Mod", "Pow", "Sqrt", "Reciprocal", "Exp", "Log", "Erf", "Neg", "Abs", "Sign",
            "Floor", "Ceil", "Round", "Sin", "Cos", "Min", "Max", "Mean", "Sum", "Where", "Equal", "Greater",
            "GreaterOrEqual", "Less", "LessOrEqual", "And", "Or", "Xor", "Not", "IsNaN", "IsInf",
            // reductions
            "ReduceMean", "ReduceSum", "ReduceMax", "ReduceMin", "ReduceProd", "ReduceL1", "ReduceL2",
            "ReduceSumSquare", "ReduceLogSum", "ReduceLogSumExp", "ArgMax", "ArgMin", "CumSum", "TopK",
            // shapes
            "Shape", "Size", "Reshape", "Flatten", "Transpose", "Squeeze", "Unsqueeze", "Concat", "Split", "Slice",
            "Gather", "GatherElements", "GatherND", "Scatter", "ScatterElements", "ScatterND", "Compress", "NonZero",
            "OneHot", "Expand", "Tile", "Pad", "Identity",
            "Cast", "CastLike", "Constant", "ConstantOfShape", "Range", "Trilu", "EyeLike", "Resize", "Upsample",
            "DepthToSpace", "SpaceToDepth", "GridSample", "AffineGrid",
            // quantised forms
            "QuantizeLinear", "DequantizeLinear", "DynamicQuantizeLinear", "QLinearConv", "QLinearMatMul",
            "ConvInteger", "MatMulInteger");

    private OnnxPrecheck() {}

    /**
     * Checks an outline.
     *
     * @param name what messages call the file
     * @throws ArcException when the file is to be refused; the message says what was found
     */
    public static void check(OnnxOutline outline, String name) {
        if (!outline.externalTensors().isEmpty()) {
            throw refused(name, "tensor '" + outline.externalTensors().getFirst()
                    + "' keeps its data in another file; save the model as one file");
        }
        if (outline.functions() > 0) {
            throw refused(name, "it defines functions of its own; inline them when exporting");
        }
        if (outline.trainingInfo()) {
            throw refused(name, "it carries training information; export it for inference");
        }
        if (outline.subGraphs() > 0) {
            throw refused(name, "it has control flow (a graph inside a node), and arc runs feed-forward models");
        }
        Set<Operator> unknown = new TreeSet<>(outline.operators().keySet());
        unknown.removeIf(operator -> operator.domain().isEmpty() && ALLOWED.contains(operator.type()));
        if (!unknown.isEmpty()) {
            List<Operator> shown = unknown.stream().limit(5).toList();
            throw refused(name, "it uses operators that arc doesn't run: " + shown
                    + (unknown.size() > shown.size() ? " and " + (unknown.size() - shown.size()) + " more" : ""));
        }
    }

    static ArcException tooLarge(String name, long bytes) {
        return refused(name,
                "it has " + bytes + " bytes, and an ONNX file has at most " + OnnxOutline.MAX_FILE_BYTES);
    }

    private static ArcException refused(String name, String reason) {
        return new ArcException(name + " is refused: " + reason);
    }
}
