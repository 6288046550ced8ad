package arc.train.transfer;

import onnx.Onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Follows a graph from its input, node by node, as long as each value goes to one node only. Nodes that do
 * nothing at inference (Identity, Dropout) are passed over.
 */
final class OnnxChain {

    private final String file;
    private final Map<String, List<Onnx.NodeProto>> readers;
    private final int nodes;
    private int steps;
    private String value;

    /** Starts at the graph's one input that is no stored tensor. */
    OnnxChain(String file, Onnx.GraphProto graph, OnnxWeights weights) {
        this.file = file;
        readers = new HashMap<>();
        for (Onnx.NodeProto node : graph.getNodeList()) {
            node.getInputList().stream().distinct()
                    .forEach(input -> readers.merge(input, List.of(node), OnnxChain::concatenated));
        }
        nodes = graph.getNodeCount();
        List<String> inputs = graph.getInputList().stream().map(Onnx.ValueInfoProto::getName)
                .filter(name -> !weights.contains(name)).toList();
        if (inputs.size() != 1) {
            throw new UnusableTrunk(file, "its graph should have one input, the picture, but has " + inputs);
        }
        value = inputs.getFirst();
    }

    /** Returns how messages call a node. */
    static String called(Onnx.NodeProto node) {
        String output = node.getOutputCount() > 0 ? node.getOutput(0) : "?";
        String name = node.getName().isEmpty() ? output : node.getName();
        return "node '" + name + "' (" + node.getOpType() + ")";
    }

    /** Returns the next node, where there is exactly one, and doesn't go on. */
    Optional<Onnx.NodeProto> peek() {
        while (true) {
            List<Onnx.NodeProto> next = readers.getOrDefault(value, List.of());
            if (next.size() > 1) {
                throw new UnusableTrunk(file, "the value '" + value + "' goes to several nodes ("
                        + next.stream().map(OnnxChain::called).collect(Collectors.joining(", "))
                        + "), and a VGG is one chain up to its last pooling");
            }
            if (next.isEmpty() || !isPassedOver(next.getFirst())) {
                return next.stream().findFirst();
            }
            goOver(next.getFirst());
        }
    }

    /** Goes over the node that {@link #peek} returned. */
    void goOver(Onnx.NodeProto node) {
        steps++;
        if (steps > nodes) {
            throw new UnusableTrunk(file, "its graph runs in a circle through " + called(node));
        }
        if (!node.getInput(0).equals(value) || node.getOutputCount() == 0) {
            throw new UnusableTrunk(file, called(node) + " takes '" + value + "' as something else than its picture");
        }
        value = node.getOutput(0);
    }

    private static boolean isPassedOver(Onnx.NodeProto node) {
        return switch (node.getOpType()) {
            case "Identity" -> true;
            case "Dropout" -> node.getInputCount() < 3; // the third turns it on
            default -> false;
        };
    }

    private static List<Onnx.NodeProto> concatenated(List<Onnx.NodeProto> some, List<Onnx.NodeProto> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
