package arc.index;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sums up one run of indexing. Every picture counts once, as added, updated, moved, unchanged or skipped; a copy
 * of a content counts like any other picture, though it adds a path and no entry.
 *
 * @param added pictures at new paths
 * @param updated pictures at known paths with other content, label or metadata than before
 * @param moved pictures of known content whose old path is gone
 * @param unchanged pictures known as they are
 * @param removed paths removed because their files are gone
 * @param skipped pictures that could not be read
 * @param embedded pictures that went through the model, or would have in a dry run
 * @param entries in the gallery afterwards
 * @param seconds it took
 * @param stopped whether it was asked to stop before the end; what was done until then is committed
 */
public record IndexReport(int added, int updated, int moved, int unchanged, int removed, List<SkippedImage> skipped,
        int embedded, int entries, double seconds, boolean stopped) {

    /** Copies the list. */
    public IndexReport {
        skipped = List.copyOf(skipped);
    }

    /** Counts the skipped pictures by the sort of reason, the most frequent first. */
    public Map<String, Integer> skippedByReason() {
        Map<String, Integer> counts = new TreeMap<>();
        skipped.forEach(image -> counts.merge(image.group(), 1, Integer::sum));
        Map<String, Integer> ordered = new LinkedHashMap<>();
        counts.entrySet().stream().sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .forEach(count -> ordered.put(count.getKey(), count.getValue()));
        return ordered;
    }
}
