package arc.index;

import arc.infer.embedding.Embedding;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Holds one entry as it will be after the next commit; without sources it will be gone. */
final class Draft {

    private final String id;
    private final boolean committed;
    private final List<EntrySource> sources;
    private final @Nullable Embedding embedding;

    Draft(String id, boolean committed, List<EntrySource> sources, @Nullable Embedding embedding) {
        this.id = id;
        this.committed = committed;
        this.sources = new ArrayList<>(sources);
        this.embedding = embedding;
    }

    /** Returns the same draft with another vector. */
    Draft with(Embedding other) {
        return new Draft(id, committed, sources, other);
    }

    String id() {
        return id;
    }

    /** Says whether the last commit has an entry of this id. */
    boolean isCommitted() {
        return committed;
    }

    boolean isGone() {
        return sources.isEmpty();
    }

    /** Returns the sources, which the {@link Ledger} changes. */
    List<EntrySource> sources() {
        return sources;
    }

    GalleryEntry entry() {
        return new GalleryEntry(id, sources);
    }

    /** Returns the vector of new content; null for committed entries whose vector stays. */
    @Nullable
    Embedding embedding() {
        return embedding;
    }
}
