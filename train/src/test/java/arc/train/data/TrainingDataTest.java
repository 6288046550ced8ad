package arc.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import arc.infer.data.DefaultSplit;
import arc.infer.data.ImageSources;
import arc.infer.data.LabelledImage;
import arc.infer.image.DecodedImage;
import arc.infer.image.Preprocessing;
import arc.train.loop.NetworkConfig;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

class TrainingDataTest {

    private static final Preprocessing INPUT = NetworkConfig.defaultPreprocessing();

    @Test
    void keepsTheStatedShareOfEachClassForValidation() {
        TrainingData data = TrainingData.read(FakeSource.digits(3, 20, 1), INPUT, 0.25, 5);
        assertThat(data.trainSize()).isEqualTo(45);
        assertThat(data.validationSize()).isEqualTo(15);
        assertThat(IntStream.range(0, 15).map(data::validationClass)).containsExactly(0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2,
                2, 2, 2, 2);
    }

    @Test
    void doesNotDependOnTheOrderOfTheSource() {
        FakeSource source = FakeSource.digits(4, 6, 2);
        List<LabelledImage> shuffled = new ArrayList<>(source.images());
        Collections.shuffle(shuffled, new Random(9));
        TrainingData one = TrainingData.read(source, INPUT, 0.5, 5);
        TrainingData other = TrainingData.read(new FakeSource("other", shuffled), INPUT, 0.5, 5);
        for (int i = 0; i < one.trainSize(); i++) {
            assertThat(other.trainInput(i).toArrayCopy()).isEqualTo(one.trainInput(i).toArrayCopy());
            assertThat(other.trainClass(i)).isEqualTo(one.trainClass(i));
        }
    }

    @Test
    void canMakeClassesUnequalInAGeometricRow() {
        TrainingData data = TrainingData.read(FakeSource.digits(3, 125, 1), INPUT, 0.2, 5);
        TrainingData unequal = data.imbalanced(0.01, 5);
        assertThat(IntStream.range(0, 3).map(c -> count(unequal, c))).containsExactly(100, 10, 1);
        assertThat(unequal.validationSize()).isEqualTo(75);
        assertThat(unequal.classNames()).isEqualTo(data.classNames());
        assertThat(unequal.fingerprint()).isEqualTo(data.imbalanced(0.01, 5).fingerprint())
                .isNotEqualTo(data.imbalanced(0.01, 6).fingerprint()).isNotEqualTo(data.fingerprint());
        assertThat(IntStream.range(0, 3).map(c -> count(data.imbalanced(1e-9, 5), c))).containsExactly(100, 1, 1);
        assertThat(data.imbalanced(1, 5)).isSameAs(data);
    }

    @Test
    void aSmallerShareKeepsSomeOfThoseOfALargerOne() {
        TrainingData data = TrainingData.read(FakeSource.digits(3, 50, 1), INPUT, 0, 5);
        assertThat(paths(data.imbalanced(0.5, 5))).containsAll(paths(data.imbalanced(0.2, 5)));
    }

    private static List<String> paths(TrainingData data) {
        return IntStream.range(0, data.trainSize()).mapToObj(data::trainPath).toList();
    }

    private static int count(TrainingData data, int classIndex) {
        return (int) IntStream.of(data.trainClassesCopy()).filter(c -> c == classIndex).count();
    }

    @Test
    void anotherSeedSplitsOtherwise() {
        FakeSource source = FakeSource.digits(2, 50, 2);
        TrainingData one = TrainingData.read(source, INPUT, 0.5, 5);
        TrainingData other = TrainingData.read(source, INPUT, 0.5, 6);
        assertThat(IntStream.range(0, one.trainSize())
                .anyMatch(i -> !java.util.Arrays.equals(one.trainInput(i).toArrayCopy(),
                        other.trainInput(i).toArrayCopy())))
                .isTrue();
    }

    @Test
    void aClassWithOneImageKeepsItForTraining() {
        List<LabelledImage> images = new ArrayList<>(FakeSource.digits(1, 10, 3).images());
        images.add(FakeSource.image("single", "9", DecodedImage.ofGrey(1, 1, new byte[1])));
        TrainingData data = TrainingData.read(new FakeSource("x", images), INPUT, 0.9, 5);
        assertThat(data.classNames()).containsExactly("0", "9");
        assertThat(IntStream.range(0, data.trainSize()).map(data::trainClass)).contains(1);
        assertThat(IntStream.range(0, data.validationSize()).map(data::validationClass)).doesNotContain(1);
    }

    @Test
    void classesAreInTheOrderOfTheirNumbersOrNames() {
        assertThat(ClassNames.ordered(List.of("10", "9", "-1", "9"))).containsExactly("-1", "9", "10");
        assertThat(ClassNames.ordered(List.of("b", "10", "9", "a"))).containsExactly("10", "9", "a", "b");
    }

    @Test
    void skipsAndListsWhatCannotBeRead() {
        List<LabelledImage> images = new ArrayList<>(FakeSource.digits(2, 3, 3).images());
        images.add(FakeSource.image("broken.png", "1", null));
        TrainingData data = TrainingData.read(new FakeSource("x", images), INPUT, 0, 5);
        assertThat(data.skipped()).containsExactly("broken.png: broken");
        assertThat(data.trainSize()).isEqualTo(6);
    }

    @Test
    void refusesOneClassOnly() {
        assertThatThrownBy(() -> TrainingData.read(FakeSource.digits(1, 3, 3), INPUT, 0, 5))
                .isInstanceOf(ArcException.class).hasMessage(
                        "cannot train on fake: all images have the label '0'; a margin needs two classes at least");
    }

    @Test
    void refusesImagesWithoutALabel() {
        List<LabelledImage> images = new ArrayList<>(FakeSource.digits(2, 3, 3).images());
        images.add(FakeSource.image("photos/x.png", null, null));
        assertThatThrownBy(() -> TrainingData.read(new FakeSource("x", images), INPUT, 0, 5)).hasMessage(
                "cannot train on photos/x.png: it has no label; put the images of each class into a folder of their own");
    }

    @Test
    void refusesAValidationLabelThatWasNeverTrained() {
        assertThatThrownBy(() -> TrainingData.read(FakeSource.digits(2, 3, 3), FakeSource.digits(3, 1, 3), INPUT))
                .hasMessage("validation image fake/2 has the label '2', which no training image of fake has");
    }

    @Test
    void saysWhenNothingCanBeRead() {
        List<LabelledImage> images = List.of(FakeSource.image("a.png", "0", null),
                FakeSource.image("b.png", "1", null));
        assertThatThrownBy(() -> TrainingData.read(new FakeSource("x", images), INPUT, 0, 5))
                .hasMessage("no image of x can be read; the first problem: a.png: broken");
    }

    @Test
    void digitsArePaddedAndGrey() {
        Preprocessing chosen = InputChoice.choose(ImageSources.open("mnist:test", DefaultSplit.TEST, List.of()), 32,
                Optional.empty(),
                Optional.empty(), List.of(0.5), List.of(0.5));
        assertThat(chosen).isEqualTo(INPUT);
    }

    @Test
    void oneColouredOrOversizedPictureDecidesForColourOrResizing() {
        byte[] colour = new byte[40 * 40 * 3];
        colour[0] = 1;
        List<LabelledImage> images = new ArrayList<>(FakeSource.digits(2, 3, 3).images());
        images.add(FakeSource.image("c", "1", DecodedImage.ofRgb(40, 40, colour)));
        Preprocessing chosen = InputChoice.choose(new FakeSource("x", images), 32, Optional.empty(), Optional.empty(),
                List.of(0.5), List.of(0.5));
        assertThat(chosen.channels()).isEqualTo(Preprocessing.Channels.RGB);
        assertThat(chosen.fit()).isEqualTo(Preprocessing.Fit.RESIZE);
    }
}
