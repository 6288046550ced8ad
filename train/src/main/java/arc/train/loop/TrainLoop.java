package arc.train.loop;

import arc.train.data.Batch;
import arc.train.data.Batches;
import arc.train.data.TrainingData;
import arc.train.net.EmbeddingNetwork;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Runs the epochs of one training, and saves where it is. */
final class TrainLoop {

    private final TrainConfig config;
    private final RunSetup setup;
    private final EmbeddingNetwork network;
    private final Batches batches;
    private final Consumer<TrainEvent> listener;

    private final TrainStep step;
    private final Validation validation;
    private final MetricsFile metrics;
    private final RunCheckpoints checkpoints;
    private final RunState state = new RunState();
    private final long totalSteps;
    private final long startNanos = System.nanoTime();

    private long stepsHere; // of this process
    private long savedAt = -1; // steps at the last checkpoint

    TrainLoop(TrainConfig config, RunSetup setup, EmbeddingNetwork network, TrainingData data, Batches batches,
            RunFolder run, Consumer<TrainEvent> listener) {
        this.config = config;
        this.setup = setup;
        this.network = network;
        this.batches = batches;
        this.listener = listener;
        step = new TrainStep(network, config.optimization());
        validation = new Validation(data);
        metrics = new MetricsFile(run.metrics());
        checkpoints = new RunCheckpoints(run.checkpoints(), config, data, network, step.state());
        totalSteps = (long) batches.perEpoch() * config.epochs();
    }

    /** Goes on from the last checkpoint, where there is one. */
    void resume() {
        if (checkpoints.resume(state, metrics, warning -> listener.accept(new TrainEvent.Warning(warning)))) {
            savedAt = state.steps();
            listener.accept(new TrainEvent.Resumed(state.epoch(), state.steps()));
        } else {
            listener.accept(new TrainEvent.Warning("there is no checkpoint yet; the run starts from the beginning"));
        }
    }

    /** Trains to the end; returns false where it was asked to stop before. */
    boolean run(BooleanSupplier stopRequested) {
        while (state.epoch() <= config.epochs()
                && !state.best().isTimeToStop(state.epoch() - 1, config.patienceEpochs())) {
            if (!epoch(stopRequested)) {
                save();
                return false;
            }
            save();
        }
        return true;
    }

    private boolean epoch(BooleanSupplier stopRequested) {
        long start = System.nanoTime();
        int before = state.batchesDone();
        batches.forEach(state.epoch(), before, batch -> {
            step(batch);
            if (stopRequested.getAsBoolean()) {
                return false;
            }
            if (state.steps() % setup.checkpointEverySteps() == 0) {
                save();
            }
            return true;
        });
        if (stopRequested.getAsBoolean()) {
            return false;
        }
        double trained = (System.nanoTime() - start) / 1e9;
        double precision = validation.precisionAt1(network, setup.threads());
        int images = batches.perEpoch() * batches.batchSize();
        int imagesHere = (batches.perEpoch() - before) * batches.batchSize();
        long lastStep = state.steps() - 1;
        TrainEvent.Epoch result = new TrainEvent.Epoch(state.epoch(), state.lossSum() / batches.perEpoch(),
                (double) state.correct() / images, precision, rateAt(lastStep),
                config.loss().headAt(lastStep, batches.perEpoch()).margin(), imagesHere / trained, seconds(),
                secondsLeft());
        metrics.add(result);
        state.best().offer(state.epoch(), precision, network.dl4j().params(), network.head().headState());
        state.epochDone();
        listener.accept(result);
        return true;
    }

    private void step(Batch batch) {
        network.head().setHead(config.loss().headAt(state.steps(), batches.perEpoch()));
        double loss = step.run(batch, rateAt(state.steps()));
        stepsHere++;
        state.guard().check(state.countStep(), state.epoch(), loss, config);
        state.stepDone(loss, network.head().lastCorrect());
        listener.accept(new TrainEvent.Step(state.epoch(), state.steps(), totalSteps, loss));
    }

    private double rateAt(long stepsDone) {
        OptimizationConfig.Rates rates = config.optimization().rates();
        return rates.peak() * rates.shareAt(stepsDone, totalSteps, batches.perEpoch());
    }

    private void save() {
        if (savedAt == state.steps() && state.batchesDone() > 0) {
            return;
        }
        checkpoints.save(state, metrics, seconds());
        savedAt = state.steps();
    }

    private double secondsLeft() {
        double here = (System.nanoTime() - startNanos) / 1e9;
        return here / Math.max(1, stepsHere) * (totalSteps - state.steps());
    }

    /** Returns the seconds that the run has taken, those before it was resumed among them. */
    private double seconds() {
        return state.secondsBefore() + (System.nanoTime() - startNanos) / 1e9;
    }

    void restoreBest() {
        state.best().restoreInto(network.dl4j().params());
        network.head().setHeadState(state.best().headState());
    }

    TrainEvent.Stopped stopped() {
        return new TrainEvent.Stopped(state.epoch(), state.steps());
    }

    TrainEvent.Done done(Path model, double parity) {
        return new TrainEvent.Done(model, state.best().epoch(), state.epoch() - 1, parity, seconds());
    }
}
