package arc.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import arc.cli.signal.StoppedException;
import arc.infer.ArcException;
import arc.infer.image.UnreadableImageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Map;

class FailuresTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Console console = new Console(InputStream.nullInputStream(),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8), Terminal.NONE, Map.of());

    @ParameterizedTest
    @CsvSource({"FAILURE, 1", "USAGE, 2", "MISMATCH, 4", "LOCKED, 5", "NOT_WRITABLE, 6"})
    void givesEachKindItsExitCode(ArcException.Kind kind, int exitCode) {
        assertThat(report(new ArcException(kind, "what\nwhy"))).isEqualTo(exitCode);
        assertThat(message()).isEqualTo("arc: what\n     why\n");
    }

    @Test
    void endsQuietlyWhenTheReaderOfItsOutputHasGone() {
        assertThat(report(new ClosedOutputException(new IOException("Broken pipe")))).isZero();
        assertThat(message()).isEmpty();
    }

    @Test
    void endsWithTheSignalsCodeWhenStopped() {
        assertThat(report(new StoppedException(143, "stopped"))).isEqualTo(143);
        assertThat(message()).isEqualTo("arc: stopped\n");
    }

    @Test
    void namesTheUnreadableImage() {
        assertThat(report(new UnreadableImageException("x.png: it is empty, 0 bytes"))).isEqualTo(1);
        assertThat(message()).isEqualTo("arc: x.png: it is empty, 0 bytes\n");
    }

    @Test
    void showsControlCharactersOfFileNamesAsEscapes() {
        assertThat(report(new UnreadableImageException("a\nb\u001b[31m.png: it is empty, 0 bytes"))).isEqualTo(1);
        assertThat(report(new NoSuchFileException("a\nb"))).isEqualTo(1);
        assertThat(message()).isEqualTo("""
                arc: a\\u000ab\\u001b[31m.png: it is empty, 0 bytes
                arc: a\\u000ab: no such file or folder
                """);
    }

    @Test
    void showsControlCharactersInStackTracesAsEscapes() {
        assertThat(Failures.report(new ArcException("\u001b[31m"), console, true)).isEqualTo(1);
        assertThat(message()).contains("ArcException: \\u001b[31m\n\tat ").doesNotContain("\u001b");
    }

    @Test
    void tellsAFullDiskFromOtherTroubleWithFiles() {
        assertThat(report(new UncheckedIOException(new FileSystemException("a", null, "No space left on device"))))
                .isEqualTo(6);
        assertThat(report(new IOException("No space left on device"))).isEqualTo(6);
        assertThat(report(new NoSuchFileException("b"))).isEqualTo(1);
        assertThat(message()).isEqualTo("""
                arc: a: No space left on device
                arc: No space left on device
                arc: b: no such file or folder
                """);
    }

    @Test
    void saysWhichMemoryIsMissing() {
        long heap = Runtime.getRuntime().maxMemory() >> 20;
        assertThat(report(new OutOfMemoryError("Java heap space"))).isEqualTo(1);
        assertThat(report(new OutOfMemoryError("Cannot reserve 9 bytes of direct buffer memory"))).isEqualTo(1);
        assertThat(message()).isEqualTo("arc: out of memory (Java heap space; the heap may take " + heap + " MiB)\n"
                + "     allow more with: ARC_JAVA_OPTS=-Xmx" + 2 * heap + "m arc ...\n"
                + "arc: out of memory (Cannot reserve 9 bytes of direct buffer memory; the heap may take " + heap
                + " MiB)\n     allow more with: ARC_JAVA_OPTS=-XX:MaxDirectMemorySize=" + 2 * heap + "m arc ...\n");
    }

    @Test
    void saysWhatToDoAboutAnOverflowingStack() {
        assertThat(report(new StackOverflowError())).isEqualTo(1);
        assertThat(message())
                .isEqualTo("arc: the stack overflowed\n     allow more with: ARC_JAVA_OPTS=-Xss16m arc ...\n");
    }

    @Test
    void ownsUpToAMistakeOfItsOwn() {
        assertThat(report(new IllegalStateException("odd"))).isEqualTo(1);
        assertThat(message()).isEqualTo("""
                arc: internal error: java.lang.IllegalStateException: odd
                     this is a mistake in arc, not in your input; add --debug to see where it happened
                """);
    }

    @Test
    void showsStackTracesOnlyForDebugging() {
        assertThat(Failures.report(new ArcException("what"), console, true)).isEqualTo(1);
        assertThat(message()).contains("\tat arc.cli.output.FailuresTest").endsWith("arc: what\n");
    }

    private int report(Throwable failure) {
        return Failures.report(failure, console, false);
    }

    private String message() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
