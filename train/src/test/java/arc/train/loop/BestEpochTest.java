package arc.train.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class BestEpochTest {

    @Test
    void keepsWeightsAndHeadStateOfTheSameEpoch() {
        BestEpoch best = new BestEpoch();
        INDArray params = Nd4j.createFromArray(1f, 2f);
        best.offer(1, 0.8, params, 10);
        params.assign(3);
        best.offer(2, 0.9, params, 11);
        params.assign(4);
        best.offer(3, 0.85, params, 12);
        assertThat(best.epoch()).isEqualTo(2);
        assertThat(best.headState()).isEqualTo(11);
        best.restoreInto(params);
        assertThat(params.toFloatVector()).containsExactly(3, 3);

        best.offer(4, Double.NaN, params.assign(5), 13);
        assertThat(best.headState()).as("nothing measured: the last one").isEqualTo(13);
    }
}
