package arc.index;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Says in what state a gallery is.
 *
 * @param entries how many it has; null where that can't be read
 * @param problems what is wrong, a sentence each; empty when nothing is
 * @param annRecallAt10 share of the ten nearest that approximate search finds, over a sample of the entries; null where
 *     there is no entry, or damage forbids to search
 */
public record CheckReport(@Nullable Integer entries, List<String> problems, @Nullable Double annRecallAt10) {

    static final String NO_MODEL = "the copy of the model, " + GalleryFolder.MODEL_FILE
            + ", is missing: searches work by --like, by --embedding, and by pictures with -m MODEL; arc index with -m MODEL puts it back";

    /** Copies the list. */
    public CheckReport {
        problems = List.copyOf(problems);
    }

    /** Says whether something is wrong with the entries, or with what finds them. */
    public boolean damaged() {
        return problems.stream().anyMatch(problem -> !problem.equals(NO_MODEL));
    }

    /** Says whether nothing is wrong. */
    public boolean ok() {
        return problems.isEmpty();
    }
}
