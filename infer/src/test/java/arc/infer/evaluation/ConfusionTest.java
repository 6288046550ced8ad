package arc.infer.evaluation;

import static arc.infer.evaluation.PlaneSets.plane;
import static org.assertj.core.api.Assertions.assertThat;

import arc.infer.embedding.EmbeddingSet;
import arc.infer.embedding.LeftOut;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class ConfusionTest {

    private static final EmbeddingSet GALLERY = plane(new double[]{0, 90, 180, 270}, "10", "9", "2", "2");

    @Test
    void countsTheLabelsOfTheNearestEntries() {
        EmbeddingSet probes = plane(new double[]{1, 89, 91, 181, 2, 271}, "10", "10", "10", "9", "9", "2");

        Confusion found = Evaluation.of(probes, GALLERY, LeftOut.nothing(), 2).confusion();

        assertThat(found.nearest()).isEqualTo(
                Map.of("2", Map.of("2", 1), "9", Map.of("2", 1, "10", 1), "10", Map.of("9", 2, "10", 1)));
        assertThat(found.labels()).containsExactly("2", "9", "10");
        assertThat(found.nearest().keySet()).containsExactly("2", "9", "10");
        assertThat(found.nearest().get("9").keySet()).containsExactly("2", "10");
        assertThat(found.count("10", "9")).isEqualTo(2);
        assertThat(found.count("9", "9")).isZero();
        assertThat(found.count("absent", "9")).isZero();
        assertThat(found.count("10")).isEqualTo(3);
        assertThat(found.count("absent")).isZero();
    }

    @Test
    void listsTheLargestConfusionsInTheOrderOfTheLabelsWhereTheyAreEqual() {
        EmbeddingSet probes = plane(new double[]{1, 89, 91, 181, 2, 271}, "10", "10", "10", "9", "9", "2");

        Confusion found = Evaluation.of(probes, GALLERY, LeftOut.nothing(), 1).confusion();

        assertThat(found.largest(5)).containsExactly(new Confusion.Cell("10", "9", 2),
                new Confusion.Cell("9", "2", 1), new Confusion.Cell("9", "10", 1));
        assertThat(found.largest(2)).hasSize(2);
        assertThat(found.largestOf("9", 1)).containsExactly(new Confusion.Cell("9", "2", 1));
        assertThat(found.largestOf("2", 3)).isEmpty();
        assertThat(found.largestOf("absent", 3)).isEmpty();
    }

    @Test
    void countsProbesWhoseLabelTheGalleryLacksAndNoneWithoutAnyEntry() {
        Confusion unknown = Evaluation.of(plane(new double[]{1}, "new"), GALLERY, LeftOut.nothing(), 1).confusion();
        assertThat(unknown.largest(1)).isEqualTo(List.of(new Confusion.Cell("new", "10", 1)));

        Confusion alone = Evaluation.withinSet(plane(new double[]{1}, "a"), 1).confusion();
        assertThat(alone.nearest()).isEmpty();
        assertThat(alone.labels()).isEmpty();
    }
}
