package arc.train.report;

import arc.infer.evaluation.LabelOrder;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Counts how often validation images of one label are nearest to a training image of another. Images without one of
 * their label to find are left out.
 */
public final class Confusion {

    private final List<String> labels;
    private final Map<String, Map<String, Integer>> counts = new HashMap<>();

    private Confusion(List<ProbeResult> counted) {
        TreeSet<String> distinct = new TreeSet<>();
        for (ProbeResult probe : counted) {
            distinct.add(probe.label());
            distinct.add(probe.nearestLabel());
            counts.computeIfAbsent(probe.label(), _ -> new HashMap<>()).merge(probe.nearestLabel(), 1, Integer::sum);
        }
        List<String> ordered = new ArrayList<>(distinct);
        ordered.sort(LabelOrder.of(distinct));
        labels = List.copyOf(ordered);
    }

    /** Counts. */
    public static Confusion of(List<ProbeResult> probes) {
        return new Confusion(probes.stream().filter(ProbeResult::isCounted).toList());
    }

    /** Returns the labels of the validation images and of their neighbours, in a person's order. */
    public List<String> labels() {
        return labels;
    }

    /** Returns how many validation images of {@code label} are nearest to one of {@code nearestLabel}. */
    public int count(String label, String nearestLabel) {
        return counts.getOrDefault(label, Map.of()).getOrDefault(nearestLabel, 0);
    }

    /** Returns how many validation images have that label. */
    public int total(String label) {
        return counts.getOrDefault(label, Map.of()).values().stream().mapToInt(Integer::intValue).sum();
    }

    /**
     * Counts one sort of mistake.
     *
     * @param label of the validation images
     * @param nearestLabel of their neighbours; another one
     * @param count of such images
     */
    public record Pair(String label, String nearestLabel, int count) {}

    /** Returns the mistakes, the most frequent first, equals in the order of the labels. */
    public List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        for (String label : labels) {
            Map<String, Integer> row = counts.getOrDefault(label, Map.of());
            labels.stream().filter(nearest -> !nearest.equals(label) && row.containsKey(nearest))
                    .forEach(nearest -> pairs.add(new Pair(label, nearest, count(label, nearest))));
        }
        pairs.sort(Comparator.comparingInt(Pair::count).reversed());
        return List.copyOf(pairs);
    }
}
