package arc.cli;

import static arc.cli.Ran.arc;
import static org.assertj.core.api.Assertions.assertThat;

import arc.cli.option.TrainOptions;
import arc.infer.data.DefaultSplit;
import arc.infer.data.ImageSources;
import arc.train.data.Sampler;
import arc.train.data.augment.Augmentation;
import arc.train.head.ArcFace;
import arc.train.head.CombinedMargin;
import arc.train.head.MagFace;
import arc.train.head.MarginHead;
import arc.train.head.MarginHeads;
import arc.train.head.Softmax;
import arc.train.head.SubCenterArcFace;
import arc.train.loop.NetworkConfig;
import arc.train.loop.OptimizerKind;
import arc.train.loop.SamplingConfig;
import arc.train.loop.TrainConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class TrainCommandsTest {

    @TempDir
    private Path folder;

    @Test
    void trainsExportsAndLeavesARunThatInfoDescribes() {
        Path run = folder.resolve("run");
        Ran ran = arc("train", "mnist", "-o", run, "--backbone", "vgg11", "--width", "0.05", "--dim", "16", "--limit",
                "200", "--epochs", "1", "--batch", "20", "--json", "-q");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.exitCode()).isZero();
        List<JsonNode> events = ran.jsonLines();
        assertThat(events).hasSize(2);
        assertThat(events.get(0).get("event").asString()).isEqualTo("epoch");
        assertThat(events.get(0).propertyNames()).contains("schema", "epoch", "loss", "accuracy",
                "val_precision_at_1", "images_per_second");
        JsonNode done = events.get(1);
        assertThat(done.get("event").asString()).isEqualTo("done");
        assertThat(done.get("model").asString()).isEqualTo(run.resolve("model.onnx").toString());
        assertThat(done.get("best_epoch").asInt()).isEqualTo(1);
        assertThat(done.propertyNames()).contains("seconds");
        assertThat(done.get("report").asString()).isEqualTo(run.resolve("report.html").toString());
        assertThat(run.toFile().list()).contains("model.onnx", "metrics.csv", "run.json", "report.html",
                "validation.tsv", "probes");
        JsonNode info = arc("info", run, "--json").ok().json();
        assertThat(info.get("kind").asString()).isEqualTo("run");
        assertThat(info.get("config").get("backbone").asString()).isEqualTo("vgg11");
        JsonNode card = arc("info", run.resolve("model.onnx"), "--json").ok().json().get("card");
        assertThat(card.get("dimension").asInt()).isEqualTo(16);
        assertThat(arc("train", "mnist", "-o", run).exitCode()).as("the folder is taken").isEqualTo(1);
    }

    @Test
    void refusesOptionsThatWouldChangeNothing() {
        refused("--balance 4x4 makes batches of 16: leave out --batch 77", "--balance", "4x4", "--batch", "77");
        refused("head softmax has no margin that could grow: leave out --margin-warmup", "--head", "softmax",
                "--margin-warmup", "2");
        refused("--flip changes nothing with --augment none: leave out one of them", "--augment", "none", "--flip");
        refused("--plain-epochs changes nothing with --augment none: leave out one of them", "--augment", "none",
                "--plain-epochs", "2");
        refused("head adacos has no scale, got 1.0; it is for normface, sphereface, cosface, arcface, combined,"
                + " subcenter-arcface, curricularface, magface", "--head", "adacos", "--scale", "1");
    }

    @Test
    void refusesWhatCanNotBeAndLeavesNothingBehind() {
        refused("--balance 20x4 takes 20 classes a batch, and mnist:train has 10;\n     try --balance 10x4", "--limit",
                "200", "--balance", "20x4");
        refused("dim must be 1 to 65536, got 2147483647", "--dim", "2147483647");
        refused("validation fraction must be in [0, 1), got -0.1", "--val", "-0.1");
        refused("validation fraction must be in [0, 1), got 20.0", "--val", "2e1");
        refused("--val takes a share, such as 0.1, or data, got 10%", "--val", "10%");
    }

    private void refused(String message, String... options) {
        Path run = folder.resolve("refused");
        List<Object> words = new ArrayList<>(List.of("train", "mnist", "-o", run));
        words.addAll(List.of(options));
        arc(words.toArray()).failedWith(2, "arc: " + message + "\n");
        assertThat(run).doesNotExist();
    }

    @Test
    void tellsTheBatchAndTheScaleThatWereUsed() {
        Path run = folder.resolve("run");
        List<String> small = List.of("--limit", "100", "--epochs", "1", "--backbone", "vgg11", "--width", "0.05",
                "--dim",
                "8", "-q");
        assertThat(train(run, small, "--balance", "5x4", "--head", "adacos-fixed").exitCode()).isZero();
        JsonNode config = arc("info", run, "--json").ok().json().get("config");
        assertThat(config.get("batch").asInt()).isEqualTo(20);
        assertThat(config.has("scale")).as("adacos finds it").isFalse();
        JsonNode card = arc("info", run.resolve("model.onnx"), "--json").ok().json().get("card");
        assertThat(card.get("scale").asDouble()).isEqualTo(Math.sqrt(2) * Math.log(9));
        Path dynamic = folder.resolve("dynamic");
        assertThat(train(dynamic, small, "--batch", "20", "--head", "adacos").exitCode()).isZero();
        assertThat(arc("info", dynamic.resolve("model.onnx"), "--json").ok().json().get("card").get("scale").asDouble())
                .isGreaterThan(1).isNotEqualTo(Math.sqrt(2) * Math.log(9));
    }

    @Test
    void startsFromAnEarlierModelAndTakesOverItsShape() throws IOException {
        Path first = folder.resolve("first");
        List<String> small = List.of("--limit", "100", "--epochs", "1", "--batch", "20", "-q");
        assertThat(train(first, small, "--backbone", "vgg11", "--width", "0.05", "--dim", "16", "--no-batch-norm")
                .exitCode()).isZero();
        Path model = first.resolve("model.onnx");
        Path second = folder.resolve("second");
        assertThat(train(second, small, "--init", model, "--freeze-until", "block5").exitCode()).isZero();
        JsonNode config = arc("info", second, "--json").ok().json().get("config");
        assertThat(config.get("backbone").asString()).isEqualTo("vgg11");
        assertThat(config.get("batch-norm").asBoolean()).isFalse();
        assertThat(config.get("dim").asInt()).isEqualTo(16);
        assertThat(config.get("freeze-until").asInt()).isEqualTo(5);
        assertThat(config.get("init").asString()).matches("[0-9a-f]{64}");
        byte[] before = Files.readAllBytes(model);
        byte[] after = Files.readAllBytes(second.resolve("model.onnx"));
        // The graphs differ in the linear layer and the card behind the trunk only.
        int trunk = indexOf(before, "linear.weight");
        assertThat(indexOf(after, "linear.weight")).isEqualTo(trunk);
        assertThat(java.util.Arrays.equals(before, 100, trunk, after, 100, trunk)).isTrue();

        Ran other = train(folder.resolve("third"), small, "--init", model, "--backbone", "vgg13");
        assertThat(other.exitCode()).isEqualTo(4);
        assertThat(other.err()).contains(model.toString(), "use --backbone vgg11");
        assertThat(folder.resolve("third")).doesNotExist();
    }

    private static Ran train(Path run, List<String> options, Object... more) {
        List<Object> words = new java.util.ArrayList<>(List.of("train", "mnist", "-o", run));
        words.addAll(options);
        words.addAll(List.of(more));
        return arc(words.toArray());
    }

    private static int indexOf(byte[] bytes, String word) {
        return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf(word);
    }

    @Test
    void refusesWhatCanNotBeTrained() throws IOException {
        Path run = folder.resolve("run");
        arc("train", "mnist", "-o", run, "--epochs", "0").failedWith(2, "arc: epochs must be >= 1, got 0\n");
        arc("train", "mnist", "-o", run, "--head", "softmax", "--margin", "0.5").failedWith(2,
                "arc: head softmax has no margin, got 0.5; it is for sphereface, cosface, arcface, combined,"
                        + " subcenter-arcface, curricularface, magface\n");
        arc("train", "mnist", "-o", run, "--normalize-weights").failedWith(2,
                "arc: head arcface takes no --normalize-weights; it is for softmax\n");
        arc("train", "mnist", "-o", run, "--imbalance", "0").failedWith(2,
                "arc: imbalance must be above 0 and at most 1, got 0.0\n");
        assertThat(arc("train", "mnist", "-o", run, "--head", "arcfase").exitCode()).isEqualTo(2);
        assertThat(arc("train", "mnst", "-o", run).exitCode()).isEqualTo(2);
        assertThat(arc("train", folder.resolve("nowhere"), "-o", run).exitCode()).isEqualTo(1);
        Path one = Pictures.write(folder.resolve("one/cat/c.png"), 1).getParent().getParent();
        Ran oneClass = arc("train", one, "-o", run);
        assertThat(oneClass.exitCode()).isEqualTo(1);
        assertThat(oneClass.err()).contains("two classes");
        assertThat(run).doesNotExist();
    }

    @Test
    void refusesCudaWhereThereIsNone() {
        Ran ran = arc("train", "mnist", "-o", folder.resolve("run"), "--device", "cuda");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).startsWith("arc: --device cuda:0 can't be used: this build trains on the CPU only;\n");
    }

    @Test
    void leavesFoldersAloneThatNoQuickStartMade() throws IOException {
        Path mine = Files.createDirectories(folder.resolve("mine"));
        Files.writeString(mine.resolve("letter.txt"), "dear");
        arc("quickstart", "-o", mine).failedWith(1, "arc: " + mine + " is not from a quick start, and is left as it"
                + " is;\n     choose another folder: arc quickstart -o DIR\n");
        assertThat(folder.toFile().list()).containsExactly("mine");
    }

    /** Holds the options alone. */
    @Command
    static final class OptionsOnly {
        @Mixin
        private final TrainOptions options = new TrainOptions();
    }

    @Test
    void hasTheTrainersDefaults() {
        OptionsOnly command = parsed();
        TrainConfig expected = TrainConfig.defaults(NetworkConfig.defaultPreprocessing(), "mnist:test");
        assertThat(command.options.config(ImageSources.open("mnist:test", DefaultSplit.TEST, List.of()),
                TrainConfig.DEFAULT_VALIDATION_FRACTION, null)).isEqualTo(expected);
    }

    @Test
    void readsWhatIsSampledAndHow() {
        assertThat(sampling("--augment", "strong", "--flip", "--balance", "16x4"))
                .isEqualTo(new SamplingConfig(new Sampler.ClassesByImages(16, 4), Augmentation.STRONG, true));
        assertThat(sampling("--augment=none", "--no-flip", "--balance=class"))
                .isEqualTo(new SamplingConfig(new Sampler.ClassBalanced(), Augmentation.NONE, false));
        assertThat(sampling("--imbalance", "0.01").imbalance()).isEqualTo(0.01);
        assertThat(sampling("--plain-epochs", "3").plainEpochs()).isEqualTo(3);
        assertThat(sampling())
                .isEqualTo(new SamplingConfig(new Sampler.Shuffled(), Augmentation.LIGHT, false));
    }

    @Test
    void readsTheHeadAndItsSettings() {
        assertThat(head()).isEqualTo(new ArcFace(0.5, 30, false));
        assertThat(head("--easy-margin", "--margin", "0.3")).isEqualTo(new ArcFace(0.3, 30, true));
        assertThat(head("--head=subcenter-arcface", "--sub-centers=5")).isEqualTo(new SubCenterArcFace(0.5, 30, 5));
        assertThat(head("--head=combined", "--m1=0.9", "--margin=0.4", "--m3=0.15"))
                .isEqualTo(new CombinedMargin(0.9, 0.4, 0.15, 30));
        assertThat(head("--head=magface", "--max-margin=1", "--length-weight=20", "--scale=64"))
                .isEqualTo(new MagFace(0.45, 1, 20, 64));
        assertThat(head("--head=softmax", "--no-head-bias", "--normalize-weights", "--normalize-features"))
                .isEqualTo(new Softmax(false, true, true, 30));
    }

    private static MarginHead head(String... words) {
        return parsed(words).options
                .config(ImageSources.open("mnist:test", DefaultSplit.TEST, List.of()), 0, null).loss().head();
    }

    private static SamplingConfig sampling(String... words) {
        return parsed(words).options.config(ImageSources.open("mnist:test", DefaultSplit.TEST, List.of()), 0, null)
                .sampling();
    }

    private static OptionsOnly parsed(String... words) {
        OptionsOnly command = new OptionsOnly();
        CommandLine parser = new CommandLine(command);
        arc.cli.option.Choice.register(parser);
        parser.parseArgs(words);
        return command;
    }

    @Test
    void statesTheMarginsAndScalesOfTheHeads() {
        String help = String.join(" ", arc("train", "--help").ok().lines()).replaceAll(" +", " ");
        for (MarginHeads head : MarginHeads.values()) {
            assertThat(help).contains(head.id());
            double margin = head.byDefault().margin();
            if (head.hasMargin()) {
                assertThat(help).contains(head.id() + ": " + head.marginUnit() + " (default: " + margin + ")");
            }
            assertThat(help).contains(switch (head) {
                case SOFTMAX -> "softmax has one with --normalize-features only";
                case ADACOS, ADACOS_FIXED -> "adacos finds its own";
                case SPHEREFACE -> "(its default: " + (int) head.byDefault().scale() + ")";
                case NORMFACE, COSFACE, ARCFACE, COMBINED, SUBCENTER_ARCFACE, CURRICULARFACE, MAGFACE ->
                    "(default: " + (int) head.byDefault().scale() + ")";
            });
        }
        for (OptimizerKind kind : OptimizerKind.values()) {
            assertThat(help).contains(kind.defaultLearningRate() + " for " + kind.id());
        }
    }
}
