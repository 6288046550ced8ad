package arc.infer.evaluation;

import arc.infer.ArcException;
import arc.infer.embedding.CosineRows;
import arc.infer.embedding.EmbeddingSet;
import arc.infer.embedding.LeftOut;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Says how well labelled probes find their label in a labelled gallery. Fractions are in [0, 1], and
 * NaN where there is nothing to average. The same sets give the same numbers, whatever the number of
 * threads.
 *
 * @param probes number of probes, those left out of the retrieval averages included
 * @param gallery number of gallery rows
 * @param retrieval averages over the probes that have something to find
 * @param knnAccuracy by k, the share of all probes whose label wins the vote of the nearest k
 * @param centreAccuracy share of all probes that are nearest to the centre of their own label's gallery entries,
 *     from which the probe's own entry is taken out
 * @param verification of the pairs i &lt; j of one set, or of each probe with each gallery row but its own
 * @param angles of the probes' classes
 * @param perClass by label, in {@link LabelOrder}, those of counted probes
 * @param confusion which label the nearest entry of each probe has
 */
public record Evaluation(int probes, int gallery, RetrievalMetrics retrieval, SortedMap<Integer, Double> knnAccuracy,
        double centreAccuracy, VerificationMetrics verification, AngularSpread angles,
        SortedMap<String, ClassRetrieval> perClass, Confusion confusion) {

    /** The k of the nearest-neighbour votes. */
    private static final int[] KNN = {1, 5};

    /** Each thread counts pairs in 32 MB of its own. */
    private static final int MAX_THREADS = 16;

    /** Copies the maps. */
    public Evaluation {
        knnAccuracy = Collections.unmodifiableSortedMap(new TreeMap<>(knnAccuracy));
        perClass = Collections.unmodifiableSortedMap(new TreeMap<>(perClass));
    }

    /**
     * Evaluates a set that is its own gallery; each probe leaves itself out.
     *
     * @param set with a label for each row
     * @param threads to compute with, at least 1
     * @throws ArcException when a row has no label
     */
    public static Evaluation withinSet(EmbeddingSet set, int threads) {
        return new Run(set, set, LeftOut.itself(), true).evaluate(threads);
    }

    /**
     * Evaluates probes against a gallery.
     *
     * @param probes with a label for each row
     * @param gallery with a label for each row, and of the probes' dimension
     * @param leftOut the gallery row that is the probe itself, where there is one
     * @param threads to compute with, at least 1
     * @throws ArcException when a row has no label, or the dimensions differ (MISMATCH)
     */
    public static Evaluation of(EmbeddingSet probes, EmbeddingSet gallery, LeftOut leftOut, int threads) {
        requireSameDimension(probes, gallery);
        return new Run(probes, gallery, leftOut, false).evaluate(threads);
    }

    static void requireSameDimension(EmbeddingSet probes, EmbeddingSet gallery) {
        if (probes.dimension() != gallery.dimension()) {
            throw new ArcException(ArcException.Kind.MISMATCH, "the probes have " + probes.dimension()
                    + " dimensions and the gallery has " + gallery.dimension() + ": embed both with one model");
        }
    }

    /** Goes once through all cosines and collects what the metrics need. */
    private static final class Run {

        private final EmbeddingSet probes;
        private final EmbeddingSet gallery;
        private final LeftOut leftOut;
        private final Labels labels;
        private final int[] gallerySizes;
        private final RetrievalScores retrieval;
        private final PairCounter pairs;
        private final boolean[][] knnRight; // [k][probe]
        private final int[] nearestLabels; // [probe], -1 where there is no entry

        Run(EmbeddingSet probes, EmbeddingSet gallery, LeftOut leftOut, boolean oneSet) {
            this.probes = probes;
            this.gallery = gallery;
            this.leftOut = leftOut;
            labels = new Labels(probes, gallery);
            gallerySizes = labels.gallerySizes();
            retrieval = new RetrievalScores(probes.size());
            pairs = new PairCounter(labels, oneSet);
            knnRight = new boolean[KNN.length][probes.size()];
            nearestLabels = new int[probes.size()];
        }

        Evaluation evaluate(int threads) {
            CosineRows.visit(probes, gallery, Math.min(threads, MAX_THREADS), this::visit);
            SortedMap<Integer, Double> knnAccuracy = new TreeMap<>();
            for (int i = 0; i < KNN.length; i++) {
                knnAccuracy.put(KNN[i], share(knnRight[i]));
            }
            return new Evaluation(probes.size(), gallery.size(), retrieval.average(), knnAccuracy,
                    new CentreClassifier(probes, gallery, leftOut, labels).accuracy(threads),
                    VerificationMetrics.of(pairs.total()), AngularSpread.of(probes, threads),
                    retrieval.averageByClass(labels), Confusion.of(labels, nearestLabels));
        }

        private void visit(int probe, float[] cosines) {
            int own = leftOut.galleryRow(probe);
            pairs.count(probe, cosines, own);
            if (own != LeftOut.NONE) {
                cosines[own] = Float.NEGATIVE_INFINITY;
            }
            int label = labels.ofProbe(probe);
            int relevant = RetrievalMetrics.relevant(probe, labels, gallerySizes, leftOut);
            int[] ranking = RetrievalScores.ranking(cosines, relevant);
            if (relevant > 0) {
                retrieval.score(probe, cosines, ranking, labels, label, relevant);
            }
            int[] nearest = new int[Math.min(KNN[1], ranking.length)];
            for (int rank = 0; rank < nearest.length; rank++) {
                nearest[rank] = labels.ofGallery(ranking[rank]);
            }
            nearestLabels[probe] = nearest.length == 0 ? -1 : nearest[0];
            for (int i = 0; i < KNN.length; i++) {
                knnRight[i][probe] = KnnClassifier.vote(nearest, KNN[i]) == label;
            }
        }
    }

    static double share(boolean[] right) {
        int count = 0;
        for (boolean r : right) {
            count += r ? 1 : 0;
        }
        return (double) count / right.length;
    }
}
