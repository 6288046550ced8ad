package arc.train.loop;

import arc.infer.ArcException;
import arc.train.head.MarginHeads;

/**
 * Stops a run that can't come to anything: a loss that is no number, or one whose running mean has grown
 * to ten times what the first steps gave.
 */
final class DivergenceGuard {

    private static final int FIRST_STEPS = 20;
    private static final double GROWTH = 10;
    private static final double KEEP = 0.95;

    private double firstMean;
    private double runningMean;

    /** Begins before the first step. */
    DivergenceGuard() {
        this(0, 0);
    }

    /** Goes on where another guard was. */
    DivergenceGuard(double firstMean, double runningMean) {
        this.firstMean = firstMean;
        this.runningMean = runningMean;
    }

    double firstMean() {
        return firstMean;
    }

    double runningMean() {
        return runningMean;
    }

    /**
     * Looks at the loss of one step.
     *
     * @param step from 1
     * @throws ArcException that names the step and what to try
     */
    void check(long step, int epoch, double loss, TrainConfig config) {
        if (!Double.isFinite(loss)) {
            throw diverged(step, epoch, "the loss is " + loss, config);
        }
        if (step <= FIRST_STEPS) {
            firstMean += (loss - firstMean) / step;
            runningMean = firstMean;
            return;
        }
        runningMean = KEEP * runningMean + (1 - KEEP) * loss;
        if (runningMean > GROWTH * Math.max(firstMean, 1)) {
            throw diverged(step, epoch,
                    String.format(java.util.Locale.ROOT, "the loss grew from %.3g to %.3g", firstMean, runningMean),
                    config);
        }
    }

    private static ArcException diverged(long step, int epoch, String what, TrainConfig config) {
        String more = (MarginHeads.named(config.loss().head().id()).hasMargin() ? ", a longer --margin-warmup" : "")
                + (config.network().batchNorm() ? "" : ", or --batch-norm");
        return new ArcException("training diverged at step " + step + " (epoch " + epoch + "): " + what + "\ntry --lr "
                + (float) (config.optimization().rates().peak() / 5) + more);
    }
}
