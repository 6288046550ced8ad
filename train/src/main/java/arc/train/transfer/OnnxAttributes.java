package arc.train.transfer;

import onnx.Onnx;

import java.util.List;
import java.util.Optional;

/** Reads a node's attributes, with the defaults that ONNX gives those that are left out. */
final class OnnxAttributes {

    private final String file;
    private final Onnx.NodeProto node;

    OnnxAttributes(String file, Onnx.NodeProto node) {
        this.file = file;
        this.node = node;
    }

    /** Refuses a node whose list of numbers is not the expected one. */
    void requireInts(String name, List<Long> byDefault, List<Long> expected) {
        require(name, find(name).map(Onnx.AttributeProto::getIntsList).orElse(byDefault), expected);
    }

    /** Refuses a node whose number is not the expected one. */
    void requireInt(String name, long byDefault, long expected) {
        require(name, find(name).map(Onnx.AttributeProto::getI).orElse(byDefault), expected);
    }

    /** Refuses a node that doesn't add a border of {@code pixels} to all four sides of a picture. */
    void requireBorder(int pixels) {
        String mode = find("auto_pad").map(a -> a.getS().toStringUtf8()).orElse("NOTSET");
        boolean same = mode.equals("SAME_UPPER") || mode.equals("SAME_LOWER");
        if (pixels == 1 ? same : mode.equals("VALID")) {
            return;
        }
        require("auto_pad", mode, "NOTSET");
        requireInts("pads", List.of(0L, 0L, 0L, 0L),
                List.of((long) pixels, (long) pixels, (long) pixels, (long) pixels));
    }

    /** Returns a real number. */
    double real(String name, double byDefault) {
        return find(name).map(a -> (double) a.getF()).orElse(byDefault);
    }

    private Optional<Onnx.AttributeProto> find(String name) {
        return node.getAttributeList().stream().filter(a -> a.getName().equals(name)).findFirst();
    }

    private void require(String name, Object found, Object expected) {
        if (!found.equals(expected)) {
            throw new UnusableTrunk(file, OnnxChain.called(node) + " has " + name + " " + found
                    + ", and a VGG has " + expected + " there");
        }
    }
}
