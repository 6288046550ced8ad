package arc.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class TicksTest {

    @Test
    void dividesAtRoundValues() {
        assertThat(texts(0.9988, 4.8903)).containsExactly("0", "1", "2", "3", "4", "5");
        assertThat(texts(0.6033, 0.9737)).containsExactly("0.6", "0.7", "0.8", "0.9", "1.0");
        assertThat(texts(5.859e-6, 0.01993)).containsExactly("0.000", "0.005", "0.010", "0.015", "0.020");
        assertThat(texts(-120, 480)).containsExactly("-200", "0", "200", "400", "600");
    }

    @Test
    void givesASingleValueSomeRoom() {
        assertThat(texts(0.5, 0.5)).containsExactly("0.4", "0.6");
        assertThat(texts(0, 0)).containsExactly("0.0", "0.5");
    }

    @Test
    void tellsWhereAValueStands() {
        Ticks ticks = Ticks.around(0, 4, 4);
        assertThat(ticks.share(0)).isZero();
        assertThat(ticks.share(1)).isEqualTo(0.25);
        assertThat(ticks.share(4)).isEqualTo(1);
    }

    @Test
    void staysWithinWholeNumbers() {
        assertThat(Ticks.within(1, 1, 8)).containsExactly(1);
        assertThat(Ticks.within(1, 3, 8)).containsExactly(1, 2, 3);
        assertThat(Ticks.within(1, 100, 8)).containsExactly(20, 40, 60, 80, 100);
    }

    private static List<String> texts(double least, double most) {
        Ticks ticks = Ticks.around(least, most, 4);
        return ticks.values().stream().map(ticks::text).toList();
    }
}
