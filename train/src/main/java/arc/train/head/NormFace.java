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

    @Override
    public String id() {
        return ID;
    }

    @Override
    public double margin() {
        return 0;
    }

    @Override
    public double targetLogit(double angleRadians) {
        return scale * Math.cos(angleRadians);
    }

    @Override
    public double targetSlope(double angleRadians) {
        return -scale * Math.sin(angleRadians);
    }

    @Override
    public NormFace withMargin(double margin) {
        return this;
    }
}
