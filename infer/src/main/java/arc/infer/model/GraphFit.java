package arc.infer.model;

import arc.infer.ArcException;
import arc.infer.image.Preprocessing;
import arc.infer.model.OnnxOutline.Axis;
import arc.infer.model.OnnxOutline.FixedAxis;
import arc.infer.model.OnnxOutline.ValueInfo;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Compares what a graph states of its inputs and outputs with a card; an axis that the file leaves open fits. */
final class GraphFit {

    private GraphFit() {}

    /** Requires one input and one output, of any number of pictures, as the card says. */
    static void require(OnnxOutline outline, ModelCard card, String name) {
        long channels = card.preprocessing().channels().count();
        long size = card.preprocessing().sizePixels();
        requireOne(name, "input", outline.inputs(), channels, size, size);
        requireOne(name, "output", outline.outputs(), card.dimension());
    }

    /** Requires the one input and, among the outputs, the one that the card names. */
    static void require(OnnxOutline outline, ForeignCard card, String name) {
        List<ValueInfo> inputs = outline.inputs();
        if (inputs.size() != 1 || !inputs.getFirst().name().equals(card.input())) {
            throw new ArcException(name + " should have the one input '" + card.input() + "' by its card, but has "
                    + inputs);
        }
        if (!takes(inputs.getFirst(), card.preprocessing(), card.oneByOne())) {
            throw misfit(name, "input", inputType(card.preprocessing(), card.oneByOne()), inputs.getFirst());
        }
        ValueInfo output = outline.outputs().stream().filter(value -> value.name().equals(card.output())).findFirst()
                .orElseThrow(() -> new ArcException(name + " should have an output '" + card.output()
                        + "' by its card, but has " + outline.outputs()));
        if (!mayBeVectors(output) || !fits(output, 1, card.dimension())) {
            throw misfit(name, "output", "float32[batch, " + card.dimension() + "]", output);
        }
    }

    /** Says whether an input takes pictures of this preprocessing, many at a time or one. */
    static boolean takes(ValueInfo input, Preprocessing preprocessing, boolean oneByOne) {
        if (input.elementType() != ValueInfo.FLOAT32) {
            return false;
        }
        if (input.shape().isEmpty()) {
            return true; // the file doesn't say
        }
        boolean batch = !(input.shape().getFirst() instanceof FixedAxis(long length)) || (oneByOne && length == 1);
        long size = preprocessing.sizePixels();
        return batch && input.shape().size() == 4 && fits(input, 1, preprocessing.channels().count())
                && fits(input, 2, size) && fits(input, 3, size);
    }

    /** Says whether an output may be a vector a picture: float32 [N, D], or [N, D, 1, …], or of a shape that isn't stated. */
    static boolean mayBeVectors(ValueInfo output) {
        boolean vectors = output.elementType() == ValueInfo.FLOAT32 && output.shape().size() != 1;
        for (int axis = 2; vectors && axis < output.shape().size(); axis++) {
            vectors = fits(output, axis, 1) && output.shape().get(axis) instanceof FixedAxis;
        }
        return vectors;
    }

    /** Names the type of input that fits a preprocessing. */
    static String inputType(Preprocessing preprocessing, boolean oneByOne) {
        int size = preprocessing.sizePixels();
        return type(oneByOne ? "1" : "batch", preprocessing.channels().count(), size, size);
    }

    private static String type(String batch, long... lengths) {
        return "float32[" + batch + ", "
                + Arrays.stream(lengths).mapToObj(Long::toString).collect(Collectors.joining(", ")) + "]";
    }

    private static void requireOne(String name, String what, List<ValueInfo> values, long... lengths) {
        String expected = type("batch", lengths);
        if (values.size() != 1) {
            throw new ArcException(name + " should have one " + what + ", " + expected + " by its card, but has "
                    + values.size() + ": " + values);
        }
        ValueInfo value = values.getFirst();
        boolean fits = value.elementType() == ValueInfo.FLOAT32 && value.shape().size() == 1 + lengths.length
                && !(value.shape().getFirst() instanceof FixedAxis);
        for (int i = 0; fits && i < lengths.length; i++) {
            fits = fits(value, 1 + i, lengths[i]);
        }
        if (!fits) {
            throw misfit(name, what, expected, value);
        }
    }

    private static boolean fits(ValueInfo value, int index, long expected) {
        if (value.shape().isEmpty()) {
            return true;
        }
        Axis axis = value.shape().get(index);
        return !(axis instanceof FixedAxis(long length)) || length == expected;
    }

    private static ArcException misfit(String name, String what, String expected, ValueInfo found) {
        return new ArcException(name + " should have the " + what + " " + expected + " by its card, but has " + found);
    }
}
