package arc.train.head;

import java.util.Map;

/**
 * {@link ArcFace} with several weight vectors a class, of which the nearest counts: cos θ<sub>j</sub> is the largest of
 * the class's K cosines, for the own class and for the others (Deng et al. 2020, Sub-center ArcFace). Mislabelled
 * and unusual pictures gather around a sub-center of their own and leave the class's main one alone. The gradient goes to
 * the nearest sub-center only, the first where several are equally near.
 *
 * @param margin m in radians, 0 to π/2
 * @param scale s, &gt; 0
 * @param subCenters K, 1 to 100
 */
public record SubCenterArcFace(double margin, double scale, int subCenters) implements AngularHead {

    /** The name on the command line. */
    public static final String ID = "subcenter-arcface";

    /** The best of 1 to 10 in its paper. */
    static final int DEFAULT_SUB_CENTERS = 3;
    private static final int MAX_SUB_CENTERS = 100;

    /** Checks the values. */
    public SubCenterArcFace {
        HeadChecks.requireMargin(margin, Math.PI / 2, "radians");
        HeadChecks.requireScale(scale);
        HeadChecks.require(subCenters >= 1 && subCenters <= MAX_SUB_CENTERS,
                "sub-centers must be 1 to 100, got " + subCenters);
    }

    static SubCenterArcFace of(HeadValues values) {
        return new SubCenterArcFace(values.number(HeadSetting.MARGIN, ArcFace.DEFAULT_MARGIN),
                values.number(HeadSetting.SCALE, DEFAULT_SCALE),
                (int) values.number(HeadSetting.SUB_CENTERS, DEFAULT_SUB_CENTERS));
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public void logits(AngularSample sample, double state) {
        double angle = sample.angleRadians();
        sample.scaleOthers(scale);
        sample.setOwn(scale * ArcFace.shifted(angle, margin), scale * ArcFace.shiftedSlope(angle, margin));
    }

    @Override
    public SubCenterArcFace withMarginShare(double share) {
        return new SubCenterArcFace(share * margin, scale, subCenters);
    }

    @Override
    public Map<String, Object> moreSettings() {
        return Map.of(HeadSetting.SUB_CENTERS.option(), subCenters);
    }
}
