package arc.train.loop;

import java.nio.file.Path;

/** Tells a listener how a run goes. */
public sealed interface TrainEvent {

    /**
     * The data is read and the network built.
     *
     * @param trainImages images to train on
     * @param validationImages images to measure by
     * @param classes distinct labels
     * @param parameters learned values, the head's included
     * @param stepsPerEpoch steps in each epoch
     * @param epochs planned
     */
    record Started(int trainImages, int validationImages, int classes, long parameters, int stepsPerEpoch,
            int epochs) implements TrainEvent {}

    /**
     * The run goes on from a checkpoint.
     *
     * @param epoch from 1
     * @param step steps done
     */
    record Resumed(int epoch, long step) implements TrainEvent {}

    /**
     * Something is not as it should be, and the run goes on.
     *
     * @param message for the user
     */
    record Warning(String message) implements TrainEvent {}

    /**
     * One step is done.
     *
     * @param epoch from 1
     * @param step within the run, from 1
     * @param steps of the whole run
     * @param loss mean over the batch
     */
    record Step(int epoch, long step, long steps, double loss) implements TrainEvent {}

    /**
     * One epoch is done and measured.
     *
     * @param epoch from 1
     * @param loss mean over the epoch
     * @param accuracy share of training images nearest to their own class weight, the margin left out
     * @param validationPrecisionAt1 share of validation images whose nearest training image has their label;
     *     NaN where there is no validation split
     * @param learningRate of the last step
     * @param margin of the last step
     * @param imagesPerSecond trained, without the measuring
     * @param seconds since the run started
     * @param secondsLeft until the last epoch is done, as far as one can tell
     */
    record Epoch(int epoch, double loss, double accuracy, double validationPrecisionAt1, double learningRate,
            double margin, double imagesPerSecond, double seconds, double secondsLeft) implements TrainEvent {}

    /** How a run ends. */
    sealed interface End extends TrainEvent permits Done, Stopped {}

    /**
     * The run was asked to stop. It is saved and can be resumed.
     *
     * @param epoch in which, from 1
     * @param step steps done
     */
    record Stopped(int epoch, long step) implements End {}

    /**
     * The model is trained, exported and checked.
     *
     * @param model the ONNX file
     * @param bestEpoch whose weights it holds
     * @param epochs trained: fewer than planned where patience ran out
     * @param parity largest difference between DL4J and ONNX Runtime on unit vectors
     * @param seconds of the whole run
     */
    record Done(Path model, int bestEpoch, int epochs, double parity, double seconds) implements End {}
}
