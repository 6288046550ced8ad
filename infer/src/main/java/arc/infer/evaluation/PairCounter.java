package arc.infer.evaluation;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Counts the pairs of all probes, from several threads at once. */
final class PairCounter {

    private final Labels labels;
    private final boolean oneSet;
    private final Queue<PairScores> idle = new ConcurrentLinkedQueue<>(); // one for each thread at work

    /**
     * Starts at nothing.
     *
     * @param oneSet whether probes and gallery are one set, each pair of which counts once
     */
    PairCounter(Labels labels, boolean oneSet) {
        this.labels = labels;
        this.oneSet = oneSet;
    }

    /**
     * Counts the pairs of one probe.
     *
     * @param own the gallery row that is the probe itself, or -1
     */
    void count(int probe, float[] cosines, int own) {
        PairScores polled = idle.poll();
        PairScores scores = polled == null ? new PairScores() : polled;
        int label = labels.ofProbe(probe);
        for (int row = oneSet ? probe + 1 : 0; row < cosines.length; row++) {
            if (row != own) {
                scores.add(cosines[row], labels.ofGallery(row) == label);
            }
        }
        idle.add(scores);
    }

    /** Returns the counts of all; nothing may be counted any more. */
    PairScores total() {
        PairScores total = new PairScores();
        idle.forEach(total::add);
        return total;
    }
}
