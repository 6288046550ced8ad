package arc.cli.signal;

import static org.assertj.core.api.Assertions.assertThat;

import arc.cli.signal.Signals.Answer;
import org.junit.jupiter.api.Test;

class SignalsTest {

    private static final long MILLISECOND = 1_000_000;

    private final Stop stop = new Stop();
    private long nanos;
    private final Signals signals = new Signals(stop, () -> nanos);

    @Test
    void aSecondWishEndsTheProcessAtOnce() {
        try (Stop.Scope _ = stop.scope()) {
            assertThat(signals.answer(130)).isEqualTo(Answer.WORK_ENDS);
            nanos += 501 * MILLISECOND;
            assertThat(signals.answer(130)).isEqualTo(Answer.AT_ONCE);
        }
    }

    /** As timeout(1) does, which signals its child and then the group that the child is in. */
    @Test
    void oneWishMayComeTwice() {
        try (Stop.Scope _ = stop.scope()) {
            assertThat(signals.answer(143)).isEqualTo(Answer.WORK_ENDS);
            nanos += 2 * MILLISECOND;
            assertThat(signals.answer(143)).isEqualTo(Answer.NONE);
            assertThat(stop.exitCode()).isEqualTo(143);
        }
    }

    @Test
    void nothingToFinishEndsTheProcess() {
        assertThat(signals.answer(143)).isEqualTo(Answer.PROCESS_ENDS);
    }
}
