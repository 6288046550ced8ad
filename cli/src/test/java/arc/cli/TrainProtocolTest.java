package arc.cli;

import static arc.cli.Ran.arc;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Shows what a training looks at, and what it doesn't. */
class TrainProtocolTest {

    private static final int PER_CLASS = 8;

    @TempDir
    private Path folder;

    private Path pictures(String name, List<String> splits, List<String> labels, long seed) throws IOException {
        Path data = folder.resolve(name);
        long next = seed;
        for (String split : splits) {
            for (String label : labels) {
                for (int i = 0; i < PER_CLASS; i++) {
                    Pictures.write(data.resolve(split + "/" + label + "/" + i + ".png"), next++);
                }
            }
        }
        return data;
    }

    private static Ran train(Path data, Path run, Object... more) {
        List<Object> words = new ArrayList<>(List.of("train", data, "-o", run, "--backbone", "vgg11", "--width", "0.05",
                "--dim", "8", "--epochs", "3", "--batch", "8", "--no-batch-norm", "-q"));
        words.addAll(List.of(more));
        return arc(words.toArray());
    }

    private static List<String[]> table(Path file, String separator) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return lines.subList(1, lines.size()).stream().map(line -> line.split(separator, -1)).toList();
    }

    @Test
    void theEpochIsChosenByAPartOfTheTrainingImagesAndNeverByTheTestImages() throws IOException {
        Path data = pictures("data", List.of("train", "test"), List.of("a", "b", "c"), 0);
        assertThat(train(data, folder.resolve("one"), "--val", "0.25").exitCode()).isZero();
        Path run = folder.resolve("one");

        List<String[]> epochs = table(run.resolve("metrics.csv"), ",");
        String[] columns = Files.readAllLines(run.resolve("metrics.csv")).getFirst().split(",", -1);
        int precision = List.of(columns).indexOf("val_precision_at_1");
        int best = 0;
        for (int i = 0; i < epochs.size(); i++) {
            best = Double.parseDouble(epochs.get(i)[precision]) >= Double.parseDouble(epochs.get(best)[precision])
                    ? i
                    : best;
        }
        assertThat(arc("info", run, "--json").ok().json().get("result").get("best_epoch").intValue())
                .isEqualTo(best + 1);
        assertThat(table(run.resolve("validation.tsv"), "\t")).hasSize(6).allSatisfy(probe -> {
            assertThat(probe[0]).startsWith(data.resolve("train").toString());
            assertThat(probe[2]).startsWith(data.resolve("train").toString()).isNotEqualTo(probe[0]);
        });

        for (String label : List.of("a", "b", "c")) { // other test images, one of them broken
            Pictures.write(data.resolve("test/" + label + "/0.png"), 1000 + label.charAt(0));
            Files.writeString(data.resolve("test/" + label + "/1.png"), "no picture");
        }
        assertThat(train(data, folder.resolve("two"), "--val", "0.25").exitCode()).isZero();
        assertThat(Files.mismatch(run.resolve("model.onnx"), folder.resolve("two/model.onnx"))).isEqualTo(-1);
    }

    @Test
    void openClassesAreNeitherTrainedOnNorMeasuredBy() throws IOException {
        Path data = pictures("data", List.of("train", "val", "test"), List.of("a", "b", "c", "z"), 0);
        Path run = folder.resolve("run");
        assertThat(train(data, run, "--open-set", "z,c").exitCode()).isZero();

        JsonNode info = arc("info", run, "--json").ok().json();
        assertThat(info.get("config").get("open-set").toString()).isEqualTo("[\"c\",\"z\"]");
        assertThat(info.get("options").toString()).contains("--open-set=z,c");
        assertThat(info.get("data").get("classes").toString()).isEqualTo("[\"a\",\"b\"]");
        assertThat(info.get("data").get("train").intValue()).isEqualTo(2 * PER_CLASS);
        assertThat(info.get("data").get("validation").intValue()).isEqualTo(2 * PER_CLASS);
        assertThat(table(run.resolve("validation.tsv"), "\t")).allSatisfy(probe -> {
            assertThat(probe[1]).isIn("a", "b");
            assertThat(probe[3]).isIn("a", "b");
        });

        Path gallery = folder.resolve("g.arc");
        arc("index", data + ":train", "-g", gallery, "-m", run.resolve("model.onnx")).ok();
        JsonNode open = arc("evaluate", "-g", gallery, data + ":test", "--open-set", "c,z", "--json").ok().json()
                .get("open_set");
        assertThat(open.get("n_probes").intValue()).isEqualTo(2 * PER_CLASS);
        assertThat(open.get("n_known_gallery").intValue()).isEqualTo(2 * PER_CLASS);
    }

    @Test
    void openClassesGiveTheModelThatTheOtherClassesAloneGive() throws IOException {
        Path data = pictures("data", List.of("train"), List.of("a", "b"), 0);
        assertThat(train(data, folder.resolve("alone")).exitCode()).isZero();
        Pictures.write(data.resolve("train/z/0.png"), 77);
        assertThat(train(data, folder.resolve("open"), "--open-set", "z").exitCode()).isZero();
        assertThat(Files.readString(folder.resolve("open/metrics.csv")).replaceAll("(?m),[^,]*,[^,]*$", ""))
                .isEqualTo(Files.readString(folder.resolve("alone/metrics.csv")).replaceAll("(?m),[^,]*,[^,]*$", ""));
    }

    @Test
    void aResumedRunKeepsItsOpenClasses() throws IOException {
        Path data = pictures("data", List.of("train"), List.of("a", "b", "c", "z"), 0);
        Path run = folder.resolve("run");
        assertThat(train(data, run, "--open-set", "z").exitCode()).isZero();
        assertThat(arc("train", data, "-o", run, "--resume", "-q").exitCode()).isZero();
        assertThat(arc("info", run, "--json").ok().json().get("config").get("open-set").toString())
                .isEqualTo("[\"z\"]");
        arc("train", data, "-o", run, "--resume", "--open-set", "c", "-q").failedWith(2, "arc: cannot resume with other"
                + " settings: --open-set was [\"z\"], is now [\"c\"];\n     leave them out, or train into another"
                + " folder\n");
    }

    @Test
    void refusesOpenClassesThatAreNotThereOrLeaveNothingToTrainOn() throws IOException {
        Path data = pictures("data", List.of("train"), List.of("1", "2", "10"), 0);
        Path run = folder.resolve("run");
        train(data, run, "--open-set", "1,3").failedWith(2, "arc: --open-set: there is no label '3' in "
                + data + ":train\n     the labels are 1, 2, 10\n");
        train(data, run, "--open-set", "1,2,10").failedWith(2, "arc: all images of " + data
                + ":train have one of the labels that are left out: 1, 2, 10\n");
        assertThat(train(data, run, "--open-set", "1,2").err()).contains("a margin needs two classes at least");
        assertThat(run).doesNotExist();
    }
}
