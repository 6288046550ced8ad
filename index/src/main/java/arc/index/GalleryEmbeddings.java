package arc.index;

import arc.infer.embedding.EmbeddingSet;

import java.util.List;

/**
 * Holds every entry of a gallery with its embedding, ordered by id: the same gallery gives the same
 * rows, however it was filled.
 *
 * @param entries one a row
 * @param embeddings one a row, with the entries' labels and first paths
 */
public record GalleryEmbeddings(List<GalleryEntry> entries, EmbeddingSet embeddings) {

    /** Copies the list. */
    public GalleryEmbeddings {
        entries = List.copyOf(entries);
        if (entries.size() != embeddings.size()) {
            throw new IllegalArgumentException(
                    entries.size() + " entries have " + entries.size() + " embeddings, got " + embeddings.size());
        }
    }
}
