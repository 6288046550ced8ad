package arc.infer.evaluation;

import arc.infer.ArcException;
import arc.infer.embedding.EmbeddingSet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Numbers the labels of probes and gallery, the smallest first, so that the work is on whole numbers. */
final class Labels {

    /** Stands for the label of a gallery row that has none. */
    static final int NONE = -1;

    private final List<String> names;
    private final Comparator<String> order;
    private final int[] ofProbes;
    private final int[] ofGallery;

    /** Numbers the labels of sets of which every row has one. */
    Labels(EmbeddingSet probes, EmbeddingSet gallery) {
        this(probes, gallery, false);
    }

    /** Numbers the labels where rows of the gallery may have none: theirs is {@link #NONE}. */
    static Labels withUnlabelledGallery(EmbeddingSet probes, EmbeddingSet gallery) {
        return new Labels(probes, gallery, true);
    }

    private Labels(EmbeddingSet probes, EmbeddingSet gallery, boolean galleryMayLack) {
        Set<String> distinct = new HashSet<>();
        collect(probes, distinct, false);
        collect(gallery, distinct, galleryMayLack);
        names = new ArrayList<>(distinct);
        order = LabelOrder.of(distinct);
        names.sort(order);
        Map<String, Integer> numbers = new HashMap<>();
        for (String name : names) {
            numbers.put(name, numbers.size());
        }
        ofProbes = numbered(probes, numbers, false);
        ofGallery = probes == gallery ? ofProbes : numbered(gallery, numbers, galleryMayLack);
    }

    /** Returns the order in which the labels are numbered. */
    Comparator<String> order() {
        return order;
    }

    int count() {
        return names.size();
    }

    String name(int number) {
        return names.get(number);
    }

    int ofProbe(int probe) {
        return ofProbes[probe];
    }

    int ofGallery(int row) {
        return ofGallery[row];
    }

    /** Returns how many gallery rows each label has. */
    int[] gallerySizes() {
        int[] sizes = new int[names.size()];
        for (int label : ofGallery) {
            if (label != NONE) {
                sizes[label]++;
            }
        }
        return sizes;
    }

    private static void collect(EmbeddingSet set, Set<String> distinct, boolean mayLack) {
        for (int row = 0; row < set.size(); row++) {
            if (!lacks(set, row, mayLack)) {
                distinct.add(label(set, row));
            }
        }
    }

    private static int[] numbered(EmbeddingSet set, Map<String, Integer> numbers, boolean mayLack) {
        int[] labels = new int[set.size()];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = lacks(set, row, mayLack) ? NONE : numbers.get(label(set, row));
        }
        return labels;
    }

    private static boolean lacks(EmbeddingSet set, int row, boolean mayLack) {
        return mayLack && set.label(row).isEmpty();
    }

    private static String label(EmbeddingSet set, int row) {
        return set.label(row).orElseThrow(() -> new ArcException(
                set.path(row).orElse("embedding " + row) + " has no label, and evaluation needs one for each"));
    }
}
