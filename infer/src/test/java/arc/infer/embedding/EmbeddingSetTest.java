package arc.infer.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;

class EmbeddingSetTest {

    @Test
    void keepsRowsLabelsAndPaths() {
        Embedding first = Embedding.ofUnitVector(new float[]{0.6f, 0.8f});
        Embedding second = Embedding.ofUnitVector(new float[]{-1, 0});
        EmbeddingSet set = EmbeddingSet.of(List.of(first, second)).withLabels(Arrays.asList("cat", null))
                .withPaths(List.of("a.png", "b.png"));

        assertThat(set.size()).isEqualTo(2);
        assertThat(set.dimension()).isEqualTo(2);
        assertThat(set.row(0)).isEqualTo(first);
        assertThat(set.row(1)).isEqualTo(second);
        assertThat(set.label(0)).contains("cat");
        assertThat(set.label(1)).isEmpty();
        assertThat(set.path(1)).contains("b.png");
        assertThat(EmbeddingSet.of(List.of(first)).path(0)).isEmpty();
    }

    @Test
    void selectsRowsWithWhatIsKnownOfThem() {
        EmbeddingSet set = new EmbeddingSet.Builder(2, 3).addNormalised(new double[]{1, 0})
                .addNormalised(new double[]{0, 1}).addNormalised(new double[]{-1, 0}).build();
        EmbeddingSet known = set.withLabels(Arrays.asList("a", null, "c")).withPaths(List.of("0", "1", "2"));

        EmbeddingSet selected = known.select(new int[]{2, 1, 2});

        assertThat(selected.size()).isEqualTo(3);
        assertThat(selected.row(0)).isEqualTo(set.row(2));
        assertThat(selected.row(1)).isEqualTo(set.row(1));
        assertThat(selected.label(0)).contains("c");
        assertThat(selected.label(1)).isEmpty();
        assertThat(selected.path(2)).contains("2");
        assertThat(set.select(new int[]{0}).label(0)).isEmpty();
        assertThatThrownBy(() -> set.select(new int[0])).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a set has at least one embedding, got none");
    }

    @Test
    void scalesRowsToNormOneAndLeavesRoundingAlone() {
        float third = (float) (1 / Math.sqrt(3));
        double[] nearlyUnit = {third, third, third};
        EmbeddingSet set = new EmbeddingSet.Builder(3, 1).addNormalised(new double[]{0, 3e150, 0})
                .addNormalised(nearlyUnit).addNormalised(new double[]{0.3, 0, 0.4}).build();

        assertThat(set.row(0).toArrayCopy()).containsExactly(0, 1, 0);
        assertThat(set.row(1).toArrayCopy()).containsExactly(third, third, third);
        assertThat(set.row(2).toArrayCopy()).containsExactly(0.6f, 0, 0.8f);
    }

    @Test
    void growsBeyondTheExpectedRows() {
        EmbeddingSet.Builder builder = new EmbeddingSet.Builder(2, 1);
        for (int i = 0; i < 100; i++) {
            builder.addNormalised(new double[]{i + 1, 0});
        }
        assertThat(builder.build().size()).isEqualTo(100);
    }

    @Test
    void saysWhichRowHasNoDirection() {
        EmbeddingSet.Builder builder = new EmbeddingSet.Builder(2, 2).addNormalised(new double[]{1, 0});
        assertThatThrownBy(() -> builder.addNormalised(new double[]{0, 0}))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("row 1 has no direction: its norm is 0.0");
        assertThatThrownBy(() -> builder.addNormalised(new double[]{0, Double.NaN}))
                .hasMessage("row 1 is not finite: NaN in column 1");
        assertThatThrownBy(() -> builder.addNormalised(new double[]{Double.NEGATIVE_INFINITY, 0}))
                .hasMessage("row 1 is not finite: -Infinity in column 0");
        assertThatThrownBy(() -> builder.addNormalised(new double[3]))
                .hasMessage("the embeddings of a set have one dimension, got 2 in row 0 and 3 in row 1");
    }

    @Test
    void refusesSetsThatAreNoMatrix() {
        assertThatThrownBy(() -> EmbeddingSet.of(List.of())).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a set has at least one embedding, got none");
        Embedding two = Embedding.ofUnitVector(new float[]{1, 0});
        Embedding three = Embedding.ofUnitVector(new float[]{1, 0, 0});
        assertThatThrownBy(() -> EmbeddingSet.of(List.of(two, three)))
                .hasMessage("the embeddings of a set have one dimension, got 2 in row 0 and 3 in row 1");
        assertThatThrownBy(() -> EmbeddingSet.of(List.of(two)).withLabels(List.of("a", "b")))
                .hasMessage("1 embeddings take 1 labels, got 2");
        assertThatThrownBy(() -> EmbeddingSet.of(List.of(two)).withPaths(List.of()))
                .hasMessage("1 embeddings take 1 paths, got 0");
        assertThatThrownBy(() -> new EmbeddingSet.Builder(1 << 20, 1 << 11))
                .hasMessage("2048 embeddings of 1048576 dimensions are more than the 2147483631 values "
                        + "that a set can hold");
    }
}
