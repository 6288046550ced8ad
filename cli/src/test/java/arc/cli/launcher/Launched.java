package arc.cli.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Holds a running launcher and what it prints. */
final class Launched {

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

    int exitCode() throws InterruptedException {
        return process.waitFor();
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
