package arc.train.loop;

import arc.train.head.ArcFace;
import arc.train.head.MarginHead;

/**
 * Says what is made small.
 *
 * @param head the margin head
 * @param marginWarmupEpochs the margin rises evenly from none over so many epochs: from the first step, the
 *     full margin can keep a network from converging
 * @param labelSmoothing share of the target that goes to all classes alike (Szegedy et al. 2016, section 7), in [0, 1)
 */
public record LossConfig(MarginHead head, double marginWarmupEpochs, double labelSmoothing) {

    /** ArcFace as in its paper, with a scale that suits ten classes as well as hundreds. */
    public static final MarginHead DEFAULT_HEAD = new ArcFace(0.5, 30);
    /** ArcFace may fail to start with the full margin; one epoch is enough to get going. */
    public static final double DEFAULT_MARGIN_WARMUP_EPOCHS = 1;

    /** Checks the values. */
    public LossConfig {
        Checks.require(marginWarmupEpochs >= 0 && Double.isFinite(marginWarmupEpochs),
                "margin warm-up must be >= 0 epochs, got " + marginWarmupEpochs);
        Checks.require(labelSmoothing >= 0 && labelSmoothing < 1,
                "label smoothing must be in [0, 1), got " + labelSmoothing);
    }

    /** Returns the loss of a head, with the default warm-up and without smoothing. */
    public static LossConfig of(MarginHead head) {
        return new LossConfig(head, DEFAULT_MARGIN_WARMUP_EPOCHS, 0);
    }

    /**
     * Returns the head as a step uses it.
     *
     * @param step steps done before it, in this run
     */
    MarginHead headAt(long step, int stepsPerEpoch) {
        double warmupSteps = marginWarmupEpochs * stepsPerEpoch;
        double share = warmupSteps == 0 ? 1 : Math.min(1, step / warmupSteps);
        return head.withMarginShare(share);
    }
}
