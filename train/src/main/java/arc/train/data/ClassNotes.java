package arc.train.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Words for what is odd about the classes of a run. */
final class ClassNotes {

    private static final int NAMED = 5;

    private ClassNotes() {}

    /**
     * Returns a sentence for the classes without a training image, one for those with a single image, and one where nothing
     * is left to measure by.
     */
    static List<String> of(List<String> classNames, int[] trainClasses, int[] validationClasses) {
        int[] train = counts(classNames.size(), trainClasses);
        int[] validation = counts(classNames.size(), validationClasses);
        List<String> notes = new ArrayList<>();
        List<String> empty = IntStream.range(0, train.length).filter(c -> train[c] == 0).mapToObj(classNames::get)
                .toList();
        if (!empty.isEmpty()) {
            notes.add(share(empty.size(), classNames.size()) + " no readable training image: " + named(empty));
        }
        List<String> single = IntStream.range(0, train.length).filter(c -> train[c] == 1 && validation[c] == 0)
                .mapToObj(classNames::get).toList();
        if (!single.isEmpty()) {
            notes.add(share(single.size(), classNames.size())
                    + " a single image, which is trained on and not measured by: "
                    + named(single));
        }
        if (validationClasses.length == 0) {
            notes.add("no image is kept to measure by: the last epoch counts as the best");
        }
        return List.copyOf(notes);
    }

    private static int[] counts(int classes, int[] classOf) {
        int[] counts = new int[classes];
        for (int c : classOf) {
            counts[c]++;
        }
        return counts;
    }

    private static String share(int some, int all) {
        return String.format(Locale.ROOT, "%,d of %,d classes %s", some, all, some == 1 ? "has" : "have");
    }

    private static String named(List<String> names) {
        String first = names.stream().limit(NAMED).collect(Collectors.joining(", "));
        return names.size() > NAMED ? first + ", …" : first;
    }
}
