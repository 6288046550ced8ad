package arc.train.loop;

/** Where a run is, besides its weights: what a checkpoint has to keep so that the next step is the same. */
final class RunState {

    private int epoch = 1;
    private int batchesDone; // of the epoch
    private long steps; // of the run
    private double lossSum; // over the epoch's batches
    private long correct; // images of the epoch
    private double secondsBefore; // spent before this process went on

    private DivergenceGuard guard = new DivergenceGuard();
    private final BestEpoch best = new BestEpoch();

    /**
     * Keeps a position as text can tell it.
     *
     * @param epoch the present one, from 1
     * @param batchesDone of the epoch
     * @param steps of the run
     * @param lossSum over the epoch's batches
     * @param correct images of the epoch nearest to their own class
     * @param firstLoss mean of the first steps
     * @param runningLoss running mean
     * @param bestEpoch 0 before the first
     * @param bestPrecisionAt1 not finite where nothing was measured
     * @param improvedIn last epoch better than all before
     * @param seconds spent so far
     */
    record Position(int epoch, int batchesDone, long steps, double lossSum, long correct, double firstLoss,
            double runningLoss, int bestEpoch, double bestPrecisionAt1, int improvedIn, double seconds) {

        /** Checks the values: they may come from anywhere. */
        Position {
            Checks.require(epoch >= 1 && batchesDone >= 0 && steps >= 0 && correct >= 0 && bestEpoch >= 0
                    && improvedIn >= 0 && seconds >= 0,
                    "a position of epoch " + epoch + ", batch " + batchesDone + ", step " + steps + " makes no sense");
        }
    }

    Position position(double seconds) {
        return new Position(epoch, batchesDone, steps, lossSum, correct, guard.firstMean(), guard.runningMean(),
                best.epoch(), best.precisionAt1(), best.improvedIn(), seconds);
    }

    /** Goes on from a position; the best epoch's weights are the caller's to restore. */
    void resume(Position position) {
        epoch = position.epoch();
        batchesDone = position.batchesDone();
        steps = position.steps();
        lossSum = position.lossSum();
        correct = position.correct();
        guard = new DivergenceGuard(position.firstLoss(), position.runningLoss());
        secondsBefore = position.seconds();
    }

    void stepDone(double loss, int correctOfBatch) {
        batchesDone++;
        lossSum += loss;
        correct += correctOfBatch;
    }

    /** Counts a step, from 1, before its loss is looked at. */
    long countStep() {
        return ++steps;
    }

    void epochDone() {
        epoch++;
        batchesDone = 0;
        lossSum = 0;
        correct = 0;
    }

    int epoch() {
        return epoch;
    }

    int batchesDone() {
        return batchesDone;
    }

    long steps() {
        return steps;
    }

    double lossSum() {
        return lossSum;
    }

    long correct() {
        return correct;
    }

    double secondsBefore() {
        return secondsBefore;
    }

    DivergenceGuard guard() {
        return guard;
    }

    BestEpoch best() {
        return best;
    }
}
