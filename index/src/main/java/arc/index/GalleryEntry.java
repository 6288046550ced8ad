package arc.index;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * Holds what a gallery knows of one distinct content, besides its vector.
 *
 * @param id SHA-256 of the content
 * @param sources where it was found, oldest first, at least one; the first speaks for the entry
 */
public record GalleryEntry(String id, List<EntrySource> sources) {

    /** Copies the list. */
    public GalleryEntry {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("an id must not be empty");
        }
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("entry " + id + " has no path");
        }
        sources = List.copyOf(sources);
    }

    /** Returns the first path. */
    public String path() {
        return sources.getFirst().path();
    }

    /** Returns every path, oldest first. */
    public List<String> paths() {
        return sources.stream().map(EntrySource::path).toList();
    }

    /** Returns the label at the first path, or null. */
    public @Nullable String label() {
        return sources.getFirst().label();
    }

    /** Returns the metadata at the first path. */
    public Map<String, String> metadata() {
        return sources.getFirst().metadata();
    }
}
