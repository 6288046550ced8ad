package arc.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.evaluation.OpenSet;
import arc.train.data.Sampler;
import arc.train.data.augment.Augmentation;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

class SamplingConfigTest {

    @Test
    void showsPicturesAsTheyAreInTheLastEpochs() {
        assertThat(changedEpochs(0)).containsExactly(1, 2, 3, 4, 5);
        assertThat(changedEpochs(2)).containsExactly(1, 2, 3);
        assertThat(changedEpochs(5)).isEmpty();
    }

    @Test
    void refusesANegativeNumberOfPlainEpochs() {
        assertThatThrownBy(() -> plain(-1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("plain-epochs must be >= 0, got -1");
    }

    private static List<Integer> changedEpochs(int plainEpochs) {
        var augmenters = plain(plainEpochs).augmenters(NetworkConfig.defaultPreprocessing(), 5);
        return IntStream.rangeClosed(1, 5).filter(epoch -> augmenters.apply(epoch).changes()).boxed().toList();
    }

    private static SamplingConfig plain(int epochs) {
        return new SamplingConfig(new Sampler.Shuffled(), Augmentation.LIGHT, true, epochs,
                SamplingConfig.NO_IMBALANCE, OpenSet.NONE);
    }
}
