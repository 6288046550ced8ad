package arc.cli.command;

import com.sun.management.OperatingSystemMXBean;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Looks at the machine and its JVM. */
final class MachineFindings {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final long SMALL_HEAP_MIB = 900;

    private MachineFindings() {}

    static List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok("arc", Version.number()));
        findings.add(system());
        findings.add(Finding.ok("JDK",
                Runtime.version() + " (" + System.getProperty("java.vendor") + ") in "
                        + System.getProperty("java.home")));
        findings.add(Finding.ok("cores", Integer.toString(Runtime.getRuntime().availableProcessors())));
        findings.add(memory());
        findings.add(processor());
        findings.add(fileNames());
        return findings;
    }

    private static Finding system() {
        String system = System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch");
        boolean tried = System.getProperty("os.name").equals("Linux") && System.getProperty("os.arch").equals("amd64");
        return tried
                ? Finding.ok("system", system)
                : Finding.warn("system", system, "arc is tried on Linux x86-64 only; tell what does not work here");
    }

    private static Finding memory() {
        long heapMiB = Runtime.getRuntime().maxMemory() >> 20;
        long totalMiB = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize() >> 20
                : -1;
        String value = "heap up to " + heapMiB + " MiB" + (totalMiB < 0 ? "" : " of " + totalMiB + " MiB");
        return heapMiB < SMALL_HEAP_MIB
                ? Finding.warn("memory", value, "training MNIST wants a heap of 1 GiB: ARC_JAVA_OPTS=-Xmx1g arc ...")
                : Finding.ok("memory", value);
    }

    private static Finding processor() {
        if (!Files.isReadable(CPU_INFO)) {
            return Finding.ok("processor", System.getProperty("os.arch"));
        }
        try {
            List<String> lines = Files.readAllLines(CPU_INFO);
            Set<String> flags = new HashSet<>(Arrays.asList(field(lines, "flags").split("\\s+", -1)));
            List<String> found = new ArrayList<>(List.of("avx2", "avx512f"));
            found.retainAll(flags);
            boolean isX86 = System.getProperty("os.arch").equals("amd64");
            String value = field(lines, "model name")
                    + (!isX86 ? "" : found.isEmpty() ? ", no AVX2" : ", " + String.join(" ", found));
            return isX86 && found.isEmpty()
                    ? Finding.warn("processor", value,
                            "build arc for it: mvn -Dnd4j.classifier=linux-x86_64-onednn ...")
                    : Finding.ok("processor", value);
        } catch (IOException e) {
            return Finding.warn("processor", "unknown: " + e.getMessage(), "make " + CPU_INFO + " readable");
        }
    }

    private static String field(List<String> lines, String name) {
        return lines.stream().filter(line -> line.startsWith(name)).map(line -> line.substring(line.indexOf(':') + 1))
                .map(String::strip).findFirst().orElse("unknown");
    }

    private static Finding fileNames() {
        String encoding = System.getProperty("sun.jnu.encoding", "unknown");
        return encoding.equals("UTF-8")
                ? Finding.ok("file names", encoding)
                : Finding.warn("file names", encoding, "names outside of it can't be opened; set LC_ALL=C.UTF-8");
    }
}
