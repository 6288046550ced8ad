package arc.train.loop;

import static org.assertj.core.api.Assertions.assertThat;

import arc.infer.image.Preprocessing;
import arc.train.data.FakeSource;
import arc.train.data.TrainingData;
import arc.train.head.ArcFace;
import arc.train.head.CosFace;
import arc.train.head.Softmax;
import arc.train.net.Backbone;
import arc.train.net.EmbeddingNetwork;
import arc.train.net.Vgg;
import arc.train.report.ProbeResult;
import arc.train.report.ProbeTable;
import arc.train.report.WorstProbes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;

import java.nio.file.Path;
import java.util.List;

class ValidationTest {

    private static final int CLASSES = 4;

    @TempDir
    private Path run;

    @Test
    void precisionIsTheShareOfItsRightProbes() {
        TrainingData data = data(32, 0.3);
        EmbeddingNetwork network = network(32);
        Validation validation = new Validation(data);
        List<Validation.Probe> probes = validation.probes(network, 2);
        assertThat(probes).hasSize(data.validationSize()).isEqualTo(validation.probes(network, 1));

        new ValidationRecord(data).write(run, probes);
        List<ProbeResult> results = ProbeTable.read(run);
        assertThat(results).hasSize(data.validationSize()).allMatch(ProbeResult::isCounted);
        double right = results.stream().filter(ProbeResult::isRight).count();
        assertThat(right / results.size()).isEqualTo(validation.precisionAt1(network, 2));
        assertThat(results).allSatisfy(probe -> {
            assertThat(probe.path()).startsWith("fake/");
            assertThat(probe.label()).isEqualTo(labelOf(probe.path()));
            assertThat(probe.nearestLabel()).isEqualTo(labelOf(probe.nearestPath()));
            assertThat(probe.isRight()).isEqualTo(probe.cosine() == probe.sameLabelCosine());
        });
        assertThat(run.resolve("probes").toFile().list())
                .hasSize(2 * Math.min(results.size(), WorstProbes.MOST));
    }

    /** Labels meet the margin in the loss alone: no margin, however wrong, moves what is measured. */
    @Test
    void neverPassesLabelsThroughTheMargin() {
        TrainingData data = data(32, 0.3);
        EmbeddingNetwork network = EmbeddingNetwork.create(backbone(32), new ArcFace(0.5, 30), CLASSES, 3,
                DataType.FLOAT);
        Validation validation = new Validation(data);
        List<Validation.Probe> probes = validation.probes(network, 1);
        double precision = validation.precisionAt1(network, 1);
        for (double marginRadians : new double[]{0, 1.5}) {
            network.head().setHead(new ArcFace(marginRadians, 64));
            assertThat(validation.probes(network, 1)).isEqualTo(probes);
            assertThat(validation.precisionAt1(network, 1)).isEqualTo(precision);
        }
        network.head().setHead(new CosFace(0.9, 30));
        assertThat(validation.probes(network, 1)).isEqualTo(probes);
    }

    @Test
    void measuresNothingWithoutAValidationSplit() {
        TrainingData data = data(32, 0);
        Validation validation = new Validation(data);
        assertThat(validation.precisionAt1(network(32), 1)).isNaN();
        assertThat(validation.probes(network(32), 1)).isEmpty();
        new ValidationRecord(data).write(run, List.of());
        assertThat(ProbeTable.read(run)).isEmpty();
        assertThat(run.resolve("probes")).doesNotExist();
    }

    private static String labelOf(String path) {
        return Integer.toString(Integer.parseInt(path.substring("fake/".length())) % CLASSES);
    }

    private static Preprocessing preprocessing(int size) {
        return new Preprocessing(size, Preprocessing.Channels.GREY, Preprocessing.Fit.PAD, List.of(0.5), List.of(0.5));
    }

    private static TrainingData data(int size, double fraction) {
        return TrainingData.read(FakeSource.digits(CLASSES, 10, 1), preprocessing(size), fraction, 7);
    }

    private static EmbeddingNetwork network(int size) {
        return EmbeddingNetwork.create(backbone(size), new Softmax(), CLASSES, 3, DataType.FLOAT);
    }

    private static Backbone backbone(int size) {
        return new Backbone(Vgg.VGG11, 0.125, true, 1, size, 8);
    }
}
