package arc.train.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

/** What is chosen and counted among the validation images. */
class ProbeChoiceTest {

    private static final List<ProbeResult> PROBES = List.of(probe("a", "a", 0.9f, 0.9f), probe("a", "b", 0.8f, 0.7f),
            probe("b", "b", 0.6f, 0.6f), probe("b", "a", 0.5f, 0.1f), probe("b", "c", 0.9f, Float.NaN),
            probe("10", "a", 0.4f, 0.3f), probe("b", "a", 0.45f, 0.44f));

    @Test
    void theWorstAreTheClearlyWrongThenTheUnlikeRight() {
        assertThat(WorstProbes.rows(PROBES)).containsExactly(3, 1, 5, 6, 2, 0);
    }

    @Test
    void noMoreAreChosenThanFitAPage() {
        List<ProbeResult> many = IntStream.rangeClosed(0, WorstProbes.MOST).mapToObj(_ -> probe("a", "a", 1, 1))
                .toList();
        assertThat(WorstProbes.rows(many)).isEqualTo(IntStream.range(0, WorstProbes.MOST).boxed().toList());
        assertThat(WorstProbes.rows(List.of())).isEmpty();
    }

    @Test
    void confusionCountsThoseThatHadSomethingToFind() {
        Confusion confusion = Confusion.of(PROBES);
        assertThat(confusion.labels()).containsExactly("10", "a", "b");
        assertThat(confusion.count("a", "a")).isEqualTo(1);
        assertThat(confusion.count("b", "a")).isEqualTo(2);
        assertThat(confusion.count("b", "c")).isZero();
        assertThat(confusion.total("b")).isEqualTo(3);
        assertThat(confusion.total("c")).isZero();
        assertThat(confusion.pairs()).containsExactly(new Confusion.Pair("b", "a", 2), new Confusion.Pair("10", "a", 1),
                new Confusion.Pair("a", "b", 1));
    }

    @Test
    void confusionPutsNumbersInTheirOrder() {
        assertThat(Confusion.of(List.of(probe("10", "9", 1, 0), probe("2", "2", 1, 1))).labels()).containsExactly("2",
                "9", "10");
    }

    private static ProbeResult probe(String label, String nearest, float cosine, float sameLabelCosine) {
        return new ProbeResult("p", label, "n", nearest, cosine, sameLabelCosine);
    }
}
