package arc.infer.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

class ContentOrderTest {

    @Test
    void ordersByValuesThenByLabelsThenLeavesRowsAsTheyAre() {
        EmbeddingSet set = new EmbeddingSet.Builder(2, 5).addNormalised(new double[]{1, 0})
                .addNormalised(new double[]{0, 1}).addNormalised(new double[]{0, -1})
                .addNormalised(new double[]{0, 1}).addNormalised(new double[]{0, 1}).build();
        assertThat(ContentOrder.of(set)).containsExactly(2, 1, 3, 4, 0);
        assertThat(ContentOrder.of(set.withLabels(Arrays.asList("a", "b", "z", null, "a"))))
                .containsExactly(2, 3, 4, 1, 0);
    }

    @Test
    void doesNotDependOnTheOrderThatTheRowsHad() {
        EmbeddingSet set = RandomSets.clustered(50, 4, 3, 1, new Random(1));
        List<Integer> rows = IntStream.range(0, 50).boxed().collect(java.util.stream.Collectors.toList());
        Collections.shuffle(rows, new Random(2));
        EmbeddingSet shuffled = set.select(rows.stream().mapToInt(Integer::intValue).toArray());

        EmbeddingSet one = set.select(ContentOrder.of(set));
        EmbeddingSet other = shuffled.select(ContentOrder.of(shuffled));

        assertThat(other.matrix()).isEqualTo(one.matrix());
        for (int row = 0; row < 50; row++) {
            assertThat(other.label(row)).isEqualTo(one.label(row));
        }
    }
}
