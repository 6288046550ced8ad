package arc.infer.evaluation;

import arc.infer.ArcException;
import arc.infer.CommaList;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Names the classes that an open-set experiment keeps from training: a model has to tell them apart, and from
 * the classes that it knows, without ever having seen them.
 *
 * @param labels of the classes, each once, in {@link LabelOrder}; none: nothing is kept from training
 */
public record OpenSet(List<String> labels) {

    /** Keeps nothing from training. */
    public static final OpenSet NONE = new OpenSet(List.of());

    /** A message names no more labels than these. */
    private static final int NAMED = 30;

    /** Puts the labels in order. */
    public OpenSet {
        Set<String> ordered = new TreeSet<>(LabelOrder.of(labels));
        ordered.addAll(labels);
        labels = List.copyOf(ordered);
    }

    /**
     * Reads labels with commas between them, such as {@code 7,8,9}, as a {@link CommaList}.
     *
     * @throws ArcException of kind USAGE when there is none, one is empty, or nothing follows the last backslash
     */
    public static OpenSet parse(String text) {
        if (CommaList.endsInLooseBackslash(text)) {
            throw usage("--open-set: nothing follows the last backslash of '" + text + "'; write \\\\ for one");
        }
        List<String> labels = CommaList.split(text);
        if (labels.contains("")) {
            throw usage("--open-set takes labels with commas between them, such as 7,8,9; got '" + text + "'");
        }
        return new OpenSet(labels);
    }

    /** Says whether nothing is kept from training. */
    public boolean isEmpty() {
        return labels.isEmpty();
    }

    /** Says whether a class is one of these. */
    public boolean contains(String label) {
        return labels.contains(label);
    }

    /**
     * Checks that every class is there.
     *
     * @param present the labels that there are
     * @param where what has them, in words that end a sentence, such as "mnist:train"
     * @throws ArcException of kind USAGE, with the labels that there are, when one is missing
     */
    public void requireAmong(Collection<String> present, String where) {
        Set<String> known = new LinkedHashSet<>(present);
        for (String label : labels) {
            if (!known.contains(label)) {
                throw usage("--open-set: there is no label '" + label + "' in " + where + "\nthe labels are "
                        + named(known));
            }
        }
    }

    /** Lists labels for a message, in order and not too many. */
    static String named(Set<String> labels) {
        List<String> ordered = labels.stream().sorted(LabelOrder.of(labels)).toList();
        return String.join(", ", ordered.subList(0, Math.min(NAMED, ordered.size())))
                + (ordered.size() > NAMED ? ", … (" + ordered.size() + " in all)" : "");
    }

    private static ArcException usage(String message) {
        return new ArcException(ArcException.Kind.USAGE, message);
    }
}
