package arc.train.head;

import java.util.Arrays;

/**
 * {@link NormFace} that finds its own scale (Zhang et al. 2019, AdaCos). Fixed: s = √2·ln(C − 1) for C classes.
 * Dynamic: it starts there, and each step uses s = ln B / cos(min(π/4, θ<sub>med</sub>)), where B is the mean over the
 * batch of Σ exp(s′·cos θ<sub>j</sub>) over the other classes, with the scale s′ of the step before, and
 * θ<sub>med</sub> the median of the angles to the own class, the lower of two. The state is s; no gradient goes
 * through it. The formulas fail for very few classes, and for embeddings that lie all in one place: C − 1 counts as 2 at
 * least, and s is kept from 1 to 1000.
 *
 * @param dynamic whether the scale follows the training
 */
public record AdaCos(boolean dynamic) implements AngularHead {

    /** The name of the dynamic one on the command line. */
    public static final String ID = "adacos";

    /** The name of the fixed one on the command line. */
    public static final String FIXED_ID = "adacos-fixed";

    private static final double LEAST_SCALE = 1;
    private static final double MOST_SCALE = 1000;

    @Override
    public String id() {
        return dynamic ? ID : FIXED_ID;
    }

    @Override
    public double margin() {
        return 0;
    }

    @Override
    public double scale() {
        return 1;
    }

    @Override
    public boolean findsScale() {
        return true;
    }

    @Override
    public double initialState(int classes) {
        return Math.max(LEAST_SCALE, Math.sqrt(2) * Math.log(Math.max(2, classes - 1)));
    }

    @Override
    public double nextState(double before, BatchAngles batch) {
        if (!dynamic) {
            return before;
        }
        double others = 0;
        double[] angles = new double[batch.size()];
        for (int i = 0; i < angles.length; i++) {
            angles[i] = batch.angleRadians(i);
            for (int j = 0; j < batch.classes(); j++) {
                others += j == batch.label(i) ? 0 : Math.exp(before * (batch.cosine(i, j) - 1)); // at most 1
            }
        }
        Arrays.sort(angles);
        double median = angles[(angles.length - 1) / 2];
        double scale = (before + Math.log(others / angles.length)) / Math.cos(Math.min(Math.PI / 4, median));
        return Math.clamp(scale, LEAST_SCALE, MOST_SCALE);
    }

    @Override
    public void logits(AngularSample sample, double state) {
        double angle = sample.angleRadians();
        sample.scaleOthers(state);
        sample.setOwn(state * Math.cos(angle), -state * Math.sin(angle));
    }

    @Override
    public AdaCos withMarginShare(double share) {
        return this;
    }
}
