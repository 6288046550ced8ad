package arc.train.data;

import static org.assertj.core.api.Assertions.assertThat;

import arc.infer.data.LabelledImage;
import arc.infer.image.DecodedImage;
import arc.infer.image.Preprocessing;
import arc.train.data.augment.Augmentation;
import arc.train.data.augment.Augmenter;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

class ManyClassesTest {

    private static final Preprocessing TINY = new Preprocessing(2, Preprocessing.Channels.RGB, Preprocessing.Fit.PAD,
            List.of(0.5), List.of(0.5));

    @Test
    void threeThousandClassesOfTwoAreSplitBySharesOfAllOfThem() {
        TrainingData data = TrainingData.read(new FakeSource("x", pictures(3_000, 2)), TINY, 0.05, 5);
        assertThat(data.classNames()).hasSize(3_000).startsWith("0", "1", "2").endsWith("2999");
        assertThat(data.validationSize()).isEqualTo(300);
        assertThat(IntStream.range(0, 300).map(data::validationClass).distinct().count()).isEqualTo(300);
        assertThat(IntStream.range(0, 5_700).map(data::trainClass).distinct().count()).isEqualTo(3_000);
        assertThat(data.notes()).isEmpty();
        assertThat(Streams.dealt(data, 1, 0, Sampler.of("4x2"), Augmenter.of(Augmentation.STRONG, true, TINY), 1))
                .hasSize(5_700 / 8);
    }

    @Test
    void classesOfOneAreTrainedOnAndNotMeasuredBy() {
        List<LabelledImage> images = new ArrayList<>(pictures(6, 1));
        images.add(FakeSource.image("twin", "0", picture(77)));
        TrainingData data = TrainingData.read(new FakeSource("x", images), TINY, 0.5, 5);
        assertThat(data.validationSize()).isEqualTo(1);
        assertThat(data.validationClass(0)).isZero();
        assertThat(data.trainSize()).isEqualTo(6);
        assertThat(data.notes()).containsExactly(
                "5 of 6 classes have a single image, which is trained on and not measured by: 1, 2, 3, 4, 5");
    }

    @Test
    void saysThatNothingIsLeftToMeasureBy() {
        TrainingData data = TrainingData.read(new FakeSource("x", pictures(7, 1)), TINY, 0.5, 5);
        assertThat(data.validationSize()).isZero();
        assertThat(data.notes()).containsExactly(
                "7 of 7 classes have a single image, which is trained on and not measured by: 0, 1, 2, 3, 4, …",
                "no image is kept to measure by: the last epoch counts as the best");
    }

    @Test
    void aClassWithoutAReadableImageKeepsItsColumn() {
        List<LabelledImage> images = new ArrayList<>(pictures(3, 4));
        images.add(FakeSource.image("broken", "1x", null));
        TrainingData data = TrainingData.read(new FakeSource("x", images), TINY, 0.25, 5);
        assertThat(data.classNames()).containsExactly("0", "1", "1x", "2");
        assertThat(data.notes()).containsExactly("1 of 4 classes has no readable training image: 1x");
        assertThat(Streams.dealt(data, 1, 0, Sampler.of("3x2"), Augmenter.none(), 1)).hasSize(1);
    }

    @Test
    void smallClassesDrawLotsAndLargerOnesGiveTheirShare() {
        List<Integer> classOf = new ArrayList<>(Collections.nCopies(100, 0));
        for (int c = 1; c <= 50; c++) {
            classOf.addAll(Collections.nCopies(4, c));
        }
        classOf.add(51);
        Split split = Split.stratified(classOf, 0.05, 5);
        assertThat(split.validation().stream().filter(i -> classOf.get(i) == 0)).hasSize(5);
        assertThat(split.validation().stream().map(classOf::get).filter(c -> c > 0)).hasSize(10)
                .doesNotHaveDuplicates().doesNotContain(51);
        assertThat(Split.stratified(classOf, 0.05, 5)).isEqualTo(split);
        assertThat(Split.stratified(classOf, 0.05, 6)).isNotEqualTo(split);
        assertThat(Split.stratified(classOf, 0, 5).validation()).isEmpty();
    }

    private static List<LabelledImage> pictures(int classes, int each) {
        return IntStream.range(0, classes * each).mapToObj(
                i -> FakeSource.image("p" + i, Integer.toString(i % classes), picture(i))).toList();
    }

    private static DecodedImage picture(int number) {
        return DecodedImage.ofRgb(2, 1,
                new byte[]{(byte) number, (byte) (number >> 8), (byte) (number >> 16), 1, 2, 3});
    }
}
