package arc.infer.model;

import arc.infer.ArcException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes and reads a {@link ModelCard} as JSON. The order of the fields is fixed, so that one card
 * always gives the same text, and one training run the same ONNX bytes.
 *
 * <p>Within a format version further fields may appear, and an older arc passes over them. What an
 * older arc must not pass over raises the version; a newer version is refused.
 */
public final class ModelCardJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ModelCardJson() {}

    /** Returns the card as one line of JSON: the same text for the same card. */
    public static String toJson(ModelCard card) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format_version", card.formatVersion());
        root.put("arc_version", card.arcVersion());
        PreprocessingJson.write(root.putObject("preprocessing"), card.preprocessing(), card.formatVersion() >= 2);
        root.put("dimension", card.dimension());
        root.put("backbone", card.backbone());
        root.put("width", card.width());
        root.put("batch_norm", card.batchNorm());
        root.put("head", card.head());
        root.put("margin", card.margin());
        root.put("scale", card.scale());
        ArrayNode classNames = root.putArray("class_names");
        card.classNames().forEach(classNames::add);
        root.put("data_set", card.dataSet());
        root.put("seed", card.seed());
        ObjectNode training = root.putObject("training");
        card.training().forEach(training::put);
        return JSON.writeValueAsString(root);
    }

    /**
     * Reads a card.
     *
     * @param fileName what the messages call the source of the card
     * @throws ArcException when the text is no JSON, its version is newer than this arc, or a field is
     *     missing or ill-typed; the message names the file and the field
     */
    public static ModelCard fromJson(String json, String fileName) {
        CardFields card = CardFields.parse(json, fileName);
        int version = card.version(ModelCard.FORMAT_VERSION);
        try {
            return new ModelCard(version, card.text("arc_version"),
                    PreprocessingJson.read(card.object("preprocessing"), version >= 2), card.integer("dimension"),
                    card.text("backbone"), card.number("width"), card.bool("batch_norm"),
                    card.text("head"), card.number("margin"), card.number("scale"), card.texts("class_names"),
                    card.text("data_set"), card.longInteger("seed"), card.object("training").textByName());
        } catch (IllegalArgumentException e) {
            throw new ArcException(fileName + " has a card that can't be used: " + e.getMessage(), e);
        }
    }
}
