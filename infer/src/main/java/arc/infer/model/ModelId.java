package arc.infer.model;

import arc.infer.file.Sha256;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Identifies a model, in lower-case hexadecimal: the SHA-256 of its ONNX file, or, where its card is beside it, of the ONNX
 * file's bytes followed by the card's ({@code cat any.onnx any.card.json | sha256sum}).
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

    /** Returns an id that stands for a model of which only a name is known: the SHA-256 of the name in UTF-8. */
    public static ModelId ofName(String name) {
        return new ModelId(sha256(ByteBuffer.wrap(name.getBytes(StandardCharsets.UTF_8))));
    }

    static ModelId of(ModelFile file) {
        return new ModelId(file.sha256UpTo(file.size()));
    }

    static ModelId of(ModelFile file, CardBeside card) {
        return new ModelId(sha256(file.upTo(file.size()), card.bytes()));
    }

    /** Returns the SHA-256, in hexadecimal, of all these bytes, one part after the other. */
    static String sha256(ByteBuffer... parts) {
        MessageDigest digest = Sha256.digest();
        for (ByteBuffer part : parts) {
            digest.update(part);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Returns the first 12 digits, for people to read. */
    public String shortForm() {
        return sha256.substring(0, 12);
    }
}
