package arc.train.head;

/**
 * Softmax over scaled cosines, without a margin (Wang et al. 2017, NormFace, eq. 6).
 *
 * @param scale s, &gt; 0
 */
public record NormFace(double scale) implements AngularHead {

    /** The name on the command line. */
    public static final String ID = "normface";

    /** Checks the value. */
    public NormFace {
        HeadChecks.requireScale(scale);
    }

    static NormFace of(HeadValues values) {
        return new NormFace(values.number(HeadSetting.SCALE, DEFAULT_SCALE));
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public double margin() {
        return 0;
    }

    @Override
    public void logits(AngularSample sample, double state) {
        double angle = sample.angleRadians();
        sample.scaleOthers(scale);
        sample.setOwn(scale * Math.cos(angle), -scale * Math.sin(angle));
    }

    @Override
    public NormFace withMarginShare(double share) {
        return this;
    }
}
