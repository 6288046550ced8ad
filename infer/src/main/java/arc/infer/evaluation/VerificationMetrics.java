package arc.infer.evaluation;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Says how well a threshold on the cosine tells pairs of one label from pairs of two. A pair is
 * accepted when its cosine, rounded to 1e-6, is at or above the threshold.
 *
 * @param pairs number of pairs
 * @param sampled whether only a sample of the pairs was looked at; arc counts all
 * @param rocAuc area under the true over the false accept rate; NaN without pairs of both kinds
 * @param eer rate at which false accepts and false rejects are equal, on the linearly interpolated ROC;
 *     NaN without pairs of both kinds
 * @param operatingPoints one for each of {@link #FAR_TARGETS}
 */
public record VerificationMetrics(long pairs, boolean sampled, double rocAuc, double eer,
        List<OperatingPoint> operatingPoints) {

    /** The false accept rates at which the true accept rate is reported. */
    public static final List<BigDecimal> FAR_TARGETS = List.of(new BigDecimal("0.1"), new BigDecimal("0.01"),
            new BigDecimal("0.001"), new BigDecimal("0.0001"));

    /**
     * Gives the best threshold whose false accept rate stays at or below a target.
     *
     * @param farTarget the target
     * @param tar largest true accept rate, not interpolated; NaN without pairs of both kinds
     * @param farReached false accept rate there; NaN without pairs of both kinds
     * @param threshold the highest with that true accept rate; null when nothing can be accepted
     */
    public record OperatingPoint(BigDecimal farTarget, double tar, double farReached, @Nullable Double threshold) {}

    /** Copies the list. */
    public VerificationMetrics {
        operatingPoints = List.copyOf(operatingPoints);
    }

    /** Computes the metrics of counted pairs. */
    public static VerificationMetrics of(PairScores scores) {
        long same = scores.sameTotal();
        long different = scores.differentTotal();
        List<OperatingPoint> points = new ArrayList<>();
        if (same == 0 || different == 0) {
            FAR_TARGETS.forEach(target -> points.add(new OperatingPoint(target, Double.NaN, Double.NaN, null)));
            return new VerificationMetrics(same + different, false, Double.NaN, Double.NaN, points);
        }
        FAR_TARGETS.forEach(target -> points.add(operatingPoint(scores, target, same, different)));
        return new VerificationMetrics(same + different, false, area(scores, same, different),
                equalErrorRate(scores, same, different), points);
    }

    /** Returns how many of {@code different} may be accepted without exceeding a target. */
    static long allowed(BigDecimal target, long different) {
        return target.multiply(BigDecimal.valueOf(different)).setScale(0, RoundingMode.FLOOR).longValueExact();
    }

    /**
     * Sums trapezia from the highest threshold down; pairs of one score are accepted together. The sum
     * carries its rounding error along (Neumaier 1974), so that a perfect model gets 1.
     */
    private static double area(PairScores scores, long same, long different) {
        double area = 0;
        double lost = 0;
        double accepted = 0;
        for (int step = PairScores.STEPS - 1; step >= 0; step--) {
            double trapezium = scores.different(step) * (accepted + scores.same(step) / 2.0);
            double sum = area + trapezium;
            lost += area >= trapezium ? (area - sum) + trapezium : (trapezium - sum) + area;
            area = sum;
            accepted += scores.same(step);
        }
        return (area + lost) / ((double) same * different);
    }

    private static double equalErrorRate(PairScores scores, long same, long different) {
        long falseAccepts = 0;
        long trueAccepts = 0;
        double far = 0;
        double excess = -1; // false accept rate less false reject rate: from -1 up to 1
        for (int step = PairScores.STEPS - 1; step >= 0; step--) {
            falseAccepts += scores.different(step);
            trueAccepts += scores.same(step);
            double nextFar = (double) falseAccepts / different;
            double nextExcess = nextFar - (1 - (double) trueAccepts / same);
            if (nextExcess >= 0) {
                return far - excess / (nextExcess - excess) * (nextFar - far);
            }
            far = nextFar;
            excess = nextExcess;
        }
        throw new IllegalStateException("with everything accepted the false accept rate is 1");
    }

    /**
     * Finds the operating point of a target.
     *
     * @param same by how much the accepted pairs of one label are divided, at least 1
     * @param different number of pairs of two labels, at least 1
     */
    static OperatingPoint operatingPoint(PairScores scores, BigDecimal target, long same, long different) {
        long allowed = allowed(target, different);
        long falseAccepts = 0;
        long trueAccepts = 0;
        double tar = 0;
        double far = 0;
        Double threshold = null;
        for (int step = PairScores.STEPS - 1; step >= 0; step--) {
            falseAccepts += scores.different(step);
            if (falseAccepts > allowed) {
                break;
            }
            if (scores.same(step) > 0) {
                trueAccepts += scores.same(step);
                tar = (double) trueAccepts / same;
                far = (double) falseAccepts / different;
                threshold = PairScores.cosine(step);
            }
        }
        return new OperatingPoint(target, tar, far, threshold);
    }
}
