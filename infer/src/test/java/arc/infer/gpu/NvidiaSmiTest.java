package arc.infer.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

class NvidiaSmiTest {

    @TempDir
    private Path folder;

    @Test
    void readsNamesAndComputeCapabilities() {
        assertThat(
                NvidiaSmi.parse("NVIDIA GeForce RTX 3090, 8.6\nNVIDIA H100 80GB HBM3, 9.0\r\nOdd, with comma, 12.0 \n"))
                .containsExactly(new Gpu("NVIDIA GeForce RTX 3090", 8, 6), new Gpu("NVIDIA H100 80GB HBM3", 9, 0),
                        new Gpu("Odd, with comma", 12, 0));
    }

    @Test
    void passesOverWhatItCannotRead() {
        assertThat(NvidiaSmi.parse("""
                Field "compute_cap" is not a valid field to query.

                NVIDIA A100, [N/A]
                , 8.0
                Old, 0.9
                No number
                Long, 123.4
                NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.
                Tesla T4, 7.5
                """)).containsExactly(new Gpu("Tesla T4", 7, 5));
        assertThat(NvidiaSmi.parse("")).isEmpty();
    }

    @Test
    void asksTheToolAndFindsNothingWhereItIsMissingOrFails() throws IOException {
        assertThat(NvidiaSmi.gpus(tool("echo \"Tesla T4, 7.5\"; echo \"$@\"")))
                .containsExactly(new Gpu("Tesla T4", 7, 5));
        assertThat(NvidiaSmi.gpus(tool("echo \"Tesla T4, 7.5\"; exit 9"))).isEmpty();
        assertThat(NvidiaSmi.gpus(folder.resolve("missing").toString())).isEmpty();
    }

    @Test
    void refusesAnImpossibleComputeCapability() {
        assertThatThrownBy(() -> new Gpu("x", 0, 9)).hasMessage("a compute capability is 1.0 or higher, got 0.9 of x");
        assertThat(new Gpu("x", 1, 0)).hasToString("x (compute capability 1.0)");
    }

    @Test
    void machineCodeRunsOnItsOwnGenerationOnly() {
        CudaKernels kernels = CudaKernels.of("7.5", "8.6");
        assertThat(kernels.runOn(new Gpu("V100", 7, 0))).isFalse();
        assertThat(kernels.runOn(new Gpu("T4", 7, 5))).isTrue();
        assertThat(kernels.runOn(new Gpu("A100", 8, 0))).isFalse();
        assertThat(kernels.runOn(new Gpu("RTX 4090", 8, 9))).isTrue();
        assertThat(kernels.runOn(new Gpu("H100", 9, 0))).isFalse();
    }

    @Test
    void ptxRunsOnAllLaterGenerations() {
        CudaKernels kernels = CudaKernels.of("7.5", "9.0+PTX");
        assertThat(kernels.runOn(new Gpu("RTX 4090", 8, 9))).isFalse();
        assertThat(kernels.runOn(new Gpu("H100", 9, 0))).isTrue();
        assertThat(kernels.runOn(new Gpu("RTX 5090", 12, 0))).isTrue();
        assertThat(kernels).hasToString("7.5, 9.0+PTX");
    }

    @Test
    void tellsWhyNoGpuRunsThem() {
        CudaKernels kernels = CudaKernels.of("7.5", "8.0");
        Gpu hopper = new Gpu("H100", 9, 0);
        assertThat(kernels.problem(List.of())).isEmpty();
        assertThat(kernels.problem(List.of(hopper, new Gpu("T4", 7, 5)))).isEmpty();
        assertThat(kernels.problem(List.of(hopper)))
                .contains("there is no code for H100 (compute capability 9.0), only for 7.5, 8.0");
    }

    private String tool(String script) throws IOException {
        Path file = Files.createTempFile(folder, "tool", "");
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file.toString();
    }
}
