package arc.infer.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Counts which label the nearest gallery entry of the probes of each label has. It is kept as the counts
 * above zero, so that it takes no more room than there are probes, however many labels there are.
 *
 * @param nearest by the probes' label, by the label of their nearest entry: how many probes; both in
 *     {@link LabelOrder}. Probes for which there is no entry at all don't count
 */
public record Confusion(SortedMap<String, SortedMap<String, Integer>> nearest) {

    private static final Comparator<Cell> LARGEST_FIRST = Comparator.comparingInt(Cell::probes).reversed();

    /**
     * Says that some probes of one label have their nearest entry in another.
     *
     * @param label of the probes
     * @param nearestLabel of their nearest entries
     * @param probes how many, at least 1
     */
    public record Cell(String label, String nearestLabel, int probes) {}

    /** Copies the maps. */
    public Confusion {
        SortedMap<String, SortedMap<String, Integer>> copy = new TreeMap<>(nearest);
        copy.replaceAll((_, row) -> Collections.unmodifiableSortedMap(new TreeMap<>(row)));
        nearest = Collections.unmodifiableSortedMap(copy);
    }

    /**
     * Counts.
     *
     * @param nearestLabels by probe, the number of its nearest entry's label, or -1
     */
    static Confusion of(Labels labels, int[] nearestLabels) {
        Map<Long, Integer> cells = new HashMap<>();
        for (int probe = 0; probe < nearestLabels.length; probe++) {
            if (nearestLabels[probe] >= 0) {
                cells.merge((long) labels.ofProbe(probe) * labels.count() + nearestLabels[probe], 1, Integer::sum);
            }
        }
        SortedMap<String, SortedMap<String, Integer>> counts = new TreeMap<>(labels.order());
        cells.forEach((cell, probes) -> counts
                .computeIfAbsent(labels.name((int) (cell / labels.count())), _ -> new TreeMap<>(labels.order()))
                .put(labels.name((int) (cell % labels.count())), probes));
        return new Confusion(counts);
    }

    /** Returns every label that a probe or a nearest entry has, in order. */
    public List<String> labels() {
        Set<String> labels = new TreeSet<>(nearest.comparator());
        labels.addAll(nearest.keySet());
        nearest.values().forEach(row -> labels.addAll(row.keySet()));
        return List.copyOf(labels);
    }

    /** Returns how many probes of a label have their nearest entry in another, or the same, label. */
    public int count(String label, String nearestLabel) {
        SortedMap<String, Integer> row = nearest.get(label);
        return row == null ? 0 : row.getOrDefault(nearestLabel, 0);
    }

    /** Returns how many probes of a label there are that have a nearest entry. */
    public int count(String label) {
        SortedMap<String, Integer> row = nearest.get(label);
        return row == null ? 0 : row.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Returns the largest confusions of different labels, the largest first, equal ones in the labels' order. */
    public List<Cell> largest(int most) {
        return largest(nearest.keySet(), most);
    }

    /** Returns the largest confusions of one label with others, the largest first. */
    public List<Cell> largestOf(String label, int most) {
        return nearest.containsKey(label) ? largest(List.of(label), most) : List.of();
    }

    private List<Cell> largest(Collection<String> labels, int most) {
        List<Cell> cells = new ArrayList<>();
        for (String label : labels) {
            nearest.get(label).forEach((nearestLabel, probes) -> {
                if (!nearestLabel.equals(label)) {
                    cells.add(new Cell(label, nearestLabel, probes));
                }
            });
        }
        cells.sort(LARGEST_FIRST); // stable
        return List.copyOf(cells.subList(0, Math.min(most, cells.size())));
    }
}
