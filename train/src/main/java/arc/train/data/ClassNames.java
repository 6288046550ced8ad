package arc.train.data;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Orders labels into training columns: by value where all are whole numbers, else by code points. */
final class ClassNames {

    private ClassNames() {}

    static List<String> ordered(Collection<String> labels) {
        List<String> distinct = labels.stream().distinct().toList();
        boolean numeric = distinct.stream().allMatch(label -> label.matches("-?\\d{1,18}"));
        Comparator<String> byValue = Comparator.<String>comparingLong(Long::parseLong).thenComparing(label -> label);
        return distinct.stream().sorted(numeric ? byValue : Comparator.naturalOrder()).toList();
    }
}
