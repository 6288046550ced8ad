package arc.infer.model;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Creates ONNX Runtime's environment on a thread of its own. Version 1.29 looks through /proc/cpuinfo with
 * a recursive regular expression, which on some machines goes deeper than a Java thread's usual stack of
 * 1 MiB and ends the process with a segmentation fault.
 */
final class OrtEnvironmentOnADeepStack {

    private static final long STACK_BYTES = 64L << 20;

    private OrtEnvironmentOnADeepStack() {}

    /** Returns the process's one environment; the first call creates it. */
    static OrtEnvironment create() {
        FutureTask<OrtEnvironment> creation = new FutureTask<>(
                () -> OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "arc"));
        new Thread(null, creation, "arc-onnxruntime", STACK_BYTES).start();
        try {
            return creation.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while ONNX Runtime was starting", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("ONNX Runtime doesn't start: " + e.getCause().getMessage(), e.getCause());
        }
    }
}
