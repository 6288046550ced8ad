package arc.index;

/**
 * Names a picture that was not indexed.
 *
 * @param path where it is
 * @param reason why, without the path
 * @param group what sort of reason that is, in a few words, to count by
 */
public record SkippedImage(String path, String reason, String group) {}
