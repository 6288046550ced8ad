package arc.index;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Says where a content was found and what is said of it there. Copies of one content have one each.
 *
 * @param path absolute, normalised file path, or a name such as {@code mnist:test/00017}; not empty
 * @param label its class, or null
 * @param metadata further columns, in their order
 */
public record EntrySource(String path, @Nullable String label, Map<String, String> metadata) {

    /** Longest path, label, metadata column or value, in characters: what Lucene takes as one term. */
    public static final int MAX_CHARACTERS = 10_000;

    /** Checks the lengths and copies the map. */
    public EntrySource {
        if (path.isEmpty()) {
            throw new IllegalArgumentException("a path must not be empty");
        }
        requireLength("path", path);
        if (label != null) {
            requireLength("label", label);
        }
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        metadata.forEach((column, value) -> {
            requireLength("metadata column", column);
            requireLength("metadata value of '" + column + "'", value);
        });
    }

    EntrySource with(Map<String, String> otherMetadata) {
        return new EntrySource(path, label, otherMetadata);
    }

    private static void requireLength(String what, String value) {
        if (value.length() > MAX_CHARACTERS) {
            throw new IllegalArgumentException(
                    what + " has at most " + MAX_CHARACTERS + " characters, got " + value.length());
        }
    }
}
