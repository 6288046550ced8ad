package arc.infer.evaluation;

import arc.infer.ArcException;
import arc.infer.embedding.CosineRows;
import arc.infer.embedding.Embedding;
import arc.infer.embedding.EmbeddingSet;
import arc.infer.embedding.LeftOut;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;

/**
 * Says from which cosine on a query's nearest entry is believed, so that pictures of classes that a gallery
 * lacks are rarely taken for one that it has.
 *
 * <p>Every probe plays a stranger once: its best cosine with the gallery entries of <em>other</em> labels is what its nearest entry
 * would have if its own class were not there. Entries without a label count among those, since a search believes them, too:
 * where they are of the probe's class in truth, the threshold is higher than it need be, and never lower. The false accept rate of a threshold is the share of those cosines at or above
 * it (the false positive identification rate of ISO/IEC 19795-1). The threshold is the lowest, in steps of 1e-6, whose rate
 * does not exceed the target; so it accepts as many rightful queries as that allows. Cosines are those of {@code Cosine}, unrounded,
 * as a search compares them with the threshold.
 *
 * @param threshold in (-1, 1]
 * @param farTarget the false accept rate that was asked for, from 1e-9 to below 1
 * @param impostors number of probes that played a stranger
 * @param falseAccepts how many of them the threshold accepts
 * @param genuine number of probes whose label the gallery has
 * @param identified how many of those are accepted, with a nearest entry of their label
 */
public record AcceptanceThreshold(double threshold, BigDecimal farTarget, int impostors, int falseAccepts, int genuine,
        int identified) {

    /** No set has the probes that a lower rate takes; written out, the lowest that can be typed would fill the memory. */
    private static final BigDecimal LEAST = new BigDecimal("1e-9");

    private static final double STEPS_PER_UNIT = 1e6;

    /** Cosines of float32 that are closer than this may change places in double precision, which search ranks by. */
    private static final float SLACK = 1e-5f;

    /**
     * Chooses the threshold.
     *
     * @param probes with a label for each row
     * @param gallery of the probes' dimension; rows may lack a label
     * @param leftOut the gallery row that is the probe itself, where there is one
     * @param far the false accept rate to stay at or below, from 1e-9 to below 1
     * @throws ArcException of kind USAGE when the rate is out of range; of kind FAILURE when no probe has an entry of another
     *     label to play a stranger with, too few have to tell the rate, or strangers reach a cosine of 1 more often
     */
    public static AcceptanceThreshold choose(EmbeddingSet probes, EmbeddingSet gallery, LeftOut leftOut, BigDecimal far,
            int threads) {
        requireRate(far);
        Evaluation.requireSameDimension(probes, gallery);
        Labels labels = Labels.withUnlabelledGallery(probes, gallery);
        int[] sizes = labels.gallerySizes();
        double[] asStranger = new double[probes.size()];
        double[] best = new double[probes.size()];
        boolean[] right = new boolean[probes.size()];
        Arrays.fill(asStranger, Double.NEGATIVE_INFINITY);
        Arrays.fill(best, Double.NEGATIVE_INFINITY);
        CosineRows.visit(probes, gallery, threads, (probe, cosines) -> {
            int own = leftOut.galleryRow(probe);
            int label = labels.ofProbe(probe);
            float ofOthers = Float.NEGATIVE_INFINITY;
            float ofAll = Float.NEGATIVE_INFINITY;
            for (int row = 0; row < cosines.length; row++) {
                if (row != own) {
                    ofAll = Math.max(ofAll, cosines[row]);
                    ofOthers = labels.ofGallery(row) == label ? ofOthers : Math.max(ofOthers, cosines[row]);
                }
            }
            Embedding query = probes.row(probe);
            for (int row = 0; row < cosines.length; row++) {
                boolean same = labels.ofGallery(row) == label;
                if (row != own && cosines[row] >= (same ? ofAll : ofOthers) - SLACK) {
                    double cosine = query.cosine(gallery.row(row));
                    if (cosine > best[probe]) {
                        best[probe] = cosine;
                        right[probe] = same;
                    }
                    if (!same) {
                        asStranger[probe] = Math.max(asStranger[probe], cosine);
                    }
                }
            }
        });
        double[] strangers = Arrays.stream(asStranger).filter(Double::isFinite).sorted().toArray();
        if (strangers.length == 0) {
            throw new ArcException(
                    "none of the " + probes.size() + " probes has a gallery entry of another label, and so"
                            + " none can play a stranger\nput pictures of two labels or more into the gallery");
        }
        double threshold = threshold(strangers, far, probes.size());
        int genuine = 0;
        int identified = 0;
        for (int probe = 0; probe < best.length; probe++) {
            if (RetrievalMetrics.relevant(probe, labels, sizes, leftOut) > 0) {
                genuine++;
                identified += right[probe] && best[probe] >= threshold ? 1 : 0;
            }
        }
        int falseAccepts = (int) Arrays.stream(strangers).filter(cosine -> cosine >= threshold).count();
        return new AcceptanceThreshold(threshold, far, strangers.length, falseAccepts, genuine, identified);
    }

    /** Returns the lowest step above the best cosine that has to be refused. */
    private static double threshold(double[] strangers, BigDecimal far, int probes) {
        int allowed = Math.toIntExact(VerificationMetrics.allowed(far, strangers.length));
        if (allowed == 0) {
            throw new ArcException("a false accept rate of " + far.toPlainString() + " needs "
                    + fewest(far) + " probes, and there are " + strangers.length
                    + (strangers.length < probes ? " that have an entry of another label" : "")
                    + "\ngive more probes, or a higher --far");
        }
        double refused = strangers[strangers.length - 1 - allowed];
        if (refused == 1) {
            throw new ArcException("no threshold gives a false accept rate of " + far.toPlainString() + ": "
                    + Arrays.stream(strangers).filter(cosine -> cosine == 1).count() + " of " + strangers.length
                    + " probes have a cosine of 1 with an entry of another"
                    + " label\nlook for pictures that have several labels");
        }
        long step = (long) Math.floor(refused * STEPS_PER_UNIT);
        while (step / STEPS_PER_UNIT <= refused) {
            step++;
        }
        return step / STEPS_PER_UNIT;
    }

    /**
     * Checks a rate.
     *
     * @throws ArcException of kind USAGE when it is not in (0, 1), or below 1e-9
     */
    public static void requireRate(BigDecimal far) {
        if (far.signum() <= 0 || far.compareTo(BigDecimal.ONE) >= 0) {
            throw usage("--far is a share above 0 and below 1, got " + far);
        }
        if (far.compareTo(LEAST) < 0) {
            throw usage("--far is at least 1e-9, since a rate takes 1/RATE probes, got " + far);
        }
    }

    private static ArcException usage(String message) {
        return new ArcException(ArcException.Kind.USAGE, message);
    }

    private static String fewest(BigDecimal far) {
        return BigDecimal.ONE.divide(far, 0, RoundingMode.CEILING).toPlainString();
    }
}
