package arc.index;

/**
 * Names a picture that was not indexed.
 *
 * @param path where it is
 * @param reason why, without the path
 */
public record SkippedImage(String path, String reason) {}
