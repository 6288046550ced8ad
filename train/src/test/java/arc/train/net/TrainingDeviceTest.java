package arc.train.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import arc.infer.gpu.Gpu;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.cpu.nativecpu.CpuBackend;
import org.nd4j.linalg.factory.Nd4jBackend;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.ServiceLoader;

class TrainingDeviceTest {

    @TempDir
    private Path folder;

    @Test
    void theCpuLoaderHidesEveryOtherBackend() throws IOException {
        Path announcement = folder.resolve("META-INF/services/" + Nd4jBackend.class.getName());
        Files.createDirectories(announcement.getParent());
        Files.writeString(announcement, "arc.train.net.NoSuchBackend\n");
        try (URLClassLoader both = new URLClassLoader(new URL[]{folder.toUri().toURL()},
                getClass().getClassLoader())) {
            String name = "META-INF/services/" + Nd4jBackend.class.getName();
            assertThat(Collections.list(both.getResources(name))).hasSize(2);
            CpuBackendLoader loader = new CpuBackendLoader(both);
            assertThat(ServiceLoader.load(Nd4jBackend.class, loader)).singleElement().isInstanceOf(CpuBackend.class);
            assertThat(Collections.list(loader.getResources("META-INF/MANIFEST.MF")))
                    .hasSameSizeAs(Collections.list(both.getResources("META-INF/MANIFEST.MF")));
        }
    }

    @Test
    void refusesADeviceThatIsNotThere() {
        assertThatThrownBy(() -> TrainingDevice.useCuda(999)).isInstanceOf(ArcException.class)
                .hasMessageMatching("there is no CUDA device 999: found \\d+, numbered from 0");
    }

    @Test
    void knowsWhichGenerationsItHasCodeFor() {
        assertThat(TrainingDevice.KERNELS.runOn(new Gpu("Tesla T4", 7, 5))).isTrue();
        assertThat(TrainingDevice.KERNELS.runOn(new Gpu("RTX 4090", 8, 9))).isTrue();
        assertThat(TrainingDevice.KERNELS.runOn(new Gpu("H100", 9, 0))).isFalse();
        assertThat(TrainingDevice.KERNELS.runOn(new Gpu("RTX 5090", 12, 0))).isFalse();
    }
}
