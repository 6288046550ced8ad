package arc.cli;

import static arc.cli.Ran.arc;
import static org.assertj.core.api.Assertions.assertThat;

import arc.cli.option.TypedOptions;
import arc.cli.output.Console;
import arc.cli.output.Terminal;
import arc.cli.signal.Stop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class TrainResumeTest {

    private static final List<String> OPTIONS = List.of("--backbone", "vgg11", "--width", "0.05", "--dim", "16",
            "--limit", "200", "--epochs", "3", "--batch", "20", "--no-batch-norm", "--mean", "0.4", "--json");

    @TempDir
    private Path folder;

    @Test
    void goesOnAfterKill9AndEndsInTheSameModel() throws Exception {
        Path whole = folder.resolve("whole");
        assertThat(arc((Object[]) command(whole)).exitCode()).isZero();
        Path killed = folder.resolve("killed run");
        Process process = fork(command(killed));
        try (BufferedReader out = process.inputReader()) {
            assertThat(out.readLine()).contains("\"event\":\"epoch\"");
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(killed.resolve("model.onnx")).doesNotExist();
        Ran resumed = arc("train", "mnist", "-o", killed, "--resume", "--json", "-q");
        assertThat(resumed.exitCode()).isZero();
        assertThat(Files.mismatch(whole.resolve("model.onnx"), killed.resolve("model.onnx"))).isEqualTo(-1);
        List<JsonNode> events = resumed.jsonLines();
        assertThat(events.getLast().get("event").asString()).isEqualTo("done");
        assertThat(Files.readAllLines(killed.resolve("metrics.csv"))).hasSize(4);
    }

    @Test
    void savesOnCtrlCAndTellsHowToGoOn() {
        Path run = folder.resolve("it's a run");
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Stop stop = new Stop();
        PrintStream out = new PrintStream(new OutputThatStops(stop, "epoch", 130), true, StandardCharsets.UTF_8);
        int exitCode = Arc.run(command(run), new Console(InputStream.nullInputStream(), out,
                new PrintStream(err, true, StandardCharsets.UTF_8), Terminal.NONE, Map.of()), stop);
        assertThat(exitCode).isEqualTo(130);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .endsWith("; the run is saved\n     to go on: arc train mnist -o '"
                        + folder + "/it'\\''s a run' --resume\n");
        assertThat(arc("train", "mnist", "-o", run, "--resume", "-q").exitCode()).isZero();
        assertThat(run.resolve("model.onnx")).exists();
    }

    @Test
    void refusesOptionsThatContradictTheRun() throws IOException {
        Path run = folder.resolve("run");
        assertThat(arc((Object[]) command(run)).exitCode()).isZero();
        String record = Files.readString(run.resolve("run.json"));
        Ran other = arc("train", "mnist", "-o", run, "--resume", "--batch-norm", "--mean", "0.3", "-q");
        other.failedWith(2,
                "arc: cannot resume with other settings: --batch-norm was false, is now true; --mean was [0.4],"
                        + " is now [0.3];\n     leave them out, or train into another folder\n");
        assertThat(run.resolve("run.json")).hasContent(record);
        assertThat(arc("train", "mnist", "-o", run, "--resume", "--mean", "0.4", "-q").exitCode()).isZero();
        Ran plain = arc("train", "mnist", "-o", run, "--resume", "--plain-epochs", "1", "-q");
        assertThat(plain.exitCode()).isEqualTo(2);
        assertThat(plain.err())
                .startsWith("arc: cannot resume with other settings: --plain-epochs was not set, is now 1;");
        Files.writeString(run.resolve("run.json"), "{\"options\":[\"--out=/elsewhere\"]}");
        arc("train", "mnist", "-o", run, "--resume").failedWith(1, "arc: " + run.resolve("run.json")
                + " holds options that this arc doesn't know: Unknown option: '--out=/elsewhere'\n");
        Path other2 = Files.createDirectories(folder.resolve("mine"));
        Files.writeString(other2.resolve("letter.txt"), "dear");
        arc("train", "mnist", "-o", other2, "--resume", "-q").failedWith(1, "arc: cannot write the run to " + other2
                + ": the folder holds no run of arc's; choose another one with -o\n");
    }

    @Test
    void keepsOptionsThatHoldFromNowOn() throws IOException {
        Path run = Files.createDirectories(folder.resolve("run"));
        Files.writeString(run.resolve("run.json"), "{\"options\":[\"--limit=100\",\"--epochs=1\",\"--batch=30\"]}");
        assertThat(arc("train", "mnist", "-o", run, "--resume", "--batch", "20", "--backbone", "vgg11", "--width",
                "0.05", "--dim", "8", "-q").exitCode()).as("killed before its first checkpoint").isZero();
        assertThat(Files.readString(run.resolve("run.json"))).contains("--batch=20", "--limit=100")
                .doesNotContain("--batch=30");
        Ran again = arc("train", "mnist", "-o", run, "--resume");
        assertThat(again.exitCode()).isZero();
        assertThat(again.err()).contains("all 1 epochs are done; exporting the model").doesNotContain("going on");
    }

    @Test
    void takesTypedAnewWhatTheRunKeepsEvenOverSeveralLines() {
        assertThat(TypedOptions.read(List.of("--val=a\nb", "--seed=7"), List.of("--val=c\nd"), "run.json").training()
                .validation()).isEqualTo("c\nd");
    }

    private static String[] command(Path run) {
        List<String> words = new ArrayList<>(List.of("train", "mnist", "-o", run.toString()));
        words.addAll(OPTIONS);
        return words.toArray(String[]::new);
    }

    private static Process fork(String[] arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--add-modules",
                "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), "arc.cli.Arc"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    /** Asks for a stop, as Ctrl-C does, once a word is printed. */
    private static final class OutputThatStops extends ByteArrayOutputStream {

        private final Stop stop;
        private final String word;
        private final int exitCode;

        OutputThatStops(Stop stop, String word, int exitCode) {
            this.stop = stop;
            this.word = word;
            this.exitCode = exitCode;
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int count) {
            super.write(bytes, from, count);
            if (toString(StandardCharsets.UTF_8).contains(word)) {
                stop.request(exitCode);
            }
        }
    }
}
