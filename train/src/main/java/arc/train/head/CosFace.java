package arc.train.head;

/**
 * Subtracts the margin from the cosine: the own class has the logit s·(cos θ − m) (Wang et al. 2018,
 * CosFace, eq. 4).
 *
 * @param margin m in units of the cosine, 0 to 1
 * @param scale s, &gt; 0
 */
public record CosFace(double margin, double scale) implements AngularHead {

    /** The name on the command line. */
    public static final String ID = "cosface";

    /** As in its paper. */
    static final double DEFAULT_MARGIN = 0.35;

    /** Checks the values. */
    public CosFace {
        HeadChecks.requireMargin(margin, 1, "cosine");
        HeadChecks.requireScale(scale);
    }

    static CosFace of(HeadValues values) {
        return new CosFace(values.number(HeadSetting.MARGIN, DEFAULT_MARGIN),
                values.number(HeadSetting.SCALE, DEFAULT_SCALE));
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public void logits(AngularSample sample, double state) {
        double angle = sample.angleRadians();
        sample.scaleOthers(scale);
        sample.setOwn(scale * (Math.cos(angle) - margin), -scale * Math.sin(angle));
    }

    @Override
    public CosFace withMarginShare(double share) {
        return new CosFace(share * margin, scale);
    }
}
