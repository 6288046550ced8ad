package arc.train.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Divides samples into training and validation, class by class.
 *
 * @param train indices of training samples, ascending
 * @param validation indices of validation samples, ascending
 */
record Split(List<Integer> train, List<Integer> validation) {

    /** Keeps the lots of small classes apart from the shuffles of all of them. */
    private static final long LOTS = 0x5EEDL << 32;

    /**
     * Takes the given fraction of each class for validation, rounded; a class keeps at least one image for
     * training. Classes of which that is no image, but which have two or more, draw lots: as many of them give one image
     * as the fraction of all of theirs is, rounded. So four images each of 400 classes don't leave nothing to measure by.
     *
     * @param classOf class index of each sample
     */
    static Split stratified(List<Integer> classOf, double fraction, long seed) {
        Map<Integer, List<Integer>> byClass = new TreeMap<>();
        for (int i = 0; i < classOf.size(); i++) {
            byClass.computeIfAbsent(classOf.get(i), _ -> new ArrayList<>()).add(i);
        }
        Set<Integer> drawn = drawn(byClass, fraction, seed);
        List<Integer> train = new ArrayList<>();
        List<Integer> validation = new ArrayList<>();
        Random random = new Random(seed);
        byClass.forEach((classIndex, members) -> {
            Collections.shuffle(members, random);
            int held = drawn.contains(classIndex) ? 1 : Math.min(share(fraction, members), members.size() - 1);
            validation.addAll(members.subList(0, held));
            train.addAll(members.subList(held, members.size()));
        });
        Collections.sort(train);
        Collections.sort(validation);
        return new Split(List.copyOf(train), List.copyOf(validation));
    }

    private static Set<Integer> drawn(Map<Integer, List<Integer>> byClass, double fraction, long seed) {
        List<Integer> small = new ArrayList<>();
        int images = 0;
        for (Map.Entry<Integer, List<Integer>> one : byClass.entrySet()) {
            if (one.getValue().size() > 1 && share(fraction, one.getValue()) == 0) {
                small.add(one.getKey());
                images += one.getValue().size();
            }
        }
        Collections.shuffle(small, new Random(seed ^ LOTS));
        return new HashSet<>(small.subList(0, (int) Math.round(fraction * images)));
    }

    private static int share(double fraction, List<Integer> members) {
        return (int) Math.round(fraction * members.size());
    }
}
