package arc.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import arc.infer.image.InputTensor;
import arc.infer.image.Preprocessing;
import arc.train.data.Batch;
import arc.train.head.ArcFace;
import arc.train.net.Compute;
import arc.train.net.EmbeddingNetwork;
import arc.train.net.TrainingDevice;
import arc.train.net.Vgg;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Trains the same steps on the CPU and on a GPU; ND4J runs on one of them only in a process, so each is held against figures. */
class CudaTrainingTest {

    /** Loss before each of three steps, and the length of an embedding after them; the CPU's. */
    private static final double[] EXPECTED = {20.05317, 18.49014, 12.61903, 32.88071};

    @Test
    void theCpuTrainsToTheseFigures() {
        assumeTrue(Compute.isCpu(), "skipped: ND4J runs on a GPU here");
        assertThat(figures()).containsExactly(EXPECTED, within(1e-3));
    }

    @Test
    @Tag("gpu")
    void aGpuTrainsToTheFiguresOfTheCpu() {
        assumeFalse(Compute.isCpu(), "skipped: needs a GPU and a build with -Pcuda, ND4J runs on the CPU here");
        TrainingDevice.useCuda(0);
        assertThat(figures()).containsExactly(EXPECTED, within(1e-2));
    }

    private static double[] figures() {
        Preprocessing input = new Preprocessing(32, Preprocessing.Channels.GREY, Preprocessing.Fit.RESIZE,
                List.of(0.5), List.of(0.5));
        NetworkConfig config = new NetworkConfig(Vgg.VGG11, 0.25, true, 16, input);
        EmbeddingNetwork network = EmbeddingNetwork.create(config.backbone(), new ArcFace(0.5, 30), 4, 3,
                DataType.FLOAT);
        TrainStep step = new TrainStep(network, new OptimizationConfig(8, OptimizerKind.SGD,
                new OptimizationConfig.Rates(0.01, 0.01, Schedule.CONSTANT, 0), 5e-4, 0, 0));
        Batch batch = batch();
        double[] figures = new double[4];
        for (int i = 0; i < 3; i++) {
            figures[i] = step.run(batch, 0.01);
        }
        figures[3] = network.embed(batch.x()).getRow(0).norm2Number().doubleValue();
        return figures;
    }

    private static Batch batch() {
        Random random = new Random(2);
        List<InputTensor> inputs = new ArrayList<>();
        int[] classes = new int[8];
        for (int i = 0; i < classes.length; i++) {
            float[] values = new float[32 * 32];
            for (int j = 0; j < values.length; j++) {
                values[j] = random.nextFloat() * 2 - 1;
            }
            inputs.add(new InputTensor(1, 32, values));
            classes[i] = i % 4;
        }
        return Batch.of(inputs, classes);
    }
}
