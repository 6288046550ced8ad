package arc.train.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

class CrossEntropyTest {

    /** Expected: torch 1.13, {@code cross_entropy(z, y, label_smoothing=0.1, reduction='none')}, float64. */
    @Test
    void smoothsLabelsAsPyTorchDoes() {
        double[] first = {1, -2, 0.5, 3};
        double[] second = {0.1, 0.2, -0.3, 0.4};
        assertThat(CrossEntropy.intoGradient(first, 0, 0.1)).isCloseTo(2.2397534476793517, within(1e-14));
        assertThat(CrossEntropy.intoGradient(second, 3, 0.1)).isCloseTo(1.1471508093282223, within(1e-14));
        assertThat(first).containsExactly(new double[]{-0.8144462496382608, -0.01949585287241633,
                0.04205423914061148, 0.7918878633700657}, within(1e-14));
        assertThat(second).containsExactly(new double[]{0.21740368825526146, 0.24289750669399043,
                0.13748805147047563, -0.5977892464197276}, within(1e-14));
    }

    @Test
    void isFiniteForLogitsOfAnySize() {
        double[] logits = {1e4, -1e4, 0};
        assertThat(CrossEntropy.intoGradient(logits, 1, 0)).isEqualTo(2e4);
        assertThat(Arrays.stream(logits).sum()).isZero();
    }
}
