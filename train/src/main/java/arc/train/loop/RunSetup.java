package arc.train.loop;

import java.nio.file.Path;
import java.util.List;

/**
 * Says where and how a run is carried out; nothing of it changes what is computed.
 *
 * @param folder gets model.onnx, metrics.csv, run.json and checkpoint/
 * @param resume whether the folder may hold a run to go on with
 * @param options the command's options as they were typed, kept in run.json for the one who resumes it
 * @param threads for the CPU
 * @param checkpointEverySteps steps after which the run is saved, besides the end of each epoch
 * @param arcVersion written into the model's card
 */
public record RunSetup(Path folder, boolean resume, List<String> options, int threads, int checkpointEverySteps,
        String arcVersion) {

    /** Some seconds of training at a quarter of VGG16's width, a minute and a half at its full width. */
    public static final int DEFAULT_CHECKPOINT_EVERY_STEPS = 500;

    /** Checks the values. */
    public RunSetup {
        options = List.copyOf(options);
        Checks.require(checkpointEverySteps >= 1, "checkpoint-every must be >= 1 step, got " + checkpointEverySteps);
    }

    /**
     * Checks the folder, before anything is read for it.
     *
     * @throws arc.infer.ArcException when there is something else in it, or to resume no run
     */
    public void requireUsableFolder() {
        RunFolder.requireUsable(folder, resume);
    }

    /** Returns a new run that nobody will resume. */
    public static RunSetup fresh(Path folder, int threads, String arcVersion) {
        return new RunSetup(folder, false, List.of(), threads, DEFAULT_CHECKPOINT_EVERY_STEPS, arcVersion);
    }
}
