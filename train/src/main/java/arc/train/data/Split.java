package arc.train.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Divides samples into training and validation, class by class.
 *
 * @param train indices of training samples, ascending
 * @param validation indices of validation samples, ascending
 */
record Split(List<Integer> train, List<Integer> validation) {

    /**
     * Takes the given fraction of each class for validation, rounded; a class keeps at least one image for
     * training.
     *
     * @param classOf class index of each sample
     */
    static Split stratified(List<Integer> classOf, double fraction, long seed) {
        Map<Integer, List<Integer>> byClass = new TreeMap<>();
        for (int i = 0; i < classOf.size(); i++) {
            byClass.computeIfAbsent(classOf.get(i), _ -> new ArrayList<>()).add(i);
        }
        List<Integer> train = new ArrayList<>();
        List<Integer> validation = new ArrayList<>();
        Random random = new Random(seed);
        for (List<Integer> members : byClass.values()) {
            Collections.shuffle(members, random);
            int held = Math.min((int) Math.round(fraction * members.size()), members.size() - 1);
            validation.addAll(members.subList(0, held));
            train.addAll(members.subList(held, members.size()));
        }
        Collections.sort(train);
        Collections.sort(validation);
        return new Split(List.copyOf(train), List.copyOf(validation));
    }
}
