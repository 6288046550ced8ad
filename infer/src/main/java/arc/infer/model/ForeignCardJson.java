package arc.infer.model;

import arc.infer.ArcException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes and reads a {@link ForeignCard} as JSON. People may edit these files, so a field that the format does not have is
 * refused: a slip of the pen must not go unnoticed.
 */
public final class ForeignCardJson {

    private static final String[] FIELDS = {"format_version", "preprocessing", "dimension", "input",
            "output", "one_by_one"};
    private static final String[] PREPROCESSING_FIELDS = {"size", "channels", "fit", "interpolation", "mean", "std"};

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ForeignCardJson() {}

    /** Returns the card as JSON of several lines, a line break at the end: the same text for the same card. */
    public static String toJson(ForeignCard card) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format_version", card.formatVersion());
        PreprocessingJson.write(root.putObject("preprocessing"), card.preprocessing(), true);
        root.put("dimension", card.dimension());
        root.put("input", card.input());
        root.put("output", card.output());
        root.put("one_by_one", card.oneByOne());
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root).replace("\r\n", "\n") + "\n";
    }

    /**
     * Reads a card.
     *
     * @param fileName what the messages call the card's file
     * @throws ArcException when the text is no JSON, its version is newer than this arc, or a field is
     *     missing, ill-typed or unknown; the message names the file and the field
     */
    public static ForeignCard fromJson(String json, String fileName) {
        CardFields card = CardFields.parse(json, fileName);
        int version = card.version(ForeignCard.FORMAT_VERSION);
        card.requireOnly(FIELDS);
        CardFields preprocessing = card.object("preprocessing");
        preprocessing.requireOnly(PREPROCESSING_FIELDS);
        try {
            return new ForeignCard(version, PreprocessingJson.read(preprocessing, true),
                    card.integer("dimension"), card.text("input"), card.text("output"), card.bool("one_by_one"));
        } catch (IllegalArgumentException e) {
            throw new ArcException(fileName + " has a card that can't be used: " + e.getMessage(), e);
        }
    }
}
