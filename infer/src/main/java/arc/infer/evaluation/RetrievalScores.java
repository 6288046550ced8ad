package arc.infer.evaluation;

import arc.infer.embedding.Ranking;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Keeps what each probe's ranking is worth, and averages it in the order of the probes, so that the
 * result doesn't depend on the order in which threads came to them.
 */
final class RetrievalScores {

    /** The k of recall@k; the last is how far every ranking goes at least. */
    static final int[] RECALL_AT = {1, 5, 10};

    private final int[] firstRank; // of an entry with the probe's label, from 1; 0 for a probe left out
    private final double[] rPrecision;
    private final double[] averagePrecisionAtR;

    RetrievalScores(int probes) {
        firstRank = new int[probes];
        rPrecision = new double[probes];
        averagePrecisionAtR = new double[probes];
    }

    /** Returns the nearest rows, as many as the metrics look at: the first R, and as far as recall@k looks. */
    static int[] ranking(float[] cosines, int relevant) {
        return Ranking.best(cosines, Math.max(relevant, RECALL_AT[2]));
    }

    /**
     * Scores one probe that has entries to find.
     *
     * @param cosines by gallery row
     * @param ranking the nearest rows, at least the first R
     * @param label of the probe
     * @param relevant R, at least 1
     */
    void score(int probe, float[] cosines, int[] ranking, Labels labels, int label, int relevant) {
        int hits = 0;
        double precisions = 0;
        int first = 0;
        for (int rank = 1; rank <= ranking.length; rank++) {
            if (labels.ofGallery(ranking[rank - 1]) == label) {
                first = first == 0 ? rank : first;
                if (rank <= relevant) {
                    hits++;
                    precisions += (double) hits / rank;
                }
            }
        }
        firstRank[probe] = first > 0 ? first : rankOfNearest(cosines, labels, label);
        rPrecision[probe] = (double) hits / relevant;
        averagePrecisionAtR[probe] = precisions / relevant;
    }

    /** Returns the rank, from 1, of the nearest entry of a label, wherever in the gallery it stands. */
    private static int rankOfNearest(float[] cosines, Labels labels, int label) {
        int nearest = -1;
        for (int row = 0; row < cosines.length; row++) {
            if (labels.ofGallery(row) == label && (nearest < 0 || cosines[row] > cosines[nearest])) {
                nearest = row;
            }
        }
        int rank = 1;
        for (int row = 0; row < cosines.length; row++) {
            if (cosines[row] > cosines[nearest] || (cosines[row] == cosines[nearest] && row < nearest)) {
                rank++;
            }
        }
        return rank;
    }

    RetrievalMetrics average() {
        Sums sums = new Sums();
        for (int probe = 0; probe < firstRank.length; probe++) {
            sums.add(probe);
        }
        SortedMap<Integer, Double> recallAt = new TreeMap<>();
        for (int k : RECALL_AT) {
            recallAt.put(k, (double) within(k) / sums.counted);
        }
        return new RetrievalMetrics(sums.counted, firstRank.length - sums.counted, sums.firstIsRight / sums.counted,
                recallAt, sums.rPrecision / sums.counted, sums.averagePrecisionAtR / sums.counted,
                sums.reciprocalRank / sums.counted);
    }

    /** Averages by label, for the labels of counted probes, the smallest first. */
    SortedMap<String, ClassRetrieval> averageByClass(Labels labels) {
        Sums[] sums = new Sums[labels.count()];
        for (int probe = 0; probe < firstRank.length; probe++) {
            int label = labels.ofProbe(probe);
            if (sums[label] == null) {
                sums[label] = new Sums();
            }
            sums[label].add(probe);
        }
        SortedMap<String, ClassRetrieval> byClass = new TreeMap<>(labels.order());
        for (int label = 0; label < sums.length; label++) {
            Sums s = sums[label];
            if (s != null && s.counted > 0) {
                byClass.put(labels.name(label), new ClassRetrieval(s.counted, s.firstIsRight / s.counted,
                        s.rPrecision / s.counted, s.averagePrecisionAtR / s.counted, s.reciprocalRank / s.counted));
            }
        }
        return byClass;
    }

    private int within(int k) {
        int count = 0;
        for (int rank : firstRank) {
            count += rank > 0 && rank <= k ? 1 : 0;
        }
        return count;
    }

    private final class Sums {
        private int counted;
        private double firstIsRight;
        private double rPrecision;
        private double averagePrecisionAtR;
        private double reciprocalRank;

        void add(int probe) {
            int rank = firstRank[probe];
            if (rank > 0) {
                counted++;
                firstIsRight += rank == 1 ? 1 : 0;
                rPrecision += RetrievalScores.this.rPrecision[probe];
                averagePrecisionAtR += RetrievalScores.this.averagePrecisionAtR[probe];
                reciprocalRank += 1.0 / rank;
            }
        }
    }
}
