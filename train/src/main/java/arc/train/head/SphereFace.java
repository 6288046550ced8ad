package arc.train.head;

/**
 * Multiplies the angle: the own class has the logit s·‖x‖·ψ(θ), the others s·‖x‖·cos θ, where
 * ψ(θ) = (−1)<sup>k</sup>·cos(m·θ) − 2k with k = ⌊m·θ/π⌋ falls from 1 to 1 − 2m (Liu et al. 2017, SphereFace, eq. 7; class
 * weights have length 1, embeddings keep theirs). The margin comes slowly: the own class has the mean of cos θ and
 * ψ(θ) with the weights λ and 1, and λ = max(λ<sub>min</sub>, λ<sub>0</sub>/(1 + 0.12·i)) at step i of the run (the
 * reference implementation's annealing). The state is i.
 *
 * <p>Between whole numbers m gives functions between theirs: a warm-up raises it from 1, which is no margin.
 *
 * @param margin m, the multiplier of the angle, 1 to 8
 * @param scale s, &gt; 0
 * @param firstLambda λ<sub>0</sub>
 * @param leastLambda λ<sub>min</sub>
 */
public record SphereFace(double margin, double scale, double firstLambda, double leastLambda) implements AngularHead {

    /** The name on the command line. */
    public static final String ID = "sphereface";

    /** As in its paper, where it was the best of 1 to 4. */
    static final double DEFAULT_MARGIN = 4;
    /** The length of the embedding is the scale already. */
    static final double DEFAULT_SCALE = 1;
    /** As in the reference implementation. */
    static final double FIRST_LAMBDA = 1000;
    static final double LEAST_LAMBDA = 5;
    private static final double DECAY = 0.12;

    private static final double MAX_MARGIN = 8;

    /** Checks the values. */
    public SphereFace {
        if (!(margin >= 1 && margin <= MAX_MARGIN)) {
            throw new IllegalArgumentException("margin must be 1 to 8 (multiplier), got " + margin);
        }
        HeadChecks.requireScale(scale);
        HeadChecks.require(firstLambda >= 0 && leastLambda >= 0, "lambda must be >= 0, got " + firstLambda
                + " falling to " + leastLambda);
    }

    /** Makes a head that comes slowly, as in the reference implementation. */
    public SphereFace(double margin, double scale) {
        this(margin, scale, FIRST_LAMBDA, LEAST_LAMBDA);
    }

    static SphereFace of(HeadValues values) {
        double margin = values.number(HeadSetting.MARGIN, DEFAULT_MARGIN);
        HeadChecks.require(margin == Math.rint(margin), "margin must be a whole number (multiplier), got " + margin);
        return new SphereFace(margin, values.number(HeadSetting.SCALE, DEFAULT_SCALE));
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public double nextState(double before, BatchAngles batch) {
        return before + 1;
    }

    @Override
    public void logits(AngularSample sample, double state) {
        double angle = sample.angleRadians();
        double lambda = Math.max(leastLambda, firstLambda / (1 + DECAY * state));
        double k = Math.floor(margin * angle / Math.PI);
        double sign = k % 2 == 0 ? 1 : -1;
        double psi = sign * Math.cos(margin * angle) - 2 * k;
        double psiSlope = -sign * margin * Math.sin(margin * angle);
        sample.scaleOthers(scale);
        sample.setOwn(scale * (lambda * Math.cos(angle) + psi) / (1 + lambda),
                scale * (-lambda * Math.sin(angle) + psiSlope) / (1 + lambda));
        sample.multiplyByLength();
    }

    @Override
    public SphereFace withMarginShare(double share) {
        return new SphereFace(1 + share * (margin - 1), scale, firstLambda, leastLambda);
    }
}
