package arc.cli.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Holds a running launcher and what it prints. */
final class Launched {

    private static final int MOST_MINUTES = 2;

    private final Process process;
    private final CompletableFuture<String> out;
    private final CompletableFuture<String> err;

    Launched(Process process) {
        this.process = process;
        this.out = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
        this.err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
    }

    long pid() {
        return process.pid();
    }

    /** Waits for the end; a launcher that never ends is killed, and fails its test rather than the whole build. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("still running after " + MOST_MINUTES + " minutes: process " + pid());
        }
        return process.exitValue();
    }

    /** Returns standard output, whole. */
    String out() {
        return out.join();
    }

    /** Returns standard error, whole. */
    String err() {
        return err.join();
    }

    List<String> outLines() {
        return out().lines().toList();
    }

    private static String text(InputStream in) {
        try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
