package arc.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import arc.infer.ArcException;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Test
    void oneCycleRisesToThePeakAndFallsToNearlyNothing() {
        assertThat(Schedule.ONE_CYCLE.shareAt(0)).isCloseTo(0.04, within(1e-12));
        assertThat(Schedule.ONE_CYCLE.shareAt(0.15)).isCloseTo(0.52, within(1e-12));
        assertThat(Schedule.ONE_CYCLE.shareAt(0.3)).isCloseTo(1, within(1e-12));
        assertThat(Schedule.ONE_CYCLE.shareAt(0.65)).isCloseTo(0.500002, within(1e-6));
        assertThat(Schedule.ONE_CYCLE.shareAt(1)).isCloseTo(4e-6, within(1e-12));
    }

    @Test
    void theOthersStartAtThePeak() {
        assertThat(Schedule.COSINE.shareAt(0)).isEqualTo(1);
        assertThat(Schedule.COSINE.shareAt(0.5)).isCloseTo(0.5, within(1e-12));
        assertThat(Schedule.STEP.shareAt(0.49)).isEqualTo(1);
        assertThat(Schedule.STEP.shareAt(0.5)).isEqualTo(0.1);
        assertThat(Schedule.STEP.shareAt(0.75)).isEqualTo(0.01);
        assertThat(Schedule.STEP.shareAt(0.9)).isEqualTo(0.001);
        assertThat(Schedule.CONSTANT.shareAt(0.9)).isEqualTo(1);
    }

    @Test
    void warmUpRisesEvenlyToTheSchedule() {
        OptimizationConfig.Rates rates = new OptimizationConfig.Rates(0.1, 0.1, Schedule.CONSTANT, 2);
        assertThat(rates.shareAt(0, 100, 10)).isEqualTo(1 / 20.0);
        assertThat(rates.shareAt(18, 100, 10)).isEqualTo(19 / 20.0);
        assertThat(rates.shareAt(19, 100, 10)).isEqualTo(1);
        assertThat(rates.shareAt(99, 100, 10)).isEqualTo(1);
        assertThatThrownBy(() -> new OptimizationConfig.Rates(0.1, 0.1, Schedule.ONE_CYCLE, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("one-cycle rises by itself: leave out --warmup, or choose another --schedule");
    }

    @Test
    void aLossThatGrowsTenfoldStopsTheRun() {
        TrainConfig config = TrainConfig.defaults(NetworkConfig.defaultPreprocessing(), "mnist");
        DivergenceGuard guard = new DivergenceGuard();
        for (int step = 1; step <= 20; step++) {
            guard.check(step, 1, 2, config);
        }
        for (int step = 21; step <= 200; step++) {
            guard.check(step, 1, 19.9, config);
        }
        assertThatThrownBy(() -> {
            for (int step = 201; step <= 400; step++) {
                guard.check(step, 2, 21, config);
            }
        }).isInstanceOf(ArcException.class)
                .hasMessageContaining("(epoch 2): the loss grew from 2.00 to 20.0\ntry --lr 0.001");
    }
}
