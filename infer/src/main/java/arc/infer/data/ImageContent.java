package arc.infer.data;

import arc.infer.image.DecodedImage;
import arc.infer.image.UnreadableImageException;

/** Holds the content of one image: its identity now, its pixels on demand. */
public interface ImageContent {

    /**
     * Returns the SHA-256 of the file's bytes in lower-case hexadecimal. For a row of an IDX file: of
     * its height and width (two big-endian 32-bit integers) and its pixels.
     */
    String id();

    /**
     * Decodes the pixels.
     *
     * @throws UnreadableImageException when the bytes are not an image that can be decoded
     */
    DecodedImage decode() throws UnreadableImageException;
}
