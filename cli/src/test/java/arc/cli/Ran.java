package arc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Holds what a command did.
 *
 * @param exitCode that the process would have ended with
 * @param out standard output
 * @param err standard error
 */
public record Ran(int exitCode, String out, String err) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Runs a command without standard input. */
    public static Ran arc(Object... arguments) {
        return arcWithInput(new byte[0], arguments);
    }

    /** Runs a command that may read {@code input}. */
    public static Ran arcWithInput(byte[] input, Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] args = Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
        int exitCode = Arc.run(args, new ByteArrayInputStream(input),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Ran(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Returns a file of the test resources. */
    public static Path resource(String name) {
        return Path.of(System.getProperty("basedir", "."), "src/test/resources", name).toAbsolutePath().normalize();
    }

    /** Requires success without a word on standard error. */
    public Ran ok() {
        assertThat(err).isEmpty();
        assertThat(exitCode).isZero();
        return this;
    }

    /** Requires a failure that leaves standard output empty. */
    public Ran failedWith(int expectedExitCode, String expectedErr) {
        assertThat(err).isEqualTo(expectedErr);
        assertThat(exitCode).isEqualTo(expectedExitCode);
        assertThat(out).isEmpty();
        return this;
    }

    /** Returns standard output as one JSON object. */
    public JsonNode json() {
        assertThat(lines()).hasSize(1);
        return JSON.readTree(out);
    }

    /** Returns standard output as one JSON object a line. */
    public List<JsonNode> jsonLines() {
        return lines().stream().map(JSON::readTree).toList();
    }

    /** Returns the lines of standard output. */
    public List<String> lines() {
        return out.lines().toList();
    }
}
