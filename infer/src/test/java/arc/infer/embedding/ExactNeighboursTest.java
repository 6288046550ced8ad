package arc.infer.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;

class ExactNeighboursTest {

    @Test
    void findsTheNearestRowsInOrder() {
        EmbeddingSet gallery = plane(0, 90, 10, 180, 10);
        EmbeddingSet probes = plane(12, 100);

        ExactNeighbours found = ExactNeighbours.find(probes, gallery, 3, LeftOut.nothing(), 1);

        assertThat(found.probes()).isEqualTo(2);
        assertThat(found.rowsCopy(0)).containsExactly(2, 4, 0);
        assertThat(found.rowsCopy(1)).containsExactly(1, 3, 2);
        assertThat(found.cosine(1, 0)).isCloseTo((float) Math.cos(Math.toRadians(10)), org.assertj.core.api.Assertions
                .within(1e-6f));
    }

    @Test
    void leavesTheProbeItselfOutButNotItsTwin() {
        EmbeddingSet set = plane(0, 90, 0, 45);

        ExactNeighbours found = ExactNeighbours.find(set, set, 2, LeftOut.itself(), 2);

        assertThat(found.rowsCopy(0)).containsExactly(2, 3);
        assertThat(found.rowsCopy(2)).containsExactly(0, 3);
        assertThat(found.cosine(0, 0)).isEqualTo(1f);
    }

    @Test
    void findsAllWhereTheGalleryIsSmallerThanK() {
        EmbeddingSet set = plane(0, 90, 45);

        ExactNeighbours found = ExactNeighbours.find(set, set, 10, LeftOut.itself(), 2);

        assertThat(found.count(1)).isEqualTo(2);
        assertThat(found.rowsCopy(1)).containsExactly(2, 0);
    }

    @Test
    void findsTheSameWithAnyNumberOfThreads() {
        EmbeddingSet gallery = RandomSets.uniform(700, 24, new Random(1));
        EmbeddingSet probes = RandomSets.uniform(90, 24, new Random(2));

        ExactNeighbours one = ExactNeighbours.find(probes, gallery, 7, LeftOut.nothing(), 1);

        assertThat(ExactNeighbours.find(probes, gallery, 7, LeftOut.nothing(), 4)).isEqualTo(one);
    }

    @Test
    void refusesToFindNothing() {
        EmbeddingSet set = plane(0);
        assertThatThrownBy(() -> ExactNeighbours.find(set, set, 0, LeftOut.nothing(), 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("k must be >= 1, got 0");
    }

    private static EmbeddingSet plane(double... degrees) {
        List<Embedding> embeddings = java.util.Arrays.stream(degrees).map(Math::toRadians)
                .mapToObj(a -> Embedding.normalised(new float[]{(float) Math.cos(a), (float) Math.sin(a)})).toList();
        return EmbeddingSet.of(embeddings);
    }
}
