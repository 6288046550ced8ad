package arc.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import arc.infer.evaluation.OpenSet;
import arc.train.checkpoint.Checkpoint;
import arc.train.checkpoint.CheckpointFolder;
import arc.train.data.FakeSource;
import arc.train.data.Sampler;
import arc.train.data.TrainingData;
import arc.train.data.augment.Augmentation;
import arc.train.head.AdaCos;
import arc.train.head.ArcFace;
import arc.train.head.CurricularFace;
import arc.train.head.MarginHead;
import arc.train.head.SphereFace;
import arc.train.head.SubCenterArcFace;
import arc.train.net.Vgg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

class ResumeTest {

    /** 96 images in batches of 16. */
    private static final int STEPS_PER_EPOCH = 6;

    @TempDir
    private Path folder;
    private final List<TrainEvent> events = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void endsBitForBitWhereTheUninterruptedRunEnds(OptimizerKind kind) throws IOException {
        TrainConfig config = config(kind, 3);
        Path whole = run(config, "whole", false, 1_000);
        for (int stopAfter : new int[]{1, 5, 6, 7, 17, 18}) {
            Path run = folder.resolve("stopped" + stopAfter);
            assertThat(start(config, run, false, stopAfter)).isInstanceOf(TrainEvent.Stopped.class);
            assertThat(run.resolve("model.onnx")).doesNotExist();
            assertThat(start(config, run, true, 1_000)).isInstanceOf(TrainEvent.Done.class);
            assertThat(Files.mismatch(run.resolve("model.onnx"), whole.resolve("model.onnx"))).isEqualTo(-1);
            assertThat(metrics(run)).isEqualTo(metrics(whole));
        }
    }

    static Stream<MarginHead> headsWithAState() {
        return Stream.of(new SphereFace(4, 1, 10, 0), new AdaCos(true), new CurricularFace(0.3, 16),
                new SubCenterArcFace(0.3, 16, 2));
    }

    /** The margin rises over two epochs, the network has a ReLU behind its embeddings, classes are unequal, and the
     * second epoch is plain. */
    @ParameterizedTest
    @MethodSource("headsWithAState")
    void whatAHeadHasLearnedSurvivesAStop(MarginHead head) throws IOException {
        NetworkConfig network = new NetworkConfig(Vgg.VGG11, 0.125, true, 16, true,
                NetworkConfig.defaultPreprocessing());
        TrainConfig config = new TrainConfig(network, TrainConfig.NO_INIT, new LossConfig(head, 2, 0),
                new SamplingConfig(new Sampler.Shuffled(), Augmentation.LIGHT, false, 1, 0.5, OpenSet.NONE),
                optimization(OptimizerKind.SGD, 0.01), 2, 0, 0.2, 7);
        Path whole = run(config, "whole", false, 1_000);
        for (int stopAfter : new int[]{3, 5}) {
            Path run = folder.resolve("stopped" + stopAfter);
            assertThat(start(config, run, false, stopAfter)).isInstanceOf(TrainEvent.Stopped.class);
            assertThat(start(config, run, true, 1_000)).isInstanceOf(TrainEvent.Done.class);
            assertThat(Files.mismatch(run.resolve("model.onnx"), whole.resolve("model.onnx"))).isEqualTo(-1);
            assertThat(metrics(run)).isEqualTo(metrics(whole));
        }
        assertThat(whole.resolve("run.json")).content().contains("\"train\" : 70", "\"imbalance\" : 0.5",
                "\"feature-relu\" : true", "\"plain-epochs\" : 1");
    }

    @Test
    void mayBeStoppedAfterEachStep() throws IOException {
        TrainConfig config = config(OptimizerKind.SGD, 1);
        Path whole = run(config, "whole", false, 1_000);
        Path run = folder.resolve("often");
        boolean resume = false;
        int starts = 0;
        while (start(config, run, resume, 1) instanceof TrainEvent.Stopped) {
            resume = true;
            starts++;
        }
        assertThat(starts).isEqualTo(STEPS_PER_EPOCH);
        assertThat(Files.mismatch(run.resolve("model.onnx"), whole.resolve("model.onnx"))).isEqualTo(-1);
    }

    @Test
    void aFinishedRunExportsTheSameAgain() throws IOException {
        TrainConfig config = config(OptimizerKind.SGD, 1);
        Path run = run(config, "run", false, 1_000);
        byte[] before = Files.readAllBytes(run.resolve("model.onnx"));
        run(config, "run", true, 1_000);
        assertThat(run.resolve("model.onnx")).hasBinaryContent(before);
        assertThat(metrics(run)).hasSize(1);
    }

    @Test
    void startsFromTheBeginningWhereThereIsNoCheckpoint() throws IOException {
        TrainConfig config = config(OptimizerKind.SGD, 1);
        Path whole = run(config, "whole", false, 1_000);
        Path run = run(config, "new", true, 1_000);
        assertThat(events).contains(
                new TrainEvent.Warning("there is no checkpoint yet; the run starts from the beginning"));
        assertThat(Files.mismatch(run.resolve("model.onnx"), whole.resolve("model.onnx"))).isEqualTo(-1);
    }

    @Test
    void refusesOtherSettingsAndOtherData() throws IOException {
        Path run = folder.resolve("run");
        start(config(OptimizerKind.SGD, 2), run, false, 3);
        String record = Files.readString(run.resolve("run.json"));
        assertThatThrownBy(() -> start(config(OptimizerKind.SGD, 3), run, true, 3)).isInstanceOf(ArcException.class)
                .hasMessage(
                        "cannot resume with other settings: --epochs was 2, is now 3;\nleave them out, or train into"
                                + " another folder");
        TrainingData others = data(2);
        assertThatThrownBy(() -> new Trainer(config(OptimizerKind.SGD, 2), others, setup(run, true), null, events::add,
                () -> false).run()).isInstanceOf(ArcException.class).hasMessageStartingWith(
                        "cannot resume: the pictures or their labels are not those that the run began with;");
        assertThat(run.resolve("run.json")).hasContent(record);
        assertThat(start(config(OptimizerKind.SGD, 2), run, true, 1_000)).isInstanceOf(TrainEvent.Done.class);
    }

    @Test
    void saysThatACheckpointsSettingsAreNoJson() {
        Path run = folder.resolve("run");
        TrainConfig config = config(OptimizerKind.SGD, 1);
        start(config, run, false, 1);
        CheckpointFolder kept = new CheckpointFolder(run.resolve("checkpoint"));
        Checkpoint checkpoint = kept.newest(_ -> {}).orElseThrow();
        Map<String, String> facts = new HashMap<>(checkpoint.facts());
        facts.put("settings", "{");
        kept.save(2, new Checkpoint(facts, checkpoint.vectors()));
        assertThatThrownBy(() -> start(config, run, true, 1_000)).isInstanceOf(ArcException.class)
                .hasMessage("the checkpoint's settings are not JSON: it ends too early, in line 1, column 2");
    }

    @Test
    void fiftyDamagedCheckpointsAreNoticedAndLoseNothing() throws IOException {
        Path run = folder.resolve("run");
        TrainConfig config = config(OptimizerKind.SGD, 1);
        start(config, run, false, 1);
        Path file = checkpoints(run).getFirst();
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(1);
        for (int n = 0; n < 50; n++) {
            byte[] damaged = n % 2 == 0 ? java.util.Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            if (n % 2 == 1) {
                damaged[random.nextInt(whole.length)] ^= (byte) 0xff;
            }
            Files.write(file, damaged);
            assertThatThrownBy(() -> start(config, run, true, 1_000)).isInstanceOf(ArcException.class)
                    .hasMessageStartingWith("checkpoint " + file + " is damaged: ")
                    .hasMessageEndingWith(";\nthe run can't go on: train again into another folder");
            assertThat(file).hasBinaryContent(damaged);
        }
        Files.write(file, whole);
        assertThat(start(config, run, true, 1_000)).isInstanceOf(TrainEvent.Done.class);
    }

    @Test
    void aCheckpointThatCanNotBeWrittenEndsTheRunAndLeavesTheOneBefore() throws IOException {
        TrainConfig config = config(OptimizerKind.SGD, 2);
        Path whole = run(config, "whole", false, 1_000);
        Path run = folder.resolve("run");
        Path kept = folder.resolve("kept");
        Trainer trainer = new Trainer(config, data(1), setup(run, false), null, event -> {
            if (event instanceof TrainEvent.Step step && step.step() == 10) {
                move(run.resolve("checkpoint"), kept);
                write(run.resolve("checkpoint"));
            }
        }, () -> false);
        assertThatThrownBy(trainer::run).isInstanceOf(ArcException.class)
                .hasMessageStartingWith("cannot write " + run.resolve("checkpoint") + "/step-000000012.safetensors: ")
                .extracting(e -> ((ArcException) e).kind()).isEqualTo(ArcException.Kind.NOT_WRITABLE);
        assertThat(run.resolve("run.json")).content().contains("\"status\" : \"failed\"", "cannot write ");
        Files.delete(run.resolve("checkpoint"));
        move(kept, run.resolve("checkpoint"));
        assertThat(start(config, run, true, 1_000)).isInstanceOf(TrainEvent.Done.class);
        assertThat(Files.mismatch(run.resolve("model.onnx"), whole.resolve("model.onnx"))).isEqualTo(-1);
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file) {
        try {
            Files.writeString(file, "in the way");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void refusesASecondTrainingIntoTheSameFolder() {
        Path run = folder.resolve("run");
        TrainConfig config = config(OptimizerKind.SGD, 1);
        new Trainer(config, data(1), setup(run, false), null, event -> {
            if (event instanceof TrainEvent.Step step && step.step() == 2) {
                assertThatThrownBy(() -> start(config, run, true, 1)).isInstanceOf(ArcException.class)
                        .hasMessage("cannot write the run to " + run + ": somebody else is training into it")
                        .extracting(e -> ((ArcException) e).kind()).isEqualTo(ArcException.Kind.LOCKED);
            }
        }, () -> false).run();
        assertThat(run.resolve("model.onnx")).exists();
    }

    @Test
    void givesUpWhenPatienceRunsOutAndStaysSoWhenResumed() throws IOException {
        TrainConfig config = new TrainConfig(config(OptimizerKind.SGD, 9).network(), TrainConfig.NO_INIT,
                LossConfig.of(new ArcFace(0.3, 16)), SamplingConfig.plain(), optimization(OptimizerKind.SGD, 1e-7), 9,
                2, 0.2, 7);
        TrainEvent.Done done = (TrainEvent.Done) start(config, folder.resolve("run"), false, 1_000);
        assertThat(done.epochs()).isLessThan(9);
        TrainEvent.Done again = (TrainEvent.Done) start(config, folder.resolve("run"), true, 1_000);
        assertThat(again.epochs()).isEqualTo(done.epochs());
        assertThat(again.bestEpoch()).isEqualTo(done.bestEpoch());
    }

    private Path run(TrainConfig config, String name, boolean resume, int stopAfter) {
        Path run = folder.resolve(name);
        assertThat(start(config, run, resume, stopAfter)).isInstanceOf(TrainEvent.Done.class);
        return run;
    }

    /** Trains until {@code stopAfter} steps are done in this start. */
    private TrainEvent.End start(TrainConfig config, Path run, boolean resume, int stopAfter) {
        int[] steps = {0};
        return new Trainer(config, data(1), setup(run, resume), null, event -> {
            events.add(event);
            if (event instanceof TrainEvent.Step) {
                steps[0]++;
            }
        }, () -> steps[0] >= stopAfter).run();
    }

    private static RunSetup setup(Path run, boolean resume) {
        return new RunSetup(run, resume, List.of(), 2, 4, "test");
    }

    private static TrainingData data(long seed) {
        return TrainingData.read(FakeSource.digits(6, 20, seed), NetworkConfig.defaultPreprocessing(), 0.2, 7);
    }

    private static final SamplingConfig SAMPLING = new SamplingConfig(new Sampler.ClassBalanced(), Augmentation.STRONG,
            true);

    /** Augmentation, batch normalisation, a margin that still rises, clipping and smoothing are all on. */
    private static TrainConfig config(OptimizerKind kind, int epochs) {
        NetworkConfig network = new NetworkConfig(Vgg.VGG11, 0.125, true, 16, NetworkConfig.defaultPreprocessing());
        return new TrainConfig(network, TrainConfig.NO_INIT, new LossConfig(new ArcFace(0.3, 16), 2, 0.1), SAMPLING,
                optimization(kind, 0.01), epochs,
                0, 0.2, 7);
    }

    private static OptimizationConfig optimization(OptimizerKind kind, double rate) {
        return new OptimizationConfig(16, kind, OptimizationConfig.Rates.oneCycle(rate), 5e-4, 1, 0);
    }

    /** Returns the rows of metrics.csv without speed and time. */
    private static List<String> metrics(Path run) throws IOException {
        return Files.readAllLines(run.resolve("metrics.csv")).stream().skip(1)
                .map(row -> row.replaceAll("(,[^,]*){2}$", "")).toList();
    }

    private static List<Path> checkpoints(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run.resolve("checkpoint"))) {
            return files.filter(file -> file.toString().endsWith(".safetensors")).toList();
        }
    }
}
