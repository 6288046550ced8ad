package arc.infer.evaluation;

import static arc.infer.evaluation.PlaneSets.plane;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import arc.infer.ArcException;
import arc.infer.embedding.Embedding;
import arc.infer.embedding.EmbeddingSet;
import arc.infer.embedding.LeftOut;
import arc.infer.embedding.RandomSets;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

class EvaluationTest {

    /** Recomputes everything by sorting whole rows in double precision. */
    @Test
    void equalsTheDefinitionsOnRandomSets() {
        for (long seed = 0; seed < 5; seed++) {
            EmbeddingSet probes = RandomSets.clustered(90, 6, 4, 1.5, new Random(seed));
            EmbeddingSet gallery = RandomSets.clustered(400, 6, 5, 1.5, new Random(100 + seed));
            Evaluation found = Evaluation.of(probes, gallery, probe -> probe % 3 == 0 ? 2 * probe : LeftOut.NONE, 2);
            double precision = 0;
            double mapAtR = 0;
            double mrr = 0;
            double recall = 0;
            for (int probe = 0; probe < 90; probe++) {
                int own = probe % 3 == 0 ? 2 * probe : LeftOut.NONE;
                Embedding query = probes.row(probe);
                String label = probes.label(probe).orElseThrow();
                boolean[] right = IntStream.range(0, 400).filter(row -> row != own).boxed()
                        .sorted(Comparator.<Integer>comparingDouble(row -> -query.cosine(gallery.row(row))))
                        .map(row -> gallery.label(row).orElseThrow().equals(label)).collect(
                                () -> new boolean[400], new Filler(), (a, b) -> {});
                int relevant = 0;
                for (boolean r : right) {
                    relevant += r ? 1 : 0;
                }
                precision += right[0] ? 1 : 0;
                int hits = 0;
                boolean first = true;
                for (int rank = 1; rank <= 399; rank++) {
                    if (right[rank - 1]) {
                        hits++;
                        mapAtR += rank <= relevant ? (double) hits / rank / relevant : 0;
                        mrr += first ? 1.0 / rank : 0;
                        recall += first && rank <= 5 ? 1 : 0;
                        first = false;
                    }
                }
            }
            RetrievalMetrics retrieval = found.retrieval();
            assertThat(retrieval.counted()).isEqualTo(90);
            assertThat(retrieval.precisionAt1()).as("seed %d", seed).isCloseTo(precision / 90, within(1e-9));
            assertThat(retrieval.mapAtR()).as("seed %d", seed).isCloseTo(mapAtR / 90, within(1e-9));
            assertThat(retrieval.mrr()).as("seed %d", seed).isCloseTo(mrr / 90, within(1e-9));
            assertThat(retrieval.recallAt().get(5)).as("seed %d", seed).isCloseTo(recall / 90, within(1e-9));
            assertThat(found.verification().pairs()).isEqualTo(90 * 400 - 30);
            assertThat(RetrievalMetrics.precisionAt1(probes, gallery, probe -> probe % 3 == 0 ? 2 * probe : -1, 2))
                    .isEqualTo(retrieval.precisionAt1());
        }
    }

    /** Fills an array from a sequential stream. */
    private static final class Filler implements java.util.function.BiConsumer<boolean[], Boolean> {
        private int next;

        @Override
        public void accept(boolean[] values, Boolean value) {
            values[next++] = value;
        }
    }

    @Test
    void findsTheFirstEntryOfALabelHoweverFarBackItStands() {
        double[] degrees = IntStream.range(0, 50).mapToDouble(i -> i).toArray();
        String[] labels = IntStream.range(0, 50).mapToObj(i -> i == 0 || i == 40 ? "rare" : "common")
                .toArray(String[]::new);

        Evaluation found = Evaluation.withinSet(plane(degrees, labels), 2);

        ClassRetrieval rare = found.perClass().get("rare");
        assertThat(rare.n()).isEqualTo(2);
        assertThat(rare.precisionAt1()).isZero();
        // From 0 the other stands at rank 40; from 40, nine rows lie beyond and 39 before: rank 49.
        assertThat(rare.mrr()).isCloseTo((1.0 / 40 + 1.0 / 49) / 2, within(1e-12));
    }

    @Test
    void leavesProbesWithNothingToFindOutOfRetrievalButNotOfKnn() {
        EmbeddingSet probes = plane(new double[]{0, 90}, "a", "unknown");
        EmbeddingSet gallery = plane(new double[]{1, 89}, "a", "b");

        Evaluation found = Evaluation.of(probes, gallery, LeftOut.nothing(), 1);

        assertThat(found.probes()).isEqualTo(2);
        assertThat(found.gallery()).isEqualTo(2);
        assertThat(found.retrieval().counted()).isEqualTo(1);
        assertThat(found.retrieval().leftOut()).isEqualTo(1);
        assertThat(found.retrieval().precisionAt1()).isEqualTo(1);
        assertThat(found.knnAccuracy().get(1)).isEqualTo(0.5);
        assertThat(found.perClass().keySet()).containsExactly("a");
    }

    @Test
    void leavesTheProbesOwnEntryOutOfEverything() {
        EmbeddingSet probes = plane(new double[]{0, 90}, "a", "b");
        EmbeddingSet gallery = plane(new double[]{90, 0, 80}, "b", "a", "a");

        Evaluation found = Evaluation.of(probes, gallery, probe -> probe == 0 ? 1 : 0, 1);

        assertThat(found.retrieval().counted()).as("label b has no other entry").isEqualTo(1);
        assertThat(found.retrieval().precisionAt1()).as("80 degrees is nearer than 90").isEqualTo(1);
        assertThat(found.verification().pairs()).isEqualTo(4);
    }

    @Test
    void hasNoNumbersWhereThereIsNothingToAverage() {
        Evaluation alone = Evaluation.withinSet(plane(new double[]{0}, "a"), 1);

        assertThat(alone.retrieval().counted()).isZero();
        assertThat(alone.retrieval().precisionAt1()).isNaN();
        assertThat(alone.retrieval().recallAt().get(10)).isNaN();
        assertThat(alone.retrieval().mapAtR()).isNaN();
        assertThat(alone.knnAccuracy().get(1)).isZero();
        assertThat(alone.verification().pairs()).isZero();
        assertThat(alone.verification().rocAuc()).isNaN();
        assertThat(alone.verification().operatingPoints().getFirst().tar()).isNaN();
        assertThat(alone.angles().intraDegrees()).isCloseTo(0, within(1e-4));
        assertThat(alone.angles().interDegrees()).isNaN();
        assertThat(alone.perClass()).isEmpty();
    }

    @Test
    void listsClassesInTheOrderOfTheirNumbers() {
        String[] labels = {"10", "9", "10", "9", "-1", "-1"};
        Evaluation found = Evaluation.withinSet(plane(new double[]{0, 90, 1, 91, 180, 181}, labels), 1);

        assertThat(found.perClass().keySet()).containsExactly("-1", "9", "10");
    }

    @Test
    void refusesEmbeddingsWithoutALabelAndOtherDimensions() {
        EmbeddingSet labelled = plane(new double[]{0}, "a");
        EmbeddingSet half = plane(new double[]{0, 1}, "a", "b").withLabels(Arrays.asList("a", null));
        assertThatThrownBy(() -> Evaluation.withinSet(half, 1)).isInstanceOf(ArcException.class)
                .hasMessage("embedding 1 has no label, and evaluation needs one for each");
        assertThatThrownBy(() -> Evaluation.withinSet(half.withPaths(List.of("x.png", "y.png")), 1))
                .hasMessage("y.png has no label, and evaluation needs one for each");
        EmbeddingSet other = RandomSets.clustered(2, 3, 1, 1, new Random(1));
        assertThatThrownBy(() -> Evaluation.of(labelled, other, LeftOut.nothing(), 1))
                .isInstanceOfSatisfying(ArcException.class,
                        e -> assertThat(e.kind()).isEqualTo(ArcException.Kind.MISMATCH))
                .hasMessage("the probes have 2 dimensions and the gallery has 3: embed both with one model");
    }
}
