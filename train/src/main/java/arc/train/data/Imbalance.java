package arc.train.data;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes classes unequally large: class c of C keeps the share R^(c/(C − 1)) of its images, rounded, and one at least. So
 * the first keeps all and the last the share R. Which of a class stay depends on the seed, the class and how many it has
 * only, and a smaller share keeps some of those that a larger one keeps.
 */
final class Imbalance {

    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    private Imbalance() {}

    /**
     * Returns the indices that stay, ascending.
     *
     * @param classOf class of each image, ascending
     * @param share R, in (0, 1]
     */
    static int[] kept(int[] classOf, int classes, double share, long seed) {
        BitSet kept = new BitSet(classOf.length);
        int end;
        for (int from = 0; from < classOf.length; from = end) {
            end = from;
            while (end < classOf.length && classOf[end] == classOf[from]) {
                end++;
            }
            int c = classOf[from];
            int size = end - from;
            double own = Math.pow(share, (double) c / Math.max(1, classes - 1));
            int stay = Math.max(1, (int) Math.round(own * size));
            shuffled(from, size, new SplittableRandom(seed * GOLDEN_RATIO + c)).subList(0, stay).forEach(kept::set);
        }
        return kept.stream().toArray();
    }

    /** Shuffles from … from + size − 1 (Fisher and Yates, from the inside out). */
    private static List<Integer> shuffled(int from, int size, SplittableRandom random) {
        List<Integer> order = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            order.add(from + i);
            order.set(i, order.get(j));
            order.set(j, from + i);
        }
        return order;
    }
}
