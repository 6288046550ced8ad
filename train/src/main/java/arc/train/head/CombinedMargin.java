package arc.train.head;

import java.util.Map;

/**
 * Combines three margins: the own class has the logit s·(cos(m<sub>1</sub>·θ + m<sub>2</sub>) − m<sub>3</sub>)
 * (Deng et al. 2019, eq. 4). Past θ = (π − m<sub>2</sub>)/m<sub>1</sub> =: φ, where the cosine would rise again, it goes
 * on as s·(cos θ − d − m<sub>3</sub>) with d = max(m<sub>2</sub>·sin m<sub>2</sub>, 1 + cos φ), which falls to the end
 * and never steps up. With m<sub>1</sub> = 1 this is {@link ArcFace}, its fallback included, less m<sub>3</sub>.
 *
 * @param multiplier m<sub>1</sub>, the multiplier of the angle, above 0 to 8
 * @param margin m<sub>2</sub> in radians, 0 to π/2
 * @param cosineMargin m<sub>3</sub> in units of the cosine, 0 to 1
 * @param scale s, &gt; 0
 */
public record CombinedMargin(double multiplier, double margin, double cosineMargin,
        double scale) implements AngularHead {

    /** The name on the command line. */
    public static final String ID = "combined";

    /** The paper's first combination, (1, 0.3, 0.2): without a multiplier, which makes the start harder. */
    static final double DEFAULT_MULTIPLIER = 1;
    static final double DEFAULT_MARGIN = 0.3;
    static final double DEFAULT_COSINE_MARGIN = 0.2;

    private static final double MAX_MULTIPLIER = 8;

    /** Checks the values. */
    public CombinedMargin {
        HeadChecks.require(multiplier > 0 && multiplier <= MAX_MULTIPLIER,
                "m1 must be above 0 and at most 8 (multiplier), got " + multiplier);
        HeadChecks.requireMargin(margin, Math.PI / 2, "radians");
        HeadChecks.require(cosineMargin >= 0 && cosineMargin <= 1, "m3 must be 0 to 1 (cosine), got " + cosineMargin);
        HeadChecks.requireScale(scale);
    }

    static CombinedMargin of(HeadValues values) {
        return new CombinedMargin(values.number(HeadSetting.M1, DEFAULT_MULTIPLIER),
                values.number(HeadSetting.MARGIN, DEFAULT_MARGIN),
                values.number(HeadSetting.M3, DEFAULT_COSINE_MARGIN),
                values.number(HeadSetting.SCALE, DEFAULT_SCALE));
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public void logits(AngularSample sample, double state) {
        double angle = sample.angleRadians();
        double fold = (Math.PI - margin) / multiplier;
        sample.scaleOthers(scale);
        if (angle > fold) {
            double drop = Math.max(margin * Math.sin(margin), 1 + Math.cos(fold));
            sample.setOwn(scale * (Math.cos(angle) - drop - cosineMargin), -scale * Math.sin(angle));
        } else {
            double shifted = multiplier * angle + margin;
            sample.setOwn(scale * (Math.cos(shifted) - cosineMargin), -scale * multiplier * Math.sin(shifted));
        }
    }

    @Override
    public CombinedMargin withMarginShare(double share) {
        return new CombinedMargin(1 + share * (multiplier - 1), share * margin, share * cosineMargin, scale);
    }

    @Override
    public Map<String, Object> moreSettings() {
        return Map.of(HeadSetting.M1.option(), multiplier, HeadSetting.M3.option(), cosineMargin);
    }
}
