package arc.infer.model;

import arc.infer.ArcException;
import arc.infer.model.OnnxOutline.Axis;
import arc.infer.model.OnnxOutline.FixedAxis;
import arc.infer.model.OnnxOutline.ValueInfo;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Knows an ONNX file that arc can run, without running it: everything here is checked before ONNX
 * Runtime sees the file.
 *
 * @param name the file's name in messages
 * @param id SHA-256 of the file
 * @param bytes size of the file
 * @param card what the model says of itself
 * @param outline what else the file holds
 */
public record OnnxModel(String name, ModelId id, long bytes, ModelCard card, OnnxOutline outline) {

    /**
     * Reads and checks a file.
     *
     * @throws ArcException when the file can't be read, is no ONNX file, is refused by
     *     {@link OnnxPrecheck}, is damaged, has no card, or its input and output don't fit the card
     */
    public static OnnxModel inspect(Path file) {
        try (Arena arena = Arena.ofConfined()) {
            return of(ModelFile.read(file, arena));
        }
    }

    static OnnxModel of(ModelFile file) {
        OnnxOutline outline = file.outline();
        OnnxPrecheck.check(outline, file.name());
        OnnxSeal.check(file, outline);
        String json = outline.metadata().get(ModelCard.METADATA_KEY);
        if (json == null) {
            throw new ArcException(file.name() + " has no arc card in its metadata, so its preprocessing is unknown;\n"
                    + "use a model.onnx that `arc train` wrote");
        }
        ModelCard card = ModelCardJson.fromJson(json, file.name());
        requireFit(outline, card, file.name());
        return new OnnxModel(file.name(), new ModelId(file.sha256UpTo(file.size())), file.size(), card, outline);
    }

    /** Returns the name of the graph's one input. */
    String inputName() {
        return outline.inputs().getFirst().name();
    }

    /** Returns the name of the graph's one output. */
    String outputName() {
        return outline.outputs().getFirst().name();
    }

    private static void requireFit(OnnxOutline outline, ModelCard card, String name) {
        long channels = card.preprocessing().channels().count();
        long size = card.preprocessing().sizePixels();
        requireFit(name, "input", outline.inputs(), channels, size, size);
        requireFit(name, "output", outline.outputs(), card.dimension());
    }

    /** Compares what the file states with the card; an axis that the file leaves open fits. */
    private static void requireFit(String name, String what, List<ValueInfo> values, long... lengths) {
        String expected = "float32[batch, " + Arrays.stream(lengths).mapToObj(Long::toString)
                .collect(Collectors.joining(", ")) + "]";
        if (values.size() != 1) {
            throw new ArcException(name + " should have one " + what + ", " + expected + " by its card, but has "
                    + values.size() + ": " + values);
        }
        ValueInfo value = values.getFirst();
        boolean fits = value.elementType() == ValueInfo.FLOAT32 && value.shape().size() == 1 + lengths.length
                && !(value.shape().getFirst() instanceof FixedAxis);
        for (int i = 0; fits && i < lengths.length; i++) {
            Axis axis = value.shape().get(1 + i);
            fits = !(axis instanceof FixedAxis(long length)) || length == lengths[i];
        }
        if (!fits) {
            throw new ArcException(
                    name + " should have the " + what + " " + expected + " by its card, but has " + value);
        }
    }
}
