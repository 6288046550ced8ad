package arc.infer.gpu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks NVIDIA's tool, which comes with the driver, for the GPUs of this machine. */
public final class NvidiaSmi {

    private static final int PATIENCE_SECONDS = 10;
    private static final Pattern LINE = Pattern.compile("(.+),\\s*([0-9]{1,2})\\.([0-9]{1,2})\\s*");

    private NvidiaSmi() {}

    /**
     * Returns the GPUs in the tool's order. Empty where there is no such tool, where it fails or hangs, and with drivers
     * too old to tell compute capabilities: it never fails.
     */
    public static List<Gpu> gpus() {
        return gpus("nvidia-smi");
    }

    static List<Gpu> gpus(String program) {
        try {
            Process process = new ProcessBuilder(program, "--query-gpu=name,compute_cap", "--format=csv,noheader")
                    .redirectErrorStream(true).start();
            // Some lines, which the pipe holds: the tool ends without a reader.
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return List.of();
            }
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.exitValue() == 0 ? parse(printed) : List.of();
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /** Reads lines such as {@code Tesla T4, 7.5}, and passes over all others. */
    static List<Gpu> parse(String printed) {
        List<Gpu> gpus = new ArrayList<>();
        for (String line : printed.lines().toList()) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches() && Integer.parseInt(matcher.group(2)) >= 1) {
                gpus.add(new Gpu(matcher.group(1).strip(), Integer.parseInt(matcher.group(2)),
                        Integer.parseInt(matcher.group(3))));
            }
        }
        return gpus;
    }
}
