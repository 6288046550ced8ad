package arc.infer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import arc.infer.embedding.Embedding;
import arc.infer.embedding.EmbeddingSet;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** Rules that the golden values don't pin down. */
class MetricPartsTest {

    @Test
    void givesATiedVoteToTheSmallestLabel() {
        assertThat(KnnClassifier.vote(new int[]{3, 1, 1, 3, 0}, 5)).isEqualTo(1);
        assertThat(KnnClassifier.vote(new int[]{3, 1, 1, 3, 3}, 5)).isEqualTo(3);
        assertThat(KnnClassifier.vote(new int[]{3, 1, 1, 3, 3}, 1)).isEqualTo(3);
        assertThat(KnnClassifier.vote(new int[]{4, 2}, 5)).isEqualTo(2);
        assertThat(KnnClassifier.vote(new int[0], 5)).isEqualTo(-1);
    }

    @Test
    void ordersLabelsAsNumbersOnlyWhenAllAre() {
        List<String> numbers = new ArrayList<>(List.of("10", "9", "-3", "99999999999999999999", "07", "7"));
        numbers.sort(LabelOrder.of(numbers));
        assertThat(numbers).containsExactly("-3", "07", "7", "9", "10", "99999999999999999999");

        List<String> later = new ArrayList<>(List.of("b", "10", "a", "9"));
        later.sort(LabelOrder.of(numbers));
        assertThat(later).as("labels that the order wasn't made for").containsExactly("9", "10", "a", "b");

        List<String> mixed = new ArrayList<>(List.of("10", "9", "cat"));
        mixed.sort(LabelOrder.of(mixed));
        assertThat(mixed).containsExactly("10", "9", "cat");
    }

    @Test
    void countsScoresCloserThanAMillionthAsEqual() {
        PairScores scores = new PairScores();
        scores.add(0.5, true);
        scores.add(0.5000003, false);

        assertThat(VerificationMetrics.of(scores).rocAuc()).isEqualTo(0.5);

        scores.add(0.500001, true);
        assertThat(VerificationMetrics.of(scores).rocAuc()).isEqualTo(0.75);
    }

    @Test
    void countsCosinesBeyondTheBoundsAsTheBounds() {
        PairScores scores = new PairScores();
        scores.add(1.0000001, true);
        scores.add(1, false);
        scores.add(-1.0000001, true);
        scores.add(-1, false);

        VerificationMetrics metrics = VerificationMetrics.of(scores);
        assertThat(metrics.rocAuc()).isEqualTo(0.5);
        assertThat(metrics.eer()).isEqualTo(0.5);
        assertThat(metrics.operatingPoints().getFirst().threshold()).isNull();
    }

    @Test
    void addsUpCountsOfSeveralThreads() {
        PairScores one = new PairScores();
        one.add(0.9, true);
        PairScores two = new PairScores();
        two.add(0.1, false);
        two.add(one);

        VerificationMetrics metrics = VerificationMetrics.of(two);
        assertThat(metrics.pairs()).isEqualTo(2);
        assertThat(metrics.rocAuc()).isEqualTo(1);
        assertThat(metrics.operatingPoints().getLast().threshold()).isEqualTo(0.9);
    }

    @Test
    void allowsExactlyTheShareOfFalseAcceptsThatTheTargetNames() {
        PairScores scores = new PairScores();
        scores.add(0.9, false);
        scores.add(0.8, true);
        for (int i = 0; i < 9; i++) {
            scores.add(0.1, false);
        }
        VerificationMetrics.OperatingPoint one = VerificationMetrics.of(scores).operatingPoints().getFirst();
        assertThat(one.tar()).as("one false accept of ten is 0.1").isEqualTo(1);
        assertThat(one.farReached()).isEqualTo(0.1);
        assertThat(one.threshold()).isEqualTo(0.8);

        PairScores fewer = new PairScores();
        fewer.add(0.9, false);
        fewer.add(0.8, true);
        for (int i = 0; i < 8; i++) {
            fewer.add(0.1, false);
        }
        VerificationMetrics.OperatingPoint none = VerificationMetrics.of(fewer).operatingPoints().getFirst();
        assertThat(none.tar()).as("one false accept of nine is more than 0.1").isZero();
        assertThat(none.threshold()).isNull();
    }

    @Test
    void measuresAnglesWithinAndBetweenClasses() {
        EmbeddingSet set = EmbeddingSet.of(List.of(at(0), at(20), at(90), at(100), at(270)))
                .withLabels(List.of("a", "a", "b", "b", "c"));

        AngularSpread spread = AngularSpread.of(set, 1);

        assertThat(spread.intraDegrees()).isCloseTo((10 + 10 + 5 + 5 + 0) / 5.0, within(1e-4));
        assertThat(spread.intraDegreesByClass().keySet()).containsExactly("a", "b", "c");
        assertThat(spread.intraDegreesByClass().get("a")).isCloseTo(10, within(1e-4));
        assertThat(spread.intraDegreesByClass().get("b")).isCloseTo(5, within(1e-4));
        // Centres at 10, 95 and 270 degrees: 85, 85 and 100 to the nearest other.
        assertThat(spread.interDegrees()).isCloseTo((85 + 85 + 100) / 3.0, within(1e-4));
    }

    @Test
    void passesOverAClassThatHasNoCentre() {
        EmbeddingSet set = EmbeddingSet.of(List.of(at(0), at(180), at(90), at(100)))
                .withLabels(List.of("a", "a", "b", "b"));

        AngularSpread spread = AngularSpread.of(set, 1);

        assertThat(spread.intraDegrees()).isCloseTo(5, within(1e-4));
        assertThat(spread.intraDegreesByClass().keySet()).containsExactly("b");
        assertThat(spread.interDegrees()).isNaN();
    }

    private static Embedding at(double degrees) {
        double a = Math.toRadians(degrees);
        return Embedding.normalised(new float[]{(float) Math.cos(a), (float) Math.sin(a)});
    }
}
