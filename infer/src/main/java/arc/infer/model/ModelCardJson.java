package arc.infer.model;

import arc.infer.ArcException;
import arc.infer.image.Preprocessing;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Locale;

/**
 * Writes and reads a {@link ModelCard} as JSON. The order of the fields is fixed, so that one card
 * always gives the same text, and one training run the same ONNX bytes.
 *
 * <p>Within a format version further fields may appear, and an older arc passes over them. What an
 * older arc must not pass over raises the version; a newer version is refused.
 */
public final class ModelCardJson {

    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private ModelCardJson() {}

    /** Returns the card as one line of JSON: the same text for the same card. */
    public static String toJson(ModelCard card) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format_version", card.formatVersion());
        root.put("arc_version", card.arcVersion());
        writePreprocessing(root.putObject("preprocessing"), card.preprocessing());
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
        JsonNode root = parse(json, fileName);
        CardFields card = CardFields.ofRoot(root, fileName);
        int version = card.integer("format_version");
        if (version > ModelCard.FORMAT_VERSION) {
            throw new ArcException(fileName + " has a card of format version " + version
                    + ", and this arc reads versions up to " + ModelCard.FORMAT_VERSION + ": use a newer arc");
        }
        try {
            return new ModelCard(version, card.text("arc_version"), readPreprocessing(card.object("preprocessing")),
                    card.integer("dimension"), card.text("backbone"), card.number("width"), card.bool("batch_norm"),
                    card.text("head"), card.number("margin"), card.number("scale"), card.texts("class_names"),
                    card.text("data_set"), card.longInteger("seed"), card.object("training").textByName());
        } catch (IllegalArgumentException e) {
            throw new ArcException(fileName + " has a card that can't be used: " + e.getMessage(), e);
        }
    }

    private static JsonNode parse(String json, String fileName) {
        try {
            return JSON.readTree(json);
        } catch (JacksonException e) {
            throw new ArcException(fileName + " has a card that is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static void writePreprocessing(ObjectNode node, Preprocessing preprocessing) {
        node.put("size", preprocessing.sizePixels());
        node.put("channels", lowerCase(preprocessing.channels()));
        node.put("fit", lowerCase(preprocessing.fit()));
        ArrayNode mean = node.putArray("mean");
        preprocessing.mean().forEach(mean::add);
        ArrayNode std = node.putArray("std");
        preprocessing.std().forEach(std::add);
    }

    private static Preprocessing readPreprocessing(CardFields node) {
        return new Preprocessing(node.integer("size"),
                node.oneOf("channels", List.of(Preprocessing.Channels.values()), ModelCardJson::lowerCase),
                node.oneOf("fit", List.of(Preprocessing.Fit.values()), ModelCardJson::lowerCase), node.numbers("mean"),
                node.numbers("std"));
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
