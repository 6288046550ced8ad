package arc.train.head;

import java.util.Map;

/**
 * {@link ArcFace} with a margin that grows with the length of the embedding: with a = ‖x‖ kept within [l<sub>a</sub>,
 * u<sub>a</sub>] = [10, 110], the own class has the logit s·cos(θ + m(a)), where m(a) rises evenly from l<sub>m</sub> to
 * u<sub>m</sub>. To each loss comes λ<sub>g</sub>·g(‖x‖), with g(a) = 1/a + a/u<sub>a</sub>², which falls up to
 * u<sub>a</sub>: the longer, the better, and what is easy can afford it (Meng et al. 2021, MagFace). Both send their
 * gradient through the length. Above u<sub>a</sub> g is constant. Below l<sub>a</sub>, where the authors' code has it
 * constant as well, it goes on along its tangent here: nothing but g draws the short embeddings of a network without a
 * normalisation behind its linear layer into the bounds.
 *
 * @param margin l<sub>m</sub> in radians, 0 to π/2
 * @param maxMargin u<sub>m</sub> in radians, l<sub>m</sub> to π/2
 * @param lengthWeight λ<sub>g</sub>, &gt;= 0
 * @param scale s, &gt; 0
 */
public record MagFace(double margin, double maxMargin, double lengthWeight, double scale) implements AngularHead {

    /** The name on the command line. */
    public static final String ID = "magface";

    /** l<sub>a</sub> and u<sub>a</sub>, as in the paper. */
    static final double LEAST_LENGTH = 10;
    static final double MOST_LENGTH = 110;

    /** The margins and the weight as in the paper. */
    static final double DEFAULT_MARGIN = 0.45;
    static final double DEFAULT_MAX_MARGIN = 0.8;
    static final double DEFAULT_LENGTH_WEIGHT = 35;

    /** Checks the values. */
    public MagFace {
        HeadChecks.requireMargin(margin, Math.PI / 2, "radians");
        HeadChecks.require(maxMargin >= margin && maxMargin <= Math.PI / 2, "max-margin must be at least the margin, "
                + margin + ", and at most " + (float) (Math.PI / 2) + " (radians), got " + maxMargin);
        HeadChecks.require(lengthWeight >= 0 && Double.isFinite(lengthWeight),
                "length-weight must be >= 0, got " + lengthWeight);
        HeadChecks.requireScale(scale);
    }

    static MagFace of(HeadValues values) {
        double margin = values.number(HeadSetting.MARGIN, DEFAULT_MARGIN);
        return new MagFace(margin, values.number(HeadSetting.MAX_MARGIN, Math.max(margin, DEFAULT_MAX_MARGIN)),
                values.number(HeadSetting.LENGTH_WEIGHT, DEFAULT_LENGTH_WEIGHT),
                values.number(HeadSetting.SCALE, DEFAULT_SCALE));
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public void logits(AngularSample sample, double state) {
        double angle = sample.angleRadians();
        double length = Math.clamp(sample.length(), LEAST_LENGTH, MOST_LENGTH);
        double rise = (maxMargin - margin) / (MOST_LENGTH - LEAST_LENGTH);
        double used = margin + rise * (length - LEAST_LENGTH);
        sample.scaleOthers(scale);
        sample.setOwn(scale * ArcFace.shifted(angle, used), scale * ArcFace.shiftedSlope(angle, used));
        if (length == sample.length()) {
            sample.setOwnLengthSlope(scale * rise * slopeByMargin(angle, used));
        }
        double slope = 1 / (MOST_LENGTH * MOST_LENGTH) - 1 / (length * length); // of g; 0 from u_a on
        double missing = Math.max(0, LEAST_LENGTH - sample.length());
        sample.addPenalty(lengthWeight * (1 / length + length / (MOST_LENGTH * MOST_LENGTH) - slope * missing),
                lengthWeight * slope);
    }

    private static double slopeByMargin(double angleRadians, double used) {
        return angleRadians > Math.PI - used
                ? -Math.sin(used) - used * Math.cos(used)
                : -Math.sin(angleRadians + used);
    }

    @Override
    public MagFace withMarginShare(double share) {
        return new MagFace(share * margin, share * maxMargin, lengthWeight, scale);
    }

    @Override
    public Map<String, Object> moreSettings() {
        return Map.of(HeadSetting.MAX_MARGIN.option(), maxMargin, HeadSetting.LENGTH_WEIGHT.option(), lengthWeight);
    }
}
