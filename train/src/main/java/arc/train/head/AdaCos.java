package arc.train.head;

import java.util.Arrays;

/**
 * {@link NormFace} that finds its own scale (Zhang et al. 2019, AdaCos). Fixed: s = √2·ln(C − 1) for C classes.
 * Dynamic: it starts there, and each step uses s = ln B / cos(min(π/4, θ<sub>med</sub>)), where B is the mean over the
 * batch of Σ exp(s′·cos θ<sub>j</sub>) over the other classes, with the scale s′ of the step before, and
 * θ<sub>med</sub> the median of the angles to the own class, the lower of two. The state is s; no gradient goes
 * through it. The formulas fail for very few classes: C − 1 counts as 2 at least, and s as 1.
 *
 * @param dynamic whether the scale follows the training
 */
public record AdaCos(boolean dynamic) implements AngularHead {

    /** The name of the dynamic one on the command line. */
    public static final String ID = "adacos";

    /** The name of the fixed one on the command line. */
    public static final String FIXED_ID = "adacos-fixed";

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
    public double initialState(int classes) {
        return Math.max(1, Math.sqrt(2) * Math.log(Math.max(2, classes - 1)));
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
                others += j == batch.label(i) ? 0 : Math.exp(before * batch.cosine(i, j));
            }
        }
        Arrays.sort(angles);
        double median = angles[(angles.length - 1) / 2];
        return Math.max(1, Math.log(others / angles.length) / Math.cos(Math.min(Math.PI / 4, median)));
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
