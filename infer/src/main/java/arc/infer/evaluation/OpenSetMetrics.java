package arc.infer.evaluation;

import arc.infer.ArcException;
import arc.infer.CommaList;
import arc.infer.embedding.EmbeddingSet;
import arc.infer.embedding.ExactNeighbours;
import arc.infer.embedding.LeftOut;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Says what a model makes of classes that it was not trained on (the open classes): whether their pictures
 * find each other, and whether they are told from the known classes.
 *
 * <p>The second question is asked of a gallery of the known classes only. A probe's score is its best cosine there; a
 * threshold accepts the probes at or above it. Probes of known classes should be accepted, and identified by their
 * nearest entry; probes of open classes should not be accepted. Scores are rounded to 1e-6, as in verification.
 *
 * @param openSet the open classes
 * @param among how probes of the open classes retrieve their label among gallery entries of the open classes
 * @param openGallery number of those entries
 * @param openProbes number of those probes
 * @param knownProbes number of probes of other classes that have an entry of their class to find
 * @param leftOut number of probes of other classes that have none, and count nowhere
 * @param knownGallery number of gallery entries of other classes
 * @param auroc area under the curve of accepted known probes over accepted open probes; NaN without probes of both kinds
 * @param detection one for each of {@link #FAR_TARGETS}; the rate is the detection and identification rate: the share of the known
 *     probes that are accepted and whose nearest entry has their label
 */
public record OpenSetMetrics(OpenSet openSet, RetrievalMetrics among, int openGallery, int openProbes, int knownProbes,
        int leftOut, int knownGallery, double auroc, List<VerificationMetrics.OperatingPoint> detection) {

    /** The shares of accepted open probes at which the detection rate is reported. */
    public static final List<BigDecimal> FAR_TARGETS = List.of(new BigDecimal("0.1"), new BigDecimal("0.01"),
            new BigDecimal("0.001"));

    /** Copies the list. */
    public OpenSetMetrics {
        detection = List.copyOf(detection);
    }

    /**
     * Measures a set that is its own gallery; each probe leaves itself out.
     *
     * @throws ArcException as {@link #of}
     */
    public static OpenSetMetrics withinSet(EmbeddingSet set, OpenSet openSet, int threads) {
        return of(set, set, LeftOut.itself(), openSet, threads);
    }

    /**
     * Measures probes against a gallery.
     *
     * @param probes with a label for each row
     * @param gallery with a label for each row, and of the probes' dimension
     * @param leftOut the gallery row that is the probe itself, where there is one
     * @throws ArcException when a row has no label, or the dimensions differ (MISMATCH); of kind USAGE when an open class is neither
     *     among the probes nor in the gallery, no probe is of an open class, or no gallery row of another one
     */
    public static OpenSetMetrics of(EmbeddingSet probes, EmbeddingSet gallery, LeftOut leftOut, OpenSet openSet,
            int threads) {
        Evaluation.requireSameDimension(probes, gallery);
        Labels labels = new Labels(probes, gallery);
        Set<String> names = new HashSet<>();
        for (int label = 0; label < labels.count(); label++) {
            names.add(labels.name(label));
        }
        openSet.requireAmong(names, "probes and gallery");
        SubSet open = SubSet.where(probes, label -> openSet.contains(labels.name(labels.ofProbe(label))));
        SubSet known = SubSet.where(probes, label -> !openSet.contains(labels.name(labels.ofProbe(label))));
        SubSet openRows = SubSet.where(gallery, row -> openSet.contains(labels.name(labels.ofGallery(row))));
        SubSet knownRows = SubSet.where(gallery, row -> !openSet.contains(labels.name(labels.ofGallery(row))));
        if (open.isEmpty()) {
            throw usage("--open-set " + CommaList.join(openSet.labels()) + " leaves no probe of an unknown class");
        }
        if (knownRows.isEmpty()) {
            throw usage("--open-set " + CommaList.join(openSet.labels()) + " leaves no known class in the gallery");
        }
        RetrievalMetrics among = openRows.isEmpty()
                ? RetrievalMetrics.nothingToFind(open.size())
                : RetrievalMetrics.of(open.set(), openRows.set(), openRows.leftOut(leftOut, open), threads);
        Detection detection = new Detection(knownRows);
        detection.addOpen(ExactNeighbours.find(open.set(), knownRows.set(), 1, knownRows.leftOut(leftOut, open),
                threads));
        if (!known.isEmpty()) {
            detection.addKnown(known, knownRows.leftOut(leftOut, known), threads);
        }
        return new OpenSetMetrics(openSet, among, openRows.size(), open.size(), detection.known,
                known.size() - detection.known, knownRows.size(), VerificationMetrics.of(detection.accepted).rocAuc(),
                detection.points(open.size()));
    }

    private static ArcException usage(String message) {
        return new ArcException(ArcException.Kind.USAGE, message);
    }

    /** Collects the best cosines. */
    private static final class Detection {

        private final SubSet gallery;
        private final PairScores accepted = new PairScores(); // "same": known probes
        private final PairScores identified = new PairScores(); // the same without known probes that find another label
        private int known;

        Detection(SubSet gallery) {
            this.gallery = gallery;
        }

        void addOpen(ExactNeighbours nearest) {
            for (int probe = 0; probe < nearest.probes(); probe++) {
                accepted.add(nearest.cosine(probe, 0), false);
                identified.add(nearest.cosine(probe, 0), false);
            }
        }

        void addKnown(SubSet probes, LeftOut leftOut, int threads) {
            Labels labels = new Labels(probes.set(), gallery.set());
            int[] sizes = labels.gallerySizes();
            ExactNeighbours nearest = ExactNeighbours.find(probes.set(), gallery.set(), 1, leftOut, threads);
            for (int probe = 0; probe < nearest.probes(); probe++) {
                if (RetrievalMetrics.relevant(probe, labels, sizes, leftOut) > 0) {
                    known++;
                    accepted.add(nearest.cosine(probe, 0), true);
                    if (labels.ofGallery(nearest.row(probe, 0)) == labels.ofProbe(probe)) {
                        identified.add(nearest.cosine(probe, 0), true);
                    }
                }
            }
        }

        List<VerificationMetrics.OperatingPoint> points(int open) {
            List<VerificationMetrics.OperatingPoint> points = new ArrayList<>();
            for (BigDecimal target : FAR_TARGETS) {
                points.add(known == 0
                        ? new VerificationMetrics.OperatingPoint(target, Double.NaN, Double.NaN, null)
                        : VerificationMetrics.operatingPoint(identified, target, known, open));
            }
            return points;
        }
    }
}
