package arc.infer.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;

class RankingTest {

    private static final float LEFT_OUT = Float.NEGATIVE_INFINITY;

    @Test
    void putsTheLowerRowFirstAmongEqualCosines() {
        float[] cosines = {0.5f, 0.9f, -0.2f, 0.9f, 0.5f};

        assertThat(Ranking.best(cosines, 3)).containsExactly(1, 3, 0);
        assertThat(Ranking.best(cosines, 99)).containsExactly(1, 3, 0, 4, 2);
    }

    @Test
    void countsBothZeroesAsEqual() {
        assertThat(Ranking.best(new float[]{-0.0f, 0.0f, -0.0f}, 3)).containsExactly(0, 1, 2);
    }

    @Test
    void neverReturnsALeftOutRow() {
        assertThat(Ranking.best(new float[]{LEFT_OUT, -1f, LEFT_OUT}, 3)).containsExactly(1);
        assertThat(Ranking.best(new float[]{LEFT_OUT}, 3)).isEmpty();
        assertThat(Ranking.best(new float[0], 1)).isEmpty();
    }

    @Test
    void ranksCosinesThatAreAllTheSame() {
        float[] cosines = new float[5000];
        java.util.Arrays.fill(cosines, 0.25f);
        assertThat(Ranking.best(cosines, 4)).containsExactly(0, 1, 2, 3);
        cosines[4711] = Math.nextUp(0.25f);
        assertThat(Ranking.best(cosines, 4)).containsExactly(4711, 0, 1, 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 300, 2499, 2500, 4999, 5000})
    void equalsAFullSort(int k) {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            int distinct = seed % 2 == 0 ? Integer.MAX_VALUE : 40; // every other seed has many ties
            double width = Math.pow(10, -(int) (seed % 5)); // some are crowded together
            float[] cosines = new float[5000];
            for (int i = 0; i < cosines.length; i++) {
                double value = distinct == 40 ? random.nextInt(distinct) / 40.0 : random.nextDouble();
                cosines[i] = (float) (1 - width * value);
            }
            cosines[random.nextInt(5000)] = LEFT_OUT;
            int[] expected = IntStream.range(0, cosines.length).filter(i -> cosines[i] != LEFT_OUT).boxed()
                    .sorted(Comparator.<Integer>comparingDouble(i -> -cosines[i]).thenComparing(i -> i)).limit(k)
                    .mapToInt(i -> i).toArray();

            assertThat(Ranking.best(cosines, k)).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void refusesToRankNothing() {
        assertThatThrownBy(() -> Ranking.best(new float[3], 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("k must be >= 1, got 0");
    }
}
