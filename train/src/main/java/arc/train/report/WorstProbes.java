package arc.train.report;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Chooses the validation images to look at first: the wrong ones, by how far the wrong neighbour beats the nearest
 * image of their own label, then the right ones that resemble theirs least. Those without an image of their label
 * to find are left out, and equals stand in their order.
 */
public final class WorstProbes {

    /** How many are looked at: two pictures each must fit a page. */
    public static final int MOST = 24;

    private WorstProbes() {}

    /** Returns the rows of the worst {@link #MOST}, the worst first. */
    public static List<Integer> rows(List<ProbeResult> probes) {
        Comparator<Integer> worstFirst = Comparator.<Integer, Boolean>comparing(row -> probes.get(row).isRight())
                .thenComparingDouble(row -> badness(probes.get(row)));
        return IntStream.range(0, probes.size()).boxed().filter(row -> probes.get(row).isCounted()).sorted(worstFirst)
                .limit(MOST).toList();
    }

    private static double badness(ProbeResult probe) {
        return probe.isRight() ? probe.cosine() : (double) probe.sameLabelCosine() - probe.cosine();
    }
}
