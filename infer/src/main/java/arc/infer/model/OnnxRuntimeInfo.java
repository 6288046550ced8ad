package arc.infer.model;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import arc.infer.ArcException;

import java.util.List;
import java.util.Optional;

/**
 * Describes the ONNX Runtime at hand.
 *
 * @param version such as {@code 1.29.0}
 * @param providers names of what it was built with; that one is listed does not mean that it works
 * @param cudaProblem why CUDA can't be used; empty when it can
 */
public record OnnxRuntimeInfo(String version, List<String> providers, Optional<String> cudaProblem) {

    private static final String CUDA = OrtProvider.CUDA.getName();

    /** Copies the list. */
    public OnnxRuntimeInfo {
        providers = List.copyOf(providers);
    }

    /**
     * Loads ONNX Runtime and looks.
     *
     * @throws ArcException when its native library can't be loaded on this machine
     */
    public static OnnxRuntimeInfo read() {
        try {
            OrtEnvironment environment = OrtSessions.environment();
            List<String> providers = OrtEnvironment.getAvailableProviders().stream().map(OrtProvider::getName).sorted()
                    .toList();
            Optional<String> cudaProblem = providers.contains(CUDA)
                    ? whyCudaFails()
                    : Optional.of("this build has no CUDA in it");
            return new OnnxRuntimeInfo(environment.getVersion(), providers, cudaProblem);
        } catch (OrtException | LinkageError e) {
            throw new ArcException("ONNX Runtime can't be loaded on this machine: " + e.getMessage(), e);
        }
    }

    private static Optional<String> whyCudaFails() {
        // Options alone are made without CUDA as well; only adding them loads it.
        try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(0);
                SessionOptions options = new SessionOptions()) {
            options.addCUDA(cuda);
            return Optional.empty();
        } catch (OrtException | LinkageError e) {
            return Optional.of(OrtErrors.oneLine(e));
        }
    }
}
