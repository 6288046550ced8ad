package arc.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import arc.infer.model.Device;
import arc.infer.model.ModelCard;
import arc.infer.model.OnnxEmbedder;
import arc.train.data.FakeSource;
import arc.train.data.TrainingData;
import arc.train.head.ArcFace;
import arc.train.head.MarginHead;
import arc.train.head.Softmax;
import arc.train.net.Vgg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class TrainerTest {

    @TempDir
    Path folder;

    @Test
    void learnsExportsAndReports() throws IOException {
        List<TrainEvent> events = new ArrayList<>();
        TrainEvent.Done done = train(config(new ArcFace(0.3, 16), 4, 0.05, true), folder.resolve("run"), events);

        assertThat(done.parity()).isLessThanOrEqualTo(1e-5);
        assertThat(events.getFirst()).isInstanceOfSatisfying(TrainEvent.Started.class, started -> {
            assertThat(started.trainImages()).isEqualTo(96);
            assertThat(started.validationImages()).isEqualTo(24);
            assertThat(started.classes()).isEqualTo(6);
            assertThat(started.stepsPerEpoch()).isEqualTo(6);
        });
        assertThat(events.stream().filter(TrainEvent.Step.class::isInstance)).hasSize(24);
        List<TrainEvent.Epoch> epochs = events.stream().filter(TrainEvent.Epoch.class::isInstance)
                .map(TrainEvent.Epoch.class::cast).toList();
        assertThat(epochs).hasSize(4);
        assertThat(epochs.getLast().loss()).isLessThan(epochs.getFirst().loss());
        assertThat(epochs.getLast().validationPrecisionAt1()).isGreaterThan(0.9);
        assertThat(epochs.getLast().margin()).isEqualTo(0.3);
        assertThat(events.getLast()).isEqualTo(done);

        List<String> metrics = Files.readAllLines(folder.resolve("run/metrics.csv"));
        assertThat(metrics.getFirst())
                .isEqualTo("epoch,loss,accuracy,val_precision_at_1,learning_rate,margin,images_per_second,seconds");
        assertThat(metrics).hasSize(5);
        assertThat(Files.readString(folder.resolve("run/run.json"))).contains("\"status\" : \"done\"",
                "\"head\" : \"arcface\"", "\"seed\" : 7");
        try (OnnxEmbedder embedder = OnnxEmbedder.open(done.model(), new Device.Cpu(), 1)) {
            ModelCard card = (ModelCard) embedder.card();
            assertThat(card.classNames()).containsExactly("0", "1", "2", "3", "4", "5");
            assertThat(card.head()).isEqualTo("arcface");
            assertThat(card.training()).containsEntry("epochs", "4").containsEntry("lr", "0.05");
            assertThat(card.dimension()).isEqualTo(32);
        }
    }

    @Test
    void theSameSeedTrainsTheSameBytes() throws IOException {
        for (boolean batchNorm : new boolean[]{true, false}) {
            TrainConfig config = config(new Softmax(), 1, 0.01, batchNorm);
            Path one = train(config, folder.resolve("one" + batchNorm), new ArrayList<>()).model();
            Path two = train(config, folder.resolve("two" + batchNorm), new ArrayList<>()).model();
            assertThat(Files.mismatch(one, two)).isEqualTo(-1);
        }
    }

    @Test
    void stopsWhenTheLossIsNoNumberAndLeavesNoModel() {
        TrainConfig config = config(new Softmax(), 5, 1e9, false);
        assertThatThrownBy(() -> train(config, folder.resolve("run"), new ArrayList<>()))
                .isInstanceOf(ArcException.class).hasMessageContaining("training diverged at step ")
                .hasMessageContaining("try --lr 2.0E8, or --batch-norm");
        assertThat(folder.resolve("run/model.onnx")).doesNotExist();
        assertThat(folder.resolve("run/run.json")).content().contains("\"status\" : \"failed\"", "training diverged");
    }

    @Test
    void stopsWhenTheLastStepOfAnEpochDiverges() {
        OptimizationConfig oneStepAnEpoch = new OptimizationConfig(96, OptimizerKind.SGD,
                OptimizationConfig.Rates.oneCycle(1e30), 5e-4, 0, 0);
        for (double validation : new double[]{0.2, 0}) {
            TrainConfig config = config(new Softmax(), 2, oneStepAnEpoch, false, validation);
            Path run = folder.resolve("run" + validation);
            assertThatThrownBy(() -> train(config, run, new ArrayList<>())).isInstanceOf(ArcException.class)
                    .hasMessageStartingWith("training diverged").hasMessageContaining("\ntry ");
            assertThat(run.resolve("model.onnx")).doesNotExist();
        }
    }

    @Test
    void refusesAFolderWithSomethingInIt() throws IOException {
        Path own = Files.writeString(folder.resolve("own.txt"), "mine");
        assertThatThrownBy(() -> train(config(new Softmax(), 1, 0.01, true), folder, new ArrayList<>()))
                .isInstanceOf(ArcException.class).hasMessage("cannot write the run to " + folder
                        + ": the folder is not empty; choose another one with -o, or remove it");
        assertThat(own).hasContent("mine");
        assertThat(folder.resolve("run.json")).doesNotExist();
    }

    private static TrainConfig config(MarginHead head, int epochs, double rate, boolean batchNorm) {
        OptimizationConfig optimization = new OptimizationConfig(16, OptimizerKind.SGD,
                OptimizationConfig.Rates.oneCycle(rate), 5e-4, 0, 0);
        return config(head, epochs, optimization, batchNorm, 0.2);
    }

    private static TrainConfig config(MarginHead head, int epochs, OptimizationConfig optimization, boolean batchNorm,
            double validationFraction) {
        NetworkConfig network = new NetworkConfig(Vgg.VGG11, 0.125, batchNorm, 32,
                NetworkConfig.defaultPreprocessing());
        return new TrainConfig(network, TrainConfig.NO_INIT, LossConfig.of(head), SamplingConfig.plain(), optimization,
                epochs, 0, validationFraction, 7);
    }

    private static TrainEvent.Done train(TrainConfig config, Path run, List<TrainEvent> events) {
        TrainingData data = TrainingData.read(FakeSource.digits(6, 20, 1), config.preprocessing(),
                config.validationFraction(), config.seed());
        return (TrainEvent.Done) new Trainer(config, data, RunSetup.fresh(run, 2, "test"), null, events::add,
                () -> false)
                .run();
    }
}
