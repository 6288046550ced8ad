package arc.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

class SamplerTest {

    /** 50 images of class 0, 7 of class 1, 2 of class 4, 1 of class 5; no other class has any. */
    private static final int[] UNEVEN = IntStream.range(0, 60).map(i -> i < 50 ? 0 : i < 57 ? 1 : i < 59 ? 4 : 5)
            .toArray();

    @ParameterizedTest
    @ValueSource(strings = {"none", "class", "3x4"})
    void theOrderDependsOnSeedAndEpochOnly(String id) {
        Sampler sampler = Sampler.of(id);
        assertThat(sampler.id()).isEqualTo(id);
        int[] order = sampler.order(UNEVEN, 42, 3);
        assertThat(sampler.order(UNEVEN, 42, 3)).isEqualTo(order);
        assertThat(sampler.order(UNEVEN, 42, 4)).isNotEqualTo(order);
        assertThat(sampler.order(UNEVEN, 43, 3)).isNotEqualTo(order);
    }

    @Test
    void shuffledShowsEveryImageOnce() {
        int[] order = new Sampler.Shuffled().order(UNEVEN, 1, 1);
        assertThat(Arrays.stream(order).sorted().toArray()).isEqualTo(IntStream.range(0, 60).toArray());
    }

    @Test
    void balancedShowsEachClassAsOftenInAsManyImagesAsThereAre() {
        int[] order = new Sampler.ClassBalanced().order(UNEVEN, 1, 1);
        assertThat(order).hasSize(60);
        assertThat(countsOf(order)).containsExactly(15, 15, 0, 0, 15, 15);
        for (int from = 0; from < 60; from += 4) {
            assertThat(Arrays.stream(order, from, from + 4).map(i -> UNEVEN[i]).distinct().count()).isEqualTo(4);
        }
        int[] ofLarge = Arrays.stream(order).filter(i -> UNEVEN[i] == 0).toArray();
        assertThat(Arrays.stream(ofLarge).distinct().count()).as("none twice before all were shown").isEqualTo(15);
        long[] ofSmall = IntStream.range(50, 57).mapToLong(i -> Arrays.stream(order).filter(o -> o == i).count())
                .toArray();
        for (long times : ofSmall) {
            assertThat(times).isBetween(2L, 3L);
        }
    }

    @Test
    void batchesHoldPClassesOfKImages() {
        Sampler sampler = Sampler.of("3x4");
        assertThat(sampler.batchSize(64, 60)).isEqualTo(12);
        assertThat(sampler.batchesPerEpoch(12, 60)).isEqualTo(5);
        int[] seen = new int[6];
        for (int epoch = 1; epoch <= 40; epoch++) {
            int[] order = sampler.order(UNEVEN, 9, epoch);
            assertThat(order).hasSize(60);
            for (int from = 0; from < 60; from += 12) {
                int[] batch = Arrays.copyOfRange(order, from, from + 12);
                int[] counts = countsOf(batch);
                assertThat(Arrays.stream(counts).filter(n -> n == 4).count()).isEqualTo(3);
                IntStream.range(0, 6).forEach(c -> seen[c] += counts[c]);
                assertThat(distinctOf(batch, 0)).isEqualTo(counts[0]);
                assertThat(distinctOf(batch, 1)).isEqualTo(counts[1]);
                assertThat(distinctOf(batch, 4)).isEqualTo(Math.min(2, counts[4]));
                assertThat(distinctOf(batch, 5)).isEqualTo(Math.min(1, counts[5]));
            }
        }
        for (int c : new int[]{0, 1, 4, 5}) {
            assertThat(seen[c]).as("of 2400, each class a quarter").isBetween(520, 680);
        }
    }

    @Test
    void aBatchHoldsAllImagesOfAClassThatIsTooSmall() {
        int[] classOf = IntStream.range(0, 800).map(i -> i < 3 ? 0 : 1).toArray();
        int[] order = Sampler.of("2x4").order(classOf, 3, 1);
        assertThat(order).hasSize(800);
        for (int from = 0; from < order.length; from += 8) {
            int[] batch = Arrays.copyOfRange(order, from, from + 8);
            assertThat(Arrays.stream(batch).filter(i -> i < 3).distinct().count()).isEqualTo(3);
        }
    }

    @Test
    void anEpochHasOneBatchAtLeast() {
        int[] two = {0, 1};
        Sampler sampler = Sampler.of("2x8");
        assertThat(sampler.batchesPerEpoch(sampler.batchSize(64, 2), 2)).isEqualTo(1);
        assertThat(Arrays.stream(sampler.order(two, 1, 1)).sorted().toArray())
                .containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1);
        assertThat(new Sampler.Shuffled().batchSize(64, 2)).isEqualTo(2);
    }

    @Test
    void thousandsOfClassesOfOneArePossible() {
        int[] singles = IntStream.range(0, 100_000).toArray();
        for (Sampler sampler : List.of(new Sampler.ClassBalanced(), new Sampler.ClassesByImages(100, 2))) {
            assertThat(sampler.order(singles, 1, 1)).hasSize(100_000);
        }
        assertThat(Arrays.stream(new Sampler.ClassBalanced().order(singles, 1, 1)).distinct().count())
                .isEqualTo(100_000);
    }

    @Test
    void refusesMoreClassesThanThereAre() {
        Sampler sampler = Sampler.of("16x4");
        sampler.requireClasses(16, "photos");
        assertThatThrownBy(() -> sampler.requireClasses(15, "photos")).isInstanceOfSatisfying(ArcException.class,
                e -> assertThat(e.kind()).isEqualTo(ArcException.Kind.USAGE))
                .hasMessage("--balance 16x4 takes 16 classes a batch, and photos has 15;\ntry --balance 15x4");
    }

    @Test
    void refusesWhatIsNoSampler() {
        assertThatThrownBy(() -> Sampler.of("classes")).hasMessage("unknown balance 'classes': expected none, class, or"
                + " PxK, such as 16x4 for 4 images of each of 16 classes a batch");
        assertThatThrownBy(() -> Sampler.of("1x4")).isInstanceOf(ArcException.class).hasMessage("balance must be PxK,"
                + " with P >= 2 classes, K >= 1 images of each, and at most 65536 in all, got 1x4");
        assertThat(Sampler.of("2x1")).isEqualTo(new Sampler.ClassesByImages(2, 1));
        assertThat(Sampler.of("256x256")).isEqualTo(new Sampler.ClassesByImages(256, 256));
        assertThatThrownBy(() -> Sampler.of("256x257")).isInstanceOf(ArcException.class);
        assertThatThrownBy(() -> Sampler.of("999999x999999")).isInstanceOf(ArcException.class);
    }

    private static int[] countsOf(int[] images) {
        int[] counts = new int[6];
        for (int image : images) {
            counts[UNEVEN[image]]++;
        }
        return counts;
    }

    private static int distinctOf(int[] images, int classIndex) {
        return (int) Arrays.stream(images).filter(i -> UNEVEN[i] == classIndex).distinct().count();
    }
}
