package arc.infer.data;

import static org.assertj.core.api.Assertions.assertThat;

import arc.infer.image.DecodedImage;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

class MnistTest {

    private static final List<Integer> TRAIN_COUNTS = List.of(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851,
            5949);
    private static final List<Integer> TEST_COUNTS = List.of(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009);

    @Test
    void trainHasTheKnownClassCounts() {
        ImageSource train = open("mnist:train");
        assertThat(train.name()).isEqualTo("mnist:train");
        assertThat(train.images()).hasSize(60_000);
        assertThat(countsByLabel(train)).isEqualTo(TRAIN_COUNTS);
        assertThat(train.validation()).isEmpty();
    }

    @Test
    void testHasTheKnownClassCounts() {
        ImageSource test = open("mnist:test");
        assertThat(test.name()).isEqualTo("mnist:test");
        assertThat(test.images()).hasSize(10_000);
        assertThat(countsByLabel(test)).isEqualTo(TEST_COUNTS);
    }

    @Test
    void aBareNameIsWhatTheCommandAsksFor() {
        assertThat(ImageSources.open("mnist", DefaultSplit.TRAIN, List.of()).name()).isEqualTo("mnist:train");
        assertThat(ImageSources.open("mnist", DefaultSplit.TEST, List.of()).name()).isEqualTo("mnist:test");
    }

    @Test
    void allIsTrainThenTest() {
        ImageSource all = open("mnist:all");
        assertThat(all.name()).isEqualTo("mnist:all");
        assertThat(all.images()).hasSize(70_000);
        assertThat(all.images().getFirst().path()).isEqualTo("mnist:train/00000");
        assertThat(all.images().get(59_999).path()).isEqualTo("mnist:train/59999");
        assertThat(all.images().get(60_000).path()).isEqualTo("mnist:test/00000");
        assertThat(all.images().getLast().path()).isEqualTo("mnist:test/09999");
    }

    @Test
    void aRowIsA28PixelDigitWithALabelAndAnId() throws Exception {
        LabelledImage row = open("mnist:test").images().getFirst();
        assertThat(row.label()).isEqualTo(Optional.of("7"));
        assertThat(row.metadata()).isEmpty();
        DecodedImage digit = row.decode();
        assertThat(digit.widthPixels()).isEqualTo(28);
        assertThat(digit.heightPixels()).isEqualTo(28);
        // The first pixels of the horizontal bar of that seven.
        assertThat(List.of(digit.sample(6, 7, 0), digit.sample(7, 7, 1), digit.sample(8, 7, 2)))
                .containsExactly(84, 185, 159);
        // printf '\0\0\0\34\0\0\0\34' and the first 784 pixel bytes, through sha256sum.
        assertThat(row.read().id()).isEqualTo(FIRST_TEST_ROW_ID);
    }

    @Test
    void theSplitsAreUnpackedOnce() {
        assertThat(open("mnist:test")).isSameAs(open("mnist:test"));
    }

    private static final String FIRST_TEST_ROW_ID = "a91696fe3e149b9a9ba6fdd40e0914434bb500334ff8f4b1f4d4613800b49603";

    private static ImageSource open(String spec) {
        return ImageSources.open(spec, DefaultSplit.TRAIN, List.of());
    }

    private static List<Integer> countsByLabel(ImageSource source) {
        return List.copyOf(source.images().stream()
                .collect(Collectors.groupingBy(image -> image.label().orElseThrow(), TreeMap::new,
                        Collectors.summingInt(_ -> 1)))
                .values());
    }
}
