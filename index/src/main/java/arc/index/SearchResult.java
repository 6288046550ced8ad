package arc.index;

import java.util.List;

/**
 * Answers one query.
 *
 * @param mode how it was searched
 * @param hits the nearest first; equal cosines by id
 */
public record SearchResult(SearchMode mode, List<Hit> hits) {

    /** Copies the list. */
    public SearchResult {
        hits = List.copyOf(hits);
    }
}
