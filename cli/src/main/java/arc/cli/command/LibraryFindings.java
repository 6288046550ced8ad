package arc.cli.command;

import arc.index.LuceneInfo;
import arc.infer.ArcException;
import arc.infer.gpu.CudaKernels;
import arc.infer.gpu.Gpu;
import arc.infer.gpu.NvidiaSmi;
import arc.infer.model.Device;
import arc.infer.model.OnnxRuntimeInfo;
import arc.train.net.Compute;
import arc.train.net.TrainingDevice;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at the libraries that compute. */
final class LibraryFindings {

    private LibraryFindings() {}

    static List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(gpus(NvidiaSmi.gpus()));
        findings.add(training());
        findings.addAll(onnxRuntime());
        findings.add(lucene());
        return findings;
    }

    private static Finding training() {
        Optional<String> cudaProblem;
        try {
            cudaProblem = TrainingBackend.start(new Device.Auto());
        } catch (ArcException e) {
            return Finding.warn("training", "not on CUDA: " + e.getMessage(), "use --device cpu");
        }
        if (!Compute.isCpu()) {
            return Finding.ok("training", "DL4J on CUDA");
        }
        if (cudaProblem.isPresent()) {
            return Finding.warn("training", "DL4J on the CPU; CUDA: " + cudaProblem.get(),
                    "none needed for the CPU; docs/gpu.md says what CUDA needs");
        }
        return Compute.hasOneDnn()
                ? Finding.ok("training", "DL4J on the CPU, with oneDNN")
                : Finding.warn("training", "DL4J on the CPU, without oneDNN",
                        "training is several times slower; build with: mvn -Dnd4j.classifier=linux-x86_64-onednn ...");
    }

    private static List<Finding> onnxRuntime() {
        try {
            OnnxRuntimeInfo info = OnnxRuntimeInfo.read();
            Finding runtime = Finding.ok("ONNX Runtime", info.version() + ", " + String.join(", ", info.providers()));
            Finding cuda = info.cudaProblem()
                    .map(problem -> Finding.warn("CUDA for inference", "not available: " + problem,
                            "none needed for the CPU; docs/gpu.md says what CUDA needs, a build with -Pcuda first"))
                    .orElse(Finding.ok("CUDA for inference", "available"));
            return List.of(runtime, cuda);
        } catch (ArcException e) {
            return List.of(Finding.fail("ONNX Runtime", String.valueOf(e.getMessage()),
                    "arc runs models on Linux x64 and arm64, macOS arm64 and Windows x64"));
        }
    }

    /** Tells of each GPU whether a build with CUDA could use it; without any, that there is none. */
    static List<Finding> gpus(List<Gpu> gpus) {
        return gpus.isEmpty()
                ? List.of(Finding.ok("GPU", "none that nvidia-smi knows"))
                : gpus.stream()
                        .map(LibraryFindings::gpu).toList();
    }

    private static Finding gpu(Gpu gpu) {
        boolean trains = TrainingDevice.KERNELS.runOn(gpu);
        boolean runs = CudaKernels.ONNX_RUNTIME.runOn(gpu);
        String value = gpu + ": " + (trains ? "training" : "no training") + ", "
                + (runs ? "inference" : "no inference");
        return trains && runs
                ? Finding.ok("GPU", value)
                : Finding.warn("GPU", value, "use --device cpu for what it can't do; docs/gpu.md says why");
    }

    private static Finding lucene() {
        LuceneInfo info = LuceneInfo.read();
        String value = info.version() + ", "
                + (info.vectorProvider() == null ? "provider unknown" : info.vectorProvider());
        return info.hasSimd()
                ? Finding.ok("Lucene", value)
                : Finding.warn("Lucene", value,
                        "without SIMD large galleries are slow; start arc by ./arc, on a JDK 25");
    }
}
