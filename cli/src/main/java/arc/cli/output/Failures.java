package arc.cli.output;

import arc.cli.signal.StoppedException;
import arc.infer.ArcException;
import arc.infer.file.FileErrors;
import arc.infer.image.UnreadableImageException;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.Locale;

/** Turns what a command threw into an exit code and one to three lines. */
public final class Failures {

    private Failures() {}

    /** Reports the failure on standard error, with its stack trace if {@code debug}, and returns the exit code. */
    public static int report(Throwable failure, Console console, boolean debug) {
        if (failure instanceof ClosedOutputException) {
            return ExitCode.OK;
        }
        if (debug) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            console.err().print(Visible.stackTrace(trace.toString()));
        }
        return switch (failure) {
            case StoppedException stopped -> {
                console.error(stopped.getMessage());
                yield stopped.exitCode();
            }
            case ArcException e -> say(console, e.getMessage(), ExitCode.of(e.kind()));
            case UnreadableImageException e -> say(console, Visible.line(e.getMessage()), ExitCode.FAILURE);
            case UncheckedIOException e -> io(console, e.getCause() == null ? new IOException(e) : e.getCause());
            case IOException e -> io(console, e);
            case OutOfMemoryError e -> say(console, outOfMemory(e), ExitCode.FAILURE);
            case StackOverflowError _ -> say(console,
                    "the stack overflowed\nallow more with: ARC_JAVA_OPTS=-Xss16m arc ...", ExitCode.FAILURE);
            default -> say(console, "internal error: " + failure + (debug
                    ? ""
                    : "\nthis is a mistake in arc, not in"
                            + " your input; add --debug to see where it happened"),
                    ExitCode.FAILURE);
        };
    }

    private static int say(Console console, String message, int exitCode) {
        console.error(message);
        return exitCode;
    }

    private static int io(Console console, IOException e) {
        String reason = FileErrors.reason(e);
        String file = e instanceof FileSystemException f && f.getFile() != null ? f.getFile() + ": " : "";
        boolean full = reason.contains("No space left") || reason.contains("Disk quota exceeded")
                || reason.contains("Read-only file system");
        return say(console, Visible.line(file + reason), full ? ExitCode.NOT_WRITABLE : ExitCode.FAILURE);
    }

    private static String outOfMemory(OutOfMemoryError e) {
        long heapMiB = Runtime.getRuntime().maxMemory() >> 20;
        String what = String.valueOf(e.getMessage());
        String option = what.contains("direct buffer") ? "-XX:MaxDirectMemorySize=" : "-Xmx";
        return String.format(Locale.ROOT,
                "out of memory (%s; the heap may take %d MiB)\nallow more with: ARC_JAVA_OPTS=%s%dm arc ...", what,
                heapMiB, option, 2 * heapMiB);
    }
}
