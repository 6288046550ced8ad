package arc.infer.model;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import arc.infer.ArcException;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/** Opens ONNX Runtime sessions with arc's settings. */
final class OrtSessions {

    private static @Nullable OrtEnvironment environment;

    private OrtSessions() {}

    /** Returns the process's one environment; silent, for its messages go to stderr past everybody. */
    static synchronized OrtEnvironment environment() throws OrtException {
        OrtEnvironment existing = environment;
        if (existing != null) {
            return existing;
        }
        OrtEnvironment created = OrtEnvironmentOnADeepStack.create();
        created.setTelemetry(false);
        environment = created;
        return created;
    }

    /**
     * Opens a session on the CPU.
     *
     * @param name what messages call the model
     * @throws ArcException when ONNX Runtime can't load the model, or can't start here
     */
    static OrtSession onCpu(String name, ByteBuffer onnx, int threads) {
        try {
            OrtEnvironment runtime = environment();
            try (SessionOptions options = options(threads)) {
                return runtime.createSession(onnx, options);
            }
        } catch (OrtException e) {
            throw new ArcException("ONNX Runtime can't load " + name + ": " + OrtErrors.oneLine(e), e);
        } catch (LinkageError e) {
            throw new ArcException("ONNX Runtime can't start on " + System.getProperty("os.name") + " "
                    + System.getProperty("os.arch") + ": " + OrtErrors.oneLine(e), e);
        }
    }

    /**
     * Opens a session on a CUDA device; that the list of available providers names CUDA says nothing,
     * only this call does.
     */
    static OrtSession onCuda(ByteBuffer onnx, int threads, int index) throws OrtException {
        OrtEnvironment runtime = environment();
        try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(index);
                SessionOptions options = options(threads)) {
            options.addCUDA(cuda);
            return runtime.createSession(onnx, options);
        }
    }

    private static SessionOptions options(int threads) throws OrtException {
        SessionOptions options = new SessionOptions();
        try {
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            // Spinning threads win microseconds between operators and take whole cores from decoding and search.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            options.addConfigEntry("session.inter_op.allow_spinning", "0");
        } catch (OrtException | RuntimeException e) {
            options.close();
            throw e;
        }
        return options;
    }
}
