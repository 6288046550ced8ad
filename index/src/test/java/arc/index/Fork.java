package arc.index;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a test's main class in a JVM of its own, with the same class path and without the vector module. */
final class Fork implements AutoCloseable {

    private final Process process;
    private final BufferedReader out;

    private Fork(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    static Fork of(Class<?> main, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(args));
        return new Fork(new ProcessBuilder(command).start());
    }

    /** Waits for a line on standard output. */
    String line() throws IOException {
        String line = out.readLine();
        return line == null ? "ended: " + errors() : line;
    }

    long pid() {
        return process.pid();
    }

    /** Ends the process at once, as a power cut would, and waits until it is gone. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Waits for the end; returns what was written to standard error. */
    String errors() throws IOException {
        return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        kill();
    }
}
