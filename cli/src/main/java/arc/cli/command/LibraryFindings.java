package arc.cli.command;

import arc.cli.output.Console;
import arc.index.LuceneInfo;
import arc.infer.ArcException;
import arc.infer.model.OnnxRuntimeInfo;
import arc.train.net.Compute;

import java.util.ArrayList;
import java.util.List;

/** Looks at the libraries that compute. */
final class LibraryFindings {

    private LibraryFindings() {}

    static List<Finding> look(Console console) {
        List<Finding> findings = new ArrayList<>();
        findings.add(training(console));
        findings.addAll(onnxRuntime());
        findings.add(lucene());
        return findings;
    }

    private static Finding training(Console console) {
        String cudaProblem = TrainingBackend.start(console);
        if (!Compute.isCpu()) {
            return Finding.ok("training", "DL4J on CUDA");
        }
        if (!cudaProblem.isEmpty()) {
            return Finding.warn("training", "DL4J on the CPU; CUDA: " + cudaProblem,
                    "none needed for the CPU; for CUDA install CUDA 11.6 and its driver");
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
                            "none needed for the CPU; for CUDA build with: mvn -Pcuda -Dquick -DskipTests package"))
                    .orElse(Finding.ok("CUDA for inference", "available"));
            return List.of(runtime, cuda);
        } catch (ArcException e) {
            return List.of(Finding.fail("ONNX Runtime", String.valueOf(e.getMessage()),
                    "arc runs models on Linux x64 and arm64, macOS arm64 and Windows x64"));
        }
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
