package arc.cli.plot;

import arc.infer.evaluation.LabelOrder;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** Holds the class of every point: the labels in their order, and last what stands for none, where some have none. */
public final class PointClasses {

    /** What points without a label are called. */
    public static final String NONE = "no label";

    private final List<String> names;
    private final int[] classes; // by point
    private final int labelled; // how many names are labels

    private PointClasses(List<String> names, int[] classes, int labelled) {
        this.names = names;
        this.classes = classes;
        this.labelled = labelled;
    }

    /** Orders labels; null stands for none. */
    public static PointClasses of(List<? extends @Nullable String> labels) {
        List<String> known = new ArrayList<>();
        labels.stream().filter(Objects::nonNull).forEach(known::add);
        TreeSet<String> ordered = new TreeSet<>(LabelOrder.of(known));
        ordered.addAll(known);
        List<String> names = new ArrayList<>(ordered);
        Map<String, Integer> places = new HashMap<>();
        names.forEach(name -> places.put(name, places.size()));
        int labelled = names.size();
        if (known.size() < labels.size()) {
            names.add(NONE);
        }
        int[] classes = new int[labels.size()];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = places.getOrDefault(labels.get(i), labelled);
        }
        return new PointClasses(List.copyOf(names), classes, labelled);
    }

    /** Returns the number of points. */
    public int size() {
        return classes.length;
    }

    /** Returns the classes by their number. */
    public List<String> names() {
        return names;
    }

    /** Returns the number of a point's class. */
    public int of(int point) {
        return classes[point];
    }

    /** Tells whether a class is that of the points without a label. */
    public boolean isNone(int number) {
        return number >= labelled;
    }

    /** Returns the label of a point as it was given; empty where it has none. */
    public String label(int point) {
        return isNone(classes[point]) ? "" : names.get(classes[point]);
    }
}
