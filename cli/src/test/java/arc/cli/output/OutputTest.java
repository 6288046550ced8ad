package arc.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

class OutputTest {

    private static final Terminal TERMINAL = new Terminal(true, true, true, 80);

    @Test
    void alignsNumbersToTheRightAndWordsToTheLeft() {
        Table table = new Table(" rank", "path").row(1, "a").row(10, "longer");
        assertThat(table.lines(false)).containsExactly("rank  path", "   1  a", "  10  longer");
    }

    @Test
    void showsControlCharactersOfNamesAsEscapes() {
        assertThat(new Table("path").row("a\nb\u001b[31m").lines(false)).containsExactly("path",
                "a\\u000ab\\u001b[31m");
    }

    @Test
    void showsControlCharactersOfHeadingsAsEscapes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        new Console(InputStream.nullInputStream(), stream, stream, Terminal.NONE, Map.of()).heading("a\nb\u001b[31m");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("a\\u000ab\\u001b[31m\n");
    }

    @Test
    void showsControlCharactersOfMessagesAsEscapes() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = console(err, Terminal.NONE);
        console.configure(false, true, ColorMode.NEVER);
        String name = "ev\u001b[31mil\r\u009b\n.png";
        console.note(name);
        console.detail(name);
        console.warn(name);
        console.ask(name + "?");
        String shown = "ev\\u001b[31mil\\u000d\\u009b\\u000a.png";
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("arc: " + shown + "\narc: " + shown
                + "\narc: warning: " + shown + "\n" + shown + "?");
    }

    @Test
    void keepsTheLineBreaksOfErrorsAndNothingElse() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        console(err, Terminal.NONE).error("a\tb\rc\u001b[0m\nwhat to try");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("arc: a\\u0009b\\u000dc\\u001b[0m\n     what to try\n");
    }

    @Test
    void countsLettersNotTheirParts() {
        assertThat(new Table("a", "b").row("\uD83D\uDE00", 1).row("xx", 2).lines(false)).containsExactly("a   b",
                "\uD83D\uDE00   1", "xx  2");
    }

    @Test
    void refusesARowOfAnotherLength() {
        assertThatThrownBy(() -> new Table("a", "b").row(1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a row has 2 cells, got 1");
    }

    @Test
    void keepsTheOrderOfJsonKeysAndWritesNullForWhatIsNoNumber() {
        Map<String, Object> object = Json.object();
        object.put("z", 0.1 + 0.2);
        object.put("a", Json.finite(Double.NaN));
        assertThat(Json.write(object)).isEqualTo("{\"schema\":1,\"z\":0.30000000000000004,\"a\":null}");
    }

    @Test
    void colorsOnTerminalsUnlessToldNotTo() {
        assertThat(ColorMode.AUTO.colors(true, Map.of())).isTrue();
        assertThat(ColorMode.AUTO.colors(false, Map.of())).isFalse();
        assertThat(ColorMode.AUTO.colors(true, Map.of("NO_COLOR", "1"))).isFalse();
        assertThat(ColorMode.AUTO.colors(true, Map.of("NO_COLOR", ""))).isTrue();
        assertThat(ColorMode.AUTO.colors(true, Map.of("TERM", "dumb"))).isFalse();
        assertThat(ColorMode.ALWAYS.colors(false, Map.of("NO_COLOR", "1"))).isTrue();
        assertThat(ColorMode.NEVER.colors(true, Map.of())).isFalse();
    }

    @Test
    void tellsLessWhenQuietAndMoreWhenVerbose() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = console(err, Terminal.NONE);
        console.note("note");
        console.detail("detail");
        console.configure(true, false, ColorMode.AUTO);
        console.note("quiet note");
        console.warn("quiet warning");
        console.error("error");
        console.configure(false, true, ColorMode.AUTO);
        console.detail("verbose detail");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("arc: note\narc: error\narc: verbose detail\n");
    }

    @Test
    void drawsProgressOnTerminalsOnly() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (Progress progress = console(err, Terminal.NONE).progress("work", 10)) {
            progress.stepTo(5);
        }
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        try (Progress progress = console(err, TERMINAL).progress("work", 10)) {
            progress.stepTo(10);
        }
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("work").endsWith("\r\u001b[K\r").doesNotContain("\n");
    }

    @Test
    void saysWhyStandardOutputCouldNotBeWritten() {
        assertThatThrownBy(() -> failing("No space left on device").write(1)).isInstanceOf(ArcException.class)
                .hasMessage("cannot write standard output: No space left on device")
                .extracting(e -> ((ArcException) e).kind()).isEqualTo(ArcException.Kind.NOT_WRITABLE);
        assertThatThrownBy(() -> failing("Broken pipe").write(1)).isInstanceOf(ClosedOutputException.class);
        assertThatThrownBy(() -> failing("Broken pipe").flush()).isInstanceOf(ClosedOutputException.class);
    }

    private static StandardOutput failing(String reason) {
        return new StandardOutput(new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException(reason);
            }

            @Override
            public void flush() throws IOException {
                throw new IOException(reason);
            }
        });
    }

    private static Console console(OutputStream err, Terminal terminal) {
        return new Console(InputStream.nullInputStream(),
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), terminal, Map.of());
    }
}
