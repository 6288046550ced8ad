package arc.train.head;

import java.util.Map;

/**
 * Adds the margin to the angle: the own class has the logit s·cos(θ + m) (Deng et al. 2019, eq. 3).
 * Past θ = π − m, where cos(θ + m) would rise again, it goes on as s·(cos θ − m·sin m), which falls to
 * the end (the reference implementations' fallback); there the logit steps down, and its slope is that
 * of cos θ.
 *
 * @param margin m in radians, 0 to π/2
 * @param scale s, &gt; 0
 * @param easyMargin whether a sample at 90° and more from its class has no margin, s·cos θ (also from the reference
 *     implementations): training starts more easily, and the logit steps up there
 */
public record ArcFace(double margin, double scale, boolean easyMargin) implements AngularHead {

    /** The name on the command line. */
    public static final String ID = "arcface";

    /** As in its paper. */
    static final double DEFAULT_MARGIN = 0.5;

    /** Checks the values. */
    public ArcFace {
        HeadChecks.requireMargin(margin, Math.PI / 2, "radians");
        HeadChecks.requireScale(scale);
    }

    /** Makes a head that keeps its margin at all angles. */
    public ArcFace(double margin, double scale) {
        this(margin, scale, false);
    }

    static ArcFace of(HeadValues values) {
        return new ArcFace(values.number(HeadSetting.MARGIN, DEFAULT_MARGIN),
                values.number(HeadSetting.SCALE, DEFAULT_SCALE), values.flag(HeadSetting.EASY_MARGIN, false));
    }

    /** Returns cos(θ + m), with the fallback. */
    static double shifted(double angleRadians, double margin) {
        return angleRadians > Math.PI - margin
                ? Math.cos(angleRadians) - margin * Math.sin(margin)
                : Math.cos(angleRadians + margin);
    }

    /** Returns the derivative of {@link #shifted} by the angle. */
    static double shiftedSlope(double angleRadians, double margin) {
        return -Math.sin(angleRadians > Math.PI - margin ? angleRadians : angleRadians + margin);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public void logits(AngularSample sample, double state) {
        double angle = sample.angleRadians();
        double used = easyMargin && !(Math.cos(angle) > 0) ? 0 : margin;
        sample.scaleOthers(scale);
        sample.setOwn(scale * shifted(angle, used), scale * shiftedSlope(angle, used));
    }

    @Override
    public ArcFace withMarginShare(double share) {
        return new ArcFace(share * margin, scale, easyMargin);
    }

    @Override
    public Map<String, Object> moreSettings() {
        return Map.of(HeadSetting.EASY_MARGIN.option(), easyMargin);
    }
}
