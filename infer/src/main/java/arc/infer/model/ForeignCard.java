package arc.infer.model;

import arc.infer.image.Preprocessing;

/**
 * Describes a model that arc did not train, as far as using it takes. It stands beside the ONNX file
 * ({@link CardBeside}); {@link ForeignCardJson} reads and writes it. Whether the graph normalises its output or not,
 * arc does.
 *
 * <p>Nothing in it depends on who writes it, or when: the same description gives the same model id.
 *
 * @param formatVersion version of this record's JSON, now {@value #FORMAT_VERSION}
 * @param preprocessing what turns a picture into the input
 * @param dimension length of the embedding, 1 to {@value #MAX_DIMENSION}
 * @param input name of the graph's input, not empty
 * @param output name of the graph's output that is the embedding, not empty
 * @param oneByOne whether the graph takes only one picture at a time
 */
public record ForeignCard(int formatVersion, Preprocessing preprocessing, int dimension,
        String input, String output, boolean oneByOne) implements Card {

    /** Version of the JSON that this arc writes, and the newest that it reads. */
    public static final int FORMAT_VERSION = 1;

    /** Longest embedding: more than an image encoder gives, and little enough to make room for. */
    public static final int MAX_DIMENSION = 1 << 16;

    /** Checks the values. */
    public ForeignCard {
        if (formatVersion < 1 || formatVersion > FORMAT_VERSION) {
            throw new IllegalArgumentException(
                    "format_version must be 1 to " + FORMAT_VERSION + ", got " + formatVersion);
        }
        if (dimension < 1 || dimension > MAX_DIMENSION) {
            throw new IllegalArgumentException("dimension must be 1 to " + MAX_DIMENSION + ", got " + dimension);
        }
        if (input.isEmpty() || output.isEmpty()) {
            throw new IllegalArgumentException("input and output must have names, got '" + input + "' and '" + output
                    + "'");
        }
    }
}
