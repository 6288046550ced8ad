package arc.index;

import arc.infer.embedding.Embedding;

import java.util.List;

/**
 * Holds an embedding that was made elsewhere, or in another gallery.
 *
 * @param id the SHA-256 of its content where that is known; else whatever tells it from all others, not empty and at most
 *     {@value EntrySource#MAX_CHARACTERS} characters
 * @param sources where it was found, at least one
 * @param embedding the vector
 */
public record ReadyEmbedding(String id, List<EntrySource> sources, Embedding embedding) {

    /** Checks the values. */
    public ReadyEmbedding {
        if (id.isEmpty() || id.length() > EntrySource.MAX_CHARACTERS) {
            throw new IllegalArgumentException("an id has 1 to " + EntrySource.MAX_CHARACTERS + " characters, got "
                    + id.length());
        }
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("embedding " + id + " has no path");
        }
        sources = List.copyOf(sources);
    }
}
