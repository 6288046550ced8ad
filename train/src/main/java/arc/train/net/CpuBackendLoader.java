package arc.train.net;

import org.nd4j.linalg.cpu.nativecpu.CpuBackend;
import org.nd4j.linalg.factory.Nd4jBackend;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * Shows ND4J no backend but the CPU's. ND4J takes the first of those that the class path announces that starts, CUDA's
 * before the CPU's; the order can be changed by an environment variable only, which a running JVM can't set.
 */
final class CpuBackendLoader extends ClassLoader {

    private static final String ANNOUNCEMENTS = "META-INF/services/" + Nd4jBackend.class.getName();

    CpuBackendLoader(ClassLoader parent) {
        super("arc-cpu-backend", parent);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        Enumeration<URL> all = super.getResources(name);
        if (!name.equals(ANNOUNCEMENTS)) {
            return all;
        }
        String own = CpuBackend.class.getProtectionDomain().getCodeSource().getLocation().toString();
        List<URL> cpu = Collections.list(all).stream().filter(url -> url.toString().contains(own)).toList();
        return Collections.enumeration(cpu);
    }
}
