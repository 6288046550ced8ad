package arc.infer.model;

import arc.infer.ArcException;

import java.lang.foreign.Arena;
import java.nio.file.Path;

/**
 * Knows an ONNX file that arc can run, without running it: everything here is checked before ONNX
 * Runtime sees the file.
 *
 * @param name the file's name in messages
 * @param id SHA-256 of the file; of a foreign one, of the file's bytes followed by those of the card beside it
 * @param bytes size of the file
 * @param card the one inside of the file, or else the one beside it
 * @param outline what else the file holds
 */
public record OnnxModel(String name, ModelId id, long bytes, Card card, OnnxOutline outline) {

    /**
     * Reads and checks a file, and the card beside it where it has none inside.
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
        OnnxOutline outline = file.checkedOutline();
        String json = outline.metadata().get(ModelCard.METADATA_KEY);
        if (json == null) {
            CardBeside beside = file.path().flatMap(CardBeside::find).orElseThrow(() -> withoutCard(file.name()));
            GraphFit.require(outline, beside.card(), file.name());
            return new OnnxModel(file.name(), ModelId.of(file, beside), file.size(), beside.card(), outline);
        }
        ModelCard card = ModelCardJson.fromJson(json, file.name());
        GraphFit.require(outline, card, file.name());
        return new OnnxModel(file.name(), ModelId.of(file), file.size(), card, outline);
    }

    private static ArcException withoutCard(String name) {
        return new ArcException(name
                + " has no arc card, neither in its metadata nor beside it, so its preprocessing is "
                + "unknown\nuse a model.onnx that `arc train` wrote, or say how this one sees pictures: arc card "
                + name
                + " ...");
    }

    /** Returns the name of the graph's one input. */
    String inputName() {
        return outline.inputs().getFirst().name();
    }

    /** Returns the name of the output that is the embedding. */
    String outputName() {
        return switch (card) {
            case ModelCard _ -> outline.outputs().getFirst().name();
            case ForeignCard foreign -> foreign.output();
        };
    }
}
