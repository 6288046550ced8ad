package arc.infer.model;

/**
 * Identifies a model: the SHA-256 of its ONNX file, in lower-case hexadecimal.
 *
 * @param sha256 64 hexadecimal digits
 */
public record ModelId(String sha256) {

    /** Checks the form. */
    public ModelId {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a model id is 64 hexadecimal digits, got '" + sha256 + "'");
        }
    }

    /** Returns the first 12 digits, for people to read. */
    public String shortForm() {
        return sha256.substring(0, 12);
    }
}
