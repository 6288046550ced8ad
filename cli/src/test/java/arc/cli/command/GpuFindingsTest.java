package arc.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import arc.infer.gpu.Gpu;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class GpuFindingsTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "Tesla K80; 3.7; warn; Tesla K80 (compute capability 3.7): training, no inference",
            "Tesla P100; 6.0; ok; Tesla P100 (compute capability 6.0): training, inference",
            "NVIDIA GeForce RTX 4090; 8.9; ok; NVIDIA GeForce RTX 4090 (compute capability 8.9): training, inference",
            "NVIDIA H100; 9.0; warn; NVIDIA H100 (compute capability 9.0): no training, inference",
            "NVIDIA B200; 10.0; warn; NVIDIA B200 (compute capability 10.0): no training, no inference",
            "NVIDIA GeForce RTX 5090; 12.0; warn; NVIDIA GeForce RTX 5090 (compute capability 12.0): no training, inference"})
    void tellsWhatEachGenerationCanDo(String name, String capability, String status, String value) {
        String[] numbers = capability.split("\\.", 2);
        Gpu gpu = new Gpu(name, Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
        assertThat(LibraryFindings.gpus(List.of(gpu))).singleElement().satisfies(finding -> {
            assertThat(finding.name()).isEqualTo("GPU");
            assertThat(finding.status()).hasToString(status.equals("ok") ? "OK" : "WARN");
            assertThat(finding.value()).isEqualTo(value);
            assertThat(finding.remedy().isEmpty()).isEqualTo(status.equals("ok"));
        });
    }

    @Test
    void saysThatThereIsNone() {
        assertThat(LibraryFindings.gpus(List.of()))
                .containsExactly(Finding.ok("GPU", "none that nvidia-smi knows"));
    }

    @Test
    void shortensWhatTheBackendPrints() {
        assertThat(TrainingBackend
                .reason("""
                        java.lang.UnsatisfiedLinkError: /home/me/.javacpp/libjnicudart.so: libcuda.so.1: cannot open shared object file
                        \tat java.base/java.lang.System.load(System.java:1)
                        """))
                .isEqualTo("libcuda.so.1: cannot open shared object file");
        assertThat(TrainingBackend.reason("java.lang.RuntimeException: No CUDA devices were found in system\n"))
                .isEqualTo("No CUDA devices were found in system");
        assertThat(TrainingBackend.reason("")).isEqualTo("ND4J does not start it");
    }
}
