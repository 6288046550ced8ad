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

    /** Checks the values. */
    public CosFace {
        HeadChecks.requireMargin(margin, 1, "cosine");
        HeadChecks.requireScale(scale);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public double targetLogit(double angleRadians) {
        return scale * (Math.cos(angleRadians) - margin);
    }

    @Override
    public double targetSlope(double angleRadians) {
        return -scale * Math.sin(angleRadians);
    }

    @Override
    public CosFace withMargin(double newMargin) {
        return new CosFace(newMargin, scale);
    }
}
