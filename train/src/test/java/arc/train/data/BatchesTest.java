package arc.train.data;

import static org.assertj.core.api.Assertions.assertThat;

import arc.infer.image.InputTensor;
import arc.train.loop.NetworkConfig;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

class BatchesTest {

    private final TrainingData data = TrainingData.read(FakeSource.digits(3, 10, 1),
            NetworkConfig.defaultPreprocessing(),
            0, 5);

    @Test
    void dealsEachImageOnceAnEpochAndDropsWhatFillsNoBatch() {
        List<Float> dealt = fingerprints(data, 8, 42, 1);
        assertThat(dealt).hasSize(24);
        assertThat(new HashSet<>(dealt)).hasSize(24);
    }

    @Test
    void theOrderDependsOnSeedAndEpochOnly() {
        assertThat(fingerprints(data, 8, 42, 1)).isEqualTo(fingerprints(data, 8, 42, 1));
        assertThat(fingerprints(data, 8, 42, 2)).isNotEqualTo(fingerprints(data, 8, 42, 1));
        assertThat(fingerprints(data, 8, 43, 1)).isNotEqualTo(fingerprints(data, 8, 42, 1));
    }

    @Test
    void aBatchIsNeverLargerThanTheData() {
        try (Batches batches = new Batches(data, 64, 42)) {
            assertThat(batches.batchSize()).isEqualTo(30);
            assertThat(batches.perEpoch()).isEqualTo(1);
        }
    }

    @Test
    void channelsGoLast() {
        InputTensor input = new InputTensor(3, 2, new float[]{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
        INDArray x = Batch.nhwc(List.of(input));
        assertThat(x.shape()).containsExactly(1, 2, 2, 3);
        assertThat(x.getFloat(0, 0, 1, 0)).isEqualTo(2);
        assertThat(x.getFloat(0, 1, 0, 2)).isEqualTo(11);
    }

    private static List<Float> fingerprints(TrainingData data, int batchSize, long seed, int epoch) {
        List<Float> sums = new ArrayList<>();
        try (Batches batches = new Batches(data, batchSize, seed)) {
            batches.forEach(epoch, 0, batch -> {
                for (int i = 0; i < batch.x().size(0); i++) {
                    sums.add(batch.x().slice(i).sumNumber().floatValue());
                }
                return true;
            });
        }
        return sums;
    }
}
