package arc.train.head;

/**
 * Adds the margin to the angle: the own class has the logit s·cos(θ + m) (Deng et al. 2019, eq. 3).
 * Past θ = π − m, where cos(θ + m) would rise again, it goes on as s·(cos θ − m·sin m), which falls to
 * the end (the reference implementations' fallback); there the logit steps down, and its slope is that
 * of cos θ.
 *
 * @param margin m in radians, 0 to π/2
 * @param scale s, &gt; 0
 */
public record ArcFace(double margin, double scale) implements AngularHead {

    /** The name on the command line. */
    public static final String ID = "arcface";

    /** Checks the values. */
    public ArcFace {
        HeadChecks.requireMargin(margin, Math.PI / 2, "radians");
        HeadChecks.requireScale(scale);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public double targetLogit(double angleRadians) {
        return isPastFold(angleRadians)
                ? scale * (Math.cos(angleRadians) - margin * Math.sin(margin))
                : scale * Math.cos(angleRadians + margin);
    }

    @Override
    public double targetSlope(double angleRadians) {
        return -scale * Math.sin(isPastFold(angleRadians) ? angleRadians : angleRadians + margin);
    }

    @Override
    public ArcFace withMargin(double newMargin) {
        return new ArcFace(newMargin, scale);
    }

    private boolean isPastFold(double angleRadians) {
        return angleRadians > Math.PI - margin;
    }
}
