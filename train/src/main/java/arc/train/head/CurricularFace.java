package arc.train.head;

/**
 * {@link ArcFace} that looks at hard samples late: another class that is nearer than the own one with its margin,
 * cos θ<sub>j</sub> &gt; cos(θ + m), has the logit s·cos θ<sub>j</sub>·(t + cos θ<sub>j</sub>) instead of
 * s·cos θ<sub>j</sub> (Huang et al. 2020, CurricularFace). t is a running mean of the cosines to the own
 * class, t ← 0.99·t + 0.01·mean cos θ from 0 on, taken before each use: it grows while the embeddings
 * become good. The state is t; no gradient goes through it.
 *
 * @param margin m in radians, 0 to π/2
 * @param scale s, &gt; 0
 */
public record CurricularFace(double margin, double scale) implements AngularHead {

    /** The name on the command line. */
    public static final String ID = "curricularface";

    /** As in its paper. */
    static final double DEFAULT_MARGIN = 0.5;
    private static final double MOMENTUM = 0.99;

    /** Checks the values. */
    public CurricularFace {
        HeadChecks.requireMargin(margin, Math.PI / 2, "radians");
        HeadChecks.requireScale(scale);
    }

    static CurricularFace of(HeadValues values) {
        return new CurricularFace(values.number(HeadSetting.MARGIN, DEFAULT_MARGIN),
                values.number(HeadSetting.SCALE, DEFAULT_SCALE));
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public double nextState(double before, BatchAngles batch) {
        double sum = 0;
        for (int i = 0; i < batch.size(); i++) {
            sum += batch.cosine(i, batch.label(i));
        }
        return MOMENTUM * before + (1 - MOMENTUM) * sum / batch.size();
    }

    @Override
    public void logits(AngularSample sample, double state) {
        double angle = sample.angleRadians();
        double hard = Math.cos(angle + margin);
        sample.scaleOthers(scale);
        for (int j = 0; j < sample.classes(); j++) {
            double cosine = sample.cosine(j);
            if (cosine > hard && j != sample.own()) {
                sample.setOther(j, scale * cosine * (state + cosine), scale * (state + 2 * cosine));
            }
        }
        sample.setOwn(scale * ArcFace.shifted(angle, margin), scale * ArcFace.shiftedSlope(angle, margin));
    }

    @Override
    public CurricularFace withMarginShare(double share) {
        return new CurricularFace(share * margin, scale);
    }
}
