package arc.train.head;

import java.util.Map;

/**
 * The linear classifier, logits = s·W·x + b, into softmax cross-entropy: the baseline that separates classes without
 * making them compact. As it is, embeddings and weights keep their length. With weights of length 1 it is the "modified
 * softmax" that SphereFace starts from (Liu et al. 2017), with both of length 1 and no bias it is {@link NormFace}.
 *
 * @param bias whether each class has a bias
 * @param normalizeWeights whether each class's weights are divided by their length
 * @param normalizeFeatures whether each embedding is
 * @param scale s, &gt; 0; 1 where embeddings keep their length, which is a scale already
 */
public record Softmax(boolean bias, boolean normalizeWeights, boolean normalizeFeatures,
        double scale) implements MarginHead {

    /** The name on the command line. */
    public static final String ID = "softmax";

    /** Checks the values. */
    public Softmax {
        HeadChecks.requireScale(scale);
        HeadChecks.require(normalizeFeatures || scale == 1,
                "scale must be 1 where features are not normalized, got " + scale);
    }

    /** Makes the plain classifier. */
    public Softmax() {
        this(true, false, false, 1);
    }

    static Softmax of(HeadValues values) {
        boolean normalizeFeatures = values.flag(HeadSetting.NORMALIZE_FEATURES, false);
        return new Softmax(values.flag(HeadSetting.HEAD_BIAS, true),
                values.flag(HeadSetting.NORMALIZE_WEIGHTS, false), normalizeFeatures,
                normalizeFeatures ? values.number(HeadSetting.SCALE, AngularHead.DEFAULT_SCALE) : 1);
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
    public boolean hasBias() {
        return bias;
    }

    @Override
    public Softmax withMarginShare(double share) {
        return this;
    }

    @Override
    public Map<String, Object> moreSettings() {
        return Map.of(HeadSetting.HEAD_BIAS.option(), bias, HeadSetting.NORMALIZE_WEIGHTS.option(), normalizeWeights,
                HeadSetting.NORMALIZE_FEATURES.option(), normalizeFeatures);
    }
}
