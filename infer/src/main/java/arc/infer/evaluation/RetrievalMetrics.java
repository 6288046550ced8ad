package arc.infer.evaluation;

import arc.infer.embedding.CosineRows;
import arc.infer.embedding.EmbeddingSet;
import arc.infer.embedding.ExactNeighbours;
import arc.infer.embedding.LeftOut;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Says how well the nearest gallery entries share a probe's label: averages over the probes that have
 * at least one entry of their label to find, each probe alike (Musgrave et al. 2020 for R-precision
 * and MAP@R). All are NaN when no probe counts.
 *
 * @param counted probes in the averages
 * @param leftOut probes without an entry of their label
 * @param precisionAt1 share of probes whose nearest entry has their label
 * @param recallAt by k, share of probes with at least one entry of their label among the nearest k
 * @param rPrecision share of a probe's label among its nearest R, where R entries have that label
 * @param mapAtR sum of the precisions at the ranks of the label's entries within the nearest R, divided by R
 * @param mrr one divided by the rank of the first entry of the label
 */
public record RetrievalMetrics(int counted, int leftOut, double precisionAt1, SortedMap<Integer, Double> recallAt,
        double rPrecision, double mapAtR, double mrr) {

    /** Copies the map. */
    public RetrievalMetrics {
        recallAt = Collections.unmodifiableSortedMap(new TreeMap<>(recallAt));
    }

    /** Computes the averages for probes in a gallery, each of which leaves out its own row. */
    static RetrievalMetrics of(EmbeddingSet probes, EmbeddingSet gallery, LeftOut leftOut, int threads) {
        Labels labels = new Labels(probes, gallery);
        int[] sizes = labels.gallerySizes();
        RetrievalScores scores = new RetrievalScores(probes.size());
        CosineRows.visit(probes, gallery, threads, (probe, cosines) -> {
            int own = leftOut.galleryRow(probe);
            if (own != LeftOut.NONE) {
                cosines[own] = Float.NEGATIVE_INFINITY;
            }
            int relevant = relevant(probe, labels, sizes, leftOut);
            if (relevant > 0) {
                scores.score(probe, cosines, RetrievalScores.ranking(cosines, relevant), labels,
                        labels.ofProbe(probe), relevant);
            }
        });
        return scores.average();
    }

    /** Returns the averages of probes that have nothing to find. */
    static RetrievalMetrics nothingToFind(int probes) {
        return new RetrievalScores(probes).average();
    }

    /**
     * Returns precision@1 alone, for a training run to watch.
     *
     * @param probes with labels
     * @param gallery with labels
     * @param leftOut the row that a probe must not find
     * @return NaN when no probe's label is to be found
     */
    public static double precisionAt1(EmbeddingSet probes, EmbeddingSet gallery, LeftOut leftOut, int threads) {
        Labels labels = new Labels(probes, gallery);
        int[] sizes = labels.gallerySizes();
        ExactNeighbours nearest = ExactNeighbours.find(probes, gallery, 1, leftOut, threads);
        int counted = 0;
        int right = 0;
        for (int probe = 0; probe < probes.size(); probe++) {
            if (relevant(probe, labels, sizes, leftOut) > 0) {
                counted++;
                right += labels.ofGallery(nearest.row(probe, 0)) == labels.ofProbe(probe) ? 1 : 0;
            }
        }
        return (double) right / counted;
    }

    /** Returns {@link #precisionAt1(EmbeddingSet, EmbeddingSet, LeftOut, int)} in a gallery of other embeddings. */
    public static double precisionAt1(EmbeddingSet probes, EmbeddingSet gallery, int threads) {
        return precisionAt1(probes, gallery, LeftOut.nothing(), threads);
    }

    /** Returns how many gallery rows a probe should find: R. */
    static int relevant(int probe, Labels labels, int[] gallerySizes, LeftOut leftOut) {
        int own = leftOut.galleryRow(probe);
        boolean ownCounts = own != LeftOut.NONE && labels.ofGallery(own) == labels.ofProbe(probe);
        return gallerySizes[labels.ofProbe(probe)] - (ownCounts ? 1 : 0);
    }
}
