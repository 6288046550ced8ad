package arc.infer.embedding;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds what an {@link EmbeddingTable} says of one embedding.
 *
 * @param id which embedding it is, unlike all others of its table; not empty
 * @param paths where its picture is, at least one; without a picture, the id
 * @param label its class, or null
 * @param metadata further columns, in their order
 */
public record EmbeddingRow(String id, List<String> paths, @Nullable String label, Map<String, String> metadata) {

    /** Checks and copies the values. */
    public EmbeddingRow {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("an id must not be empty");
        }
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("embedding " + id + " has no path");
        }
        paths = List.copyOf(paths);
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** Describes an embedding of which nothing is known: its row, from 0, is its id and its path. */
    public static EmbeddingRow ofNumber(int row) {
        String number = Integer.toString(row);
        return new EmbeddingRow(number, List.of(number), null, Map.of());
    }
}
