package arc.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs a main class in a JVM of its own, with this one's class path and without the vector module. */
final class OtherJvm {

    private static final int MOST_MINUTES = 5;

    private final List<String> command = new ArrayList<>();

    /** Prepares a JVM with its own options. */
    OtherJvm(String... options) {
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED",
                "-Djava.awt.headless=true"));
        command.addAll(List.of(options));
    }

    /** Has another program start the JVM: what it is called with stands before. */
    OtherJvm within(String... program) {
        command.addAll(0, List.of(program));
        return this;
    }

    /** Begins to run; whatever it says is read by nobody. */
    Process start(Class<?> main, Object... arguments) throws IOException {
        return new ProcessBuilder(line(main, arguments)).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    /** Runs to the end; what never ends is killed, and fails its test rather than the whole build. */
    Ran run(Class<?> main, Object... arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(line(main, arguments)).start();
        CompletableFuture<String> out = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
        CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
        if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("still running after " + MOST_MINUTES + " minutes: " + out.join() + err.join());
        }
        return new Ran(process.exitValue(), out.join(), err.join());
    }

    private List<String> line(Class<?> main, Object... arguments) {
        List<String> line = new ArrayList<>(command);
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        Arrays.stream(arguments).map(String::valueOf).forEach(line::add);
        return line;
    }

    private static String text(InputStream in) {
        try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
