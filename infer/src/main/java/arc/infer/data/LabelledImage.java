package arc.infer.data;

import arc.infer.image.DecodedImage;
import arc.infer.image.UnreadableImageException;

import java.util.Map;
import java.util.Optional;

/** Names one image of a source, with what is known about it; reads it only when asked. */
public interface LabelledImage {

    /** Returns where it is: an absolute, normalised file path, or a name such as {@code mnist:test/00017}. */
    String path();

    /** Returns its label, where it has one. */
    default Optional<String> label() {
        return Optional.empty();
    }

    /** Returns further columns of its manifest, in their order; empty for other sources. */
    default Map<String, String> metadata() {
        return Map.of();
    }

    /**
     * Returns its file's stamp: while that stays the same, so does the content. Take it before reading.
     *
     * @return empty for what is no file, or has no stamp that can be relied on
     */
    default Optional<FileStamp> stamp() {
        return Optional.empty();
    }

    /**
     * Reads the content once, with its id and pixels.
     *
     * @throws UnreadableImageException when the content is missing or unreadable
     */
    ImageContent read() throws UnreadableImageException;

    /** Reads and decodes the image. */
    default DecodedImage decode() throws UnreadableImageException {
        return read().decode();
    }
}
