package arc.infer.data;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Makes the ids of images. */
final class Sha256 {

    private Sha256() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static String hex(byte[] bytes) {
        return hex(digest(), bytes, 0, bytes.length);
    }

    /** Ends {@code digest} with a range of {@code bytes}, and returns it in lower-case hexadecimal. */
    static String hex(MessageDigest digest, byte[] bytes, int offset, int length) {
        digest.update(bytes, offset, length);
        return HexFormat.of().formatHex(digest.digest());
    }
}
