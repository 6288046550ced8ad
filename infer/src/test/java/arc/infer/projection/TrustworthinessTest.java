package arc.infer.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TrustworthinessTest {

    private static final Points LINE = Points.of(1, new float[]{0, 1, 3, 7, 15});

    @Test
    void countsHowFarAStrangerCame() {
        // 15 moves beside 0: its nearest is now the one that was fourth, and the other way round
        Projection moved = new Projection(1, new double[]{0, 1, 3, 7, -0.5});
        // 0 finds 15 (rank 4), 1 finds 0 (rank 1), 3 finds 1 (1), 7 finds 3 (1), 15 finds 0 (4)
        assertThat(Trustworthiness.of(LINE, moved, 1, 1)).isCloseTo(1 - 2.0 * 6 / (5 * (10 - 3 - 1)), within(1e-12));
    }

    @Test
    void refusesMoreNeighboursThanHalfThePoints() {
        Projection same = Projection.asIs(LINE);
        assertThat(Trustworthiness.of(LINE, same, 2, 1)).isEqualTo(1);
        assertThatThrownBy(() -> Trustworthiness.of(LINE, same, 3, 1))
                .hasMessage("k must be >= 1 and less than half of the 5 points, got 3");
        assertThatThrownBy(() -> Trustworthiness.of(LINE, same, 0, 1))
                .hasMessage("k must be >= 1 and less than half of the 5 points, got 0");
        assertThatThrownBy(() -> Trustworthiness.of(LINE, new Projection(1, new double[4]), 1, 1))
                .hasMessage("5 points have no projection of 4");
    }
}
