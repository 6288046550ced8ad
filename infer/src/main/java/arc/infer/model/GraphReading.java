package arc.infer.model;

import arc.infer.ArcException;
import arc.infer.image.Preprocessing;
import arc.infer.image.Preprocessing.Channels;
import arc.infer.model.OnnxOutline.FixedAxis;
import arc.infer.model.OnnxOutline.ValueInfo;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.OptionalLong;

/**
 * Reads off a foreign graph what the user left open, and refuses what arc can't feed or what contradicts the request.
 *
 * @param name what messages call the file
 * @param input that takes the pictures
 * @param output that is the embedding
 * @param preprocessing that fits the input
 */
record GraphReading(String name, ValueInfo input, ValueInfo output, Preprocessing preprocessing) {

    private static final String EXPORT_AGAIN = "\nexport the image encoder alone, with one input float32[batch, channels, size, size]";

    /**
     * Puts file and request together.
     *
     * @throws ArcException of kind USAGE when the request contradicts the file or leaves something open, of kind FAILURE when
     *     arc can't run such a graph
     */
    static GraphReading of(OnnxOutline outline, CardRequest request, String name) {
        ValueInfo input = input(outline.inputs(), request.input(), name);
        Preprocessing preprocessing = preprocessing(input, request, name);
        if (!GraphFit.takes(input, preprocessing, true)) {
            throw new ArcException(ArcException.Kind.USAGE, name + " takes " + input + ", and "
                    + preprocessing.channels().name().toLowerCase(java.util.Locale.ROOT) + " pictures of "
                    + preprocessing.sizePixels() + " pixels are "
                    + GraphFit.inputType(preprocessing, false) + ": mend --size or --channels");
        }
        return new GraphReading(name, input, output(outline.outputs(), request.output(), name), preprocessing);
    }

    /** Says whether the graph states that it takes one picture at a time. */
    boolean statesOneByOne() {
        return length(input, 0).isPresent();
    }

    private static ValueInfo input(List<ValueInfo> inputs, @Nullable String wanted, String name) {
        if (inputs.size() != 1) {
            throw new ArcException(name + " takes " + (inputs.isEmpty() ? "nothing" : inputs)
                    + ", and arc gives a model pictures and nothing else" + EXPORT_AGAIN);
        }
        ValueInfo input = inputs.getFirst();
        if (wanted != null && !wanted.equals(input.name())) {
            throw new ArcException(ArcException.Kind.USAGE,
                    name + " has no input '" + wanted + "', only " + input + ": leave out --input");
        }
        boolean four = input.shape().isEmpty() || input.shape().size() == 4;
        OptionalLong batch = length(input, 0);
        if (input.elementType() != ValueInfo.FLOAT32 || !four || (batch.isPresent() && batch.getAsLong() != 1)) {
            throw new ArcException(name + " takes " + input
                    + ", and arc gives a model float32[batch, channels, size, size], any number of pictures or one"
                    + EXPORT_AGAIN);
        }
        OptionalLong height = length(input, 2);
        OptionalLong width = length(input, 3);
        if (height.isPresent() && width.isPresent() && height.getAsLong() != width.getAsLong()) {
            throw new ArcException(name + " takes " + input + ", and arc's inputs are square" + EXPORT_AGAIN);
        }
        return input;
    }

    private static Preprocessing preprocessing(ValueInfo input, CardRequest request, String name) {
        Integer size = request.sizePixels();
        if (size == null) {
            OptionalLong stated = length(input, 2).isPresent() ? length(input, 2) : length(input, 3);
            size = Math.toIntExact(Math.min(stated.orElseThrow(() -> new ArcException(ArcException.Kind.USAGE,
                    name + " takes " + input + ", which leaves the size open: add --size PIXELS")), Integer.MAX_VALUE));
        }
        Channels channels = request.channels();
        if (channels == null) {
            channels = length(input, 1).orElse(3) == 1 ? Channels.GREY : Channels.RGB;
        }
        try {
            return new Preprocessing(size, channels, request.fit(), request.interpolation(), request.mean(),
                    request.std());
        } catch (IllegalArgumentException e) {
            throw new ArcException(ArcException.Kind.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private static ValueInfo output(List<ValueInfo> outputs, @Nullable String wanted, String name) {
        List<ValueInfo> vectors = outputs.stream().filter(GraphFit::mayBeVectors).toList();
        if (wanted != null) {
            ValueInfo output = outputs.stream().filter(value -> value.name().equals(wanted)).findFirst()
                    .orElseThrow(() -> new ArcException(ArcException.Kind.USAGE,
                            name + " has no output '" + wanted + "', only " + outputs + ": mend --output"));
            if (!vectors.contains(output)) {
                throw new ArcException(ArcException.Kind.USAGE,
                        name + " gives " + output + ", and an embedding is float32[batch, dimension]: mend --output");
            }
            return output;
        }
        if (vectors.size() > 1) {
            throw new ArcException(ArcException.Kind.USAGE,
                    name + " has several outputs that may be the embedding: " + vectors
                            + "; choose with --output NAME");
        }
        if (vectors.isEmpty()) {
            throw new ArcException(name + " gives " + outputs + ", and an embedding is float32[batch, dimension]"
                    + "\nexport the image encoder with its pooled output");
        }
        return vectors.getFirst();
    }

    private static OptionalLong length(ValueInfo value, int axis) {
        return axis < value.shape().size() && value.shape().get(axis) instanceof FixedAxis(long length)
                ? OptionalLong.of(length)
                : OptionalLong.empty();
    }
}
