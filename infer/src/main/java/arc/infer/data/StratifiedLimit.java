package arc.infer.data;

import arc.infer.ArcException;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Takes some of a source's images, so that each label keeps its share. Images without a label count as one more label.
 *
 * <p>Every label gets the whole part of its share, at least one image while there are as many images as labels; what is
 * left goes to the largest fractions (then to the larger label, then to the first by name). Which images of a label are
 * taken depends only on the seed, the label and their positions among the label's own images, and a larger limit takes
 * the same images and more as long as the label's share grows. The order of the source is kept.
 */
public final class StratifiedLimit {

    private StratifiedLimit() {}

    /** Returns {@code limit} of the images, or the source itself where there are no more. */
    static ImageSource of(ImageSource source, int limit, long seed) {
        List<LabelledImage> images = source.images();
        int[] rows = rows(images.stream().map(image -> image.label().orElse(null)).toList(), limit, seed);
        return rows.length == images.size()
                ? source
                : new ListedSource(source.name(), Arrays.stream(rows).mapToObj(images::get).toList(),
                        source::validation);
    }

    /**
     * Chooses among things that have labels.
     *
     * @param labels of all; null for one that has none
     * @param limit how many to take at most
     * @return which, rising
     * @throws ArcException of kind USAGE when the limit is below 1
     */
    public static int[] rows(List<? extends @Nullable String> labels, int limit, long seed) {
        if (limit < 1) {
            throw new ArcException(ArcException.Kind.USAGE, "limit must be >= 1, got " + limit);
        }
        if (limit >= labels.size()) {
            return IntStream.range(0, labels.size()).toArray();
        }
        Map<String, List<Integer>> byLabel = new TreeMap<>();
        for (int i = 0; i < labels.size(); i++) {
            String label = labels.get(i);
            byLabel.computeIfAbsent(label == null ? "" : "=" + label, _ -> new ArrayList<>()).add(i); // none sorts first
        }
        int[] sizes = byLabel.values().stream().mapToInt(List::size).toArray();
        int[] shares = shares(sizes, limit);
        BitSet taken = new BitSet(labels.size());
        int stratum = 0;
        for (Map.Entry<String, List<Integer>> label : byLabel.entrySet()) {
            take(label.getValue(), shares[stratum++], new SplittableRandom(mix(seed, label.getKey())), taken);
        }
        return taken.stream().toArray();
    }

    /** Returns how many images each label gets; they add up to {@code limit}. */
    private static int[] shares(int[] sizes, int limit) {
        long all = Arrays.stream(sizes).asLongStream().sum();
        int least = limit >= sizes.length ? 1 : 0;
        int[] shares = new int[sizes.length];
        long[] owed = new long[sizes.length]; // what is missing from the exact share, times all
        int given = 0;
        for (int i = 0; i < sizes.length; i++) {
            shares[i] = Math.max(least, (int) ((long) sizes[i] * limit / all));
            owed[i] = (long) sizes[i] * limit - shares[i] * all;
            given += shares[i];
        }
        for (; given < limit; given++) {
            int most = 0;
            for (int i = 1; i < sizes.length; i++) {
                most = owed[i] > owed[most] || (owed[i] == owed[most] && sizes[i] > sizes[most]) ? i : most;
            }
            shares[most]++;
            owed[most] -= all;
        }
        for (; given > limit; given--) { // small labels were given one image each: the others make up for it
            int leastOwed = -1;
            for (int i = 0; i < sizes.length; i++) {
                if (shares[i] > least && (leastOwed < 0 || owed[i] < owed[leastOwed])) {
                    leastOwed = i;
                }
            }
            shares[leastOwed]--;
            owed[leastOwed] += all;
        }
        return shares;
    }

    /** Shuffles the positions from the front, as far as they are taken. */
    private static void take(List<Integer> positions, int count, SplittableRandom random, BitSet taken) {
        Integer[] shuffled = positions.toArray(new Integer[0]);
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i, shuffled.length);
            Integer chosen = shuffled[j];
            shuffled[j] = shuffled[i];
            shuffled[i] = chosen;
            taken.set(chosen);
        }
    }

    /** Gives every label a sequence of its own, so that one label's images don't depend on another's. */
    private static long mix(long seed, String label) {
        return seed * 0x9e3779b97f4a7c15L + label.hashCode();
    }
}
