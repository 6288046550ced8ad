package arc.index;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * Names one entry that was found.
 *
 * @param rank from 1
 * @param id SHA-256 of the entry's content
 * @param path the first of its paths
 * @param paths all of them
 * @param label its label, or null
 * @param cosine of the angle to the query, in [-1, 1], summed in double precision
 * @param metadata its further columns
 */
public record Hit(int rank, String id, String path, List<String> paths, @Nullable String label, double cosine,
        Map<String, String> metadata) {

    static Hit of(int rank, GalleryEntry entry, double cosine) {
        return new Hit(rank, entry.id(), entry.path(), entry.paths(), entry.label(), cosine, entry.metadata());
    }
}
