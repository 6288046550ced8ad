package arc.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import arc.infer.data.ImageContent;
import arc.infer.data.LabelledImage;
import arc.infer.image.InputTensor;
import arc.infer.image.Preprocessing;
import arc.infer.image.UnreadableImageException;
import arc.train.data.augment.Augmentation;
import arc.train.data.augment.Augmenter;
import arc.train.loop.NetworkConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

class BatchesTest {

    private static final Preprocessing INPUT = NetworkConfig.defaultPreprocessing();

    private final TrainingData data = TrainingData.read(FakeSource.digits(3, 10, 1), INPUT, 0, 5);

    @Test
    void dealsEachImageOnceAnEpochAndDropsWhatFillsNoBatch() {
        List<Float> dealt = fingerprints(data, 8, 42, 1);
        assertThat(dealt).hasSize(24);
        assertThat(new HashSet<>(dealt)).hasSize(24);
    }

    @Test
    void theOrderDependsOnSeedAndEpochOnly() {
        assertThat(fingerprints(data, 8, 42, 1)).isEqualTo(fingerprints(data, 8, 42, 1));
        assertThat(fingerprints(data, 8, 42, 2)).isNotEqualTo(fingerprints(data, 8, 42, 1));
        assertThat(fingerprints(data, 8, 43, 1)).isNotEqualTo(fingerprints(data, 8, 42, 1));
    }

    @Test
    void aBatchIsNeverLargerThanTheData() {
        try (Batches batches = new Batches(data, 64, 42)) {
            assertThat(batches.batchSize()).isEqualTo(30);
            assertThat(batches.perEpoch()).isEqualTo(1);
        }
    }

    @Test
    void channelsGoLast() {
        InputTensor input = new InputTensor(3, 2, new float[]{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
        INDArray x = Batch.nhwc(List.of(input));
        assertThat(x.shape()).containsExactly(1, 2, 2, 3);
        assertThat(x.getFloat(0, 0, 1, 0)).isEqualTo(2);
        assertThat(x.getFloat(0, 1, 0, 2)).isEqualTo(11);
    }

    @ParameterizedTest
    @CsvSource({"none,light", "none,strong", "class,light", "2x4,strong"})
    void anEpochGoesOnInTheMiddleAsIfItHadBeenDealtFromTheStart(String balance, String augment) {
        Sampler sampler = Sampler.of(balance);
        Augmenter augmenter = Augmenter.of(Augmentation.of(augment), true, INPUT);
        List<List<Float>> whole = Streams.dealt(data, 2, 0, sampler, augmenter, 1);
        assertThat(whole).hasSize(3);
        for (int first = 0; first <= 3; first++) {
            assertThat(Streams.dealt(data, 2, first, sampler, augmenter, 1)).isEqualTo(whole.subList(first, 3));
        }
        assertThat(Streams.dealt(data, 2, 0, sampler, augmenter, 4)).isEqualTo(whole);
        assertThat(Streams.dealt(data, 2, 0, sampler, augmenter, 0)).isEqualTo(whole);
        assertThat(Streams.dealt(data, 2, 3, sampler, augmenter, 0)).isEmpty();
        assertThat(Streams.dealt(data, 3, 0, sampler, augmenter, 1)).isNotEqualTo(whole);
    }

    @Test
    void augmentationChangesThePicturesAndNotTheirOrder() {
        List<List<Float>> plain = Streams.dealt(data, 1, 0, new Sampler.Shuffled(), Augmenter.none(), 1);
        List<List<Float>> changed = Streams.dealt(data, 1, 0, new Sampler.Shuffled(),
                Augmenter.of(Augmentation.LIGHT, false, INPUT), 1);
        for (int i = 0; i < 3; i++) {
            int values = 8 * 32 * 32;
            assertThat(changed.get(i).subList(values, values + 8)).isEqualTo(plain.get(i).subList(values, values + 8));
            assertThat(changed.get(i).subList(0, values)).isNotEqualTo(plain.get(i).subList(0, values));
        }
    }

    @Test
    void refusesToBeginAfterTheEnd() {
        try (Batches batches = new Batches(data, 8, 42)) {
            assertThatThrownBy(() -> batches.forEach(1, 4, _ -> true))
                    .hasMessage("the first batch must be 0 to 3, got 4");
            assertThatThrownBy(() -> batches.forEach(1, -1, _ -> true))
                    .hasMessage("the first batch must be 0 to 3, got -1");
        }
    }

    @Test
    void refusesMoreClassesABatchThanThereAre() {
        assertThatThrownBy(() -> new Batches(data, 8, 42, Sampler.of("4x2"), _ -> Augmenter.none(), null))
                .isInstanceOf(ArcException.class)
                .hasMessage("--balance 4x2 takes 4 classes a batch, and fake has 3;\ntry --balance 3x2");
    }

    @Test
    void aFailureToPrepareReachesTheCaller() {
        AtomicBoolean gone = new AtomicBoolean();
        List<LabelledImage> images = FakeSource.digits(2, 10, 1).images().stream()
                .<LabelledImage>map(image -> new Vanishing(image, gone)).toList();
        TrainingData vanishing = TrainingData.read(new FakeSource("vanishing", images), INPUT, 0, 5,
                new PixelCache(Path.of("unused"), 0, true));
        assertThat(Streams.dealt(vanishing, 1, 0, new Sampler.Shuffled(), Augmenter.none(), 2)).hasSize(2);
        gone.set(true);
        for (int threads : new int[]{0, 2}) {
            assertThatThrownBy(() -> Streams.dealt(vanishing, 1, 0, new Sampler.Shuffled(), Augmenter.none(), threads))
                    .isInstanceOf(ArcException.class)
                    .hasMessageMatching("fake/\\d+ could be read when the run began and"
                            + " can't be now: pictures must stay as they are while arc trains on them\nfake/\\d+: gone")
                    .hasCauseInstanceOf(UnreadableImageException.class);
        }
    }

    @Test
    void aStepThatFailsEndsTheEpoch() {
        try (Batches batches = new Batches(data, 8, 42)) {
            List<Integer> steps = new ArrayList<>();
            assertThatThrownBy(() -> batches.forEach(1, 0, _ -> {
                steps.add(1);
                throw new IllegalStateException("enough");
            })).hasMessage("enough");
            assertThat(steps).hasSize(1);
            batches.forEach(1, 0, _ -> steps.add(1));
            assertThat(steps).hasSize(4);
            batches.forEach(1, 1, _ -> !steps.add(1));
            assertThat(steps).as("one more, which said to stop").hasSize(5);
        }
    }

    /** An image that can be taken away. */
    private record Vanishing(LabelledImage image, AtomicBoolean gone) implements LabelledImage {
        @Override
        public String path() {
            return image.path();
        }

        @Override
        public Optional<String> label() {
            return image.label();
        }

        @Override
        public ImageContent read() throws UnreadableImageException {
            if (gone.get()) {
                throw new UnreadableImageException(path() + ": gone");
            }
            return image.read();
        }
    }

    private static List<Float> fingerprints(TrainingData data, int batchSize, long seed, int epoch) {
        List<Float> sums = new ArrayList<>();
        try (Batches batches = new Batches(data, batchSize, seed)) {
            batches.forEach(epoch, 0, batch -> {
                for (int i = 0; i < batch.x().size(0); i++) {
                    sums.add(batch.x().slice(i).sumNumber().floatValue());
                }
                return true;
            });
        }
        return sums;
    }
}
