package arc.infer.data;

import arc.infer.file.Sha256;
import arc.infer.image.DecodedImage;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** Holds the grey images of an IDX file, in memory. */
final class IdxImages {

    private final int count;
    private final int heightPixels;
    private final int widthPixels;
    private final byte[] pixels; // [count, H, W]

    /**
     * Wraps pixels.
     *
     * @param pixels [count, H, W]; owned by this object from now on
     */
    IdxImages(int count, int heightPixels, int widthPixels, byte[] pixels) {
        this.count = count;
        this.heightPixels = heightPixels;
        this.widthPixels = widthPixels;
        this.pixels = pixels;
    }

    int count() {
        return count;
    }

    DecodedImage decode(int index) {
        byte[] grey = Arrays.copyOfRange(pixels, index * imageBytes(), (index + 1) * imageBytes());
        return DecodedImage.ofGrey(widthPixels, heightPixels, grey);
    }

    /** Returns the SHA-256 of height and width (two big-endian 32-bit integers) and the pixels of an image. */
    String id(int index) {
        MessageDigest digest = Sha256.digest();
        digest.update(ByteBuffer.allocate(8).putInt(heightPixels).putInt(widthPixels).flip());
        digest.update(pixels, index * imageBytes(), imageBytes());
        return HexFormat.of().formatHex(digest.digest());
    }

    private int imageBytes() {
        return heightPixels * widthPixels;
    }
}
