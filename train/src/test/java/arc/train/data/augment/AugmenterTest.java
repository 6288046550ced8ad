package arc.train.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import arc.infer.image.DecodedImage;
import arc.infer.image.Preprocessing;
import arc.infer.image.Preprocessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

class AugmenterTest {

    private static final Preprocessing PAD = new Preprocessing(32, Preprocessing.Channels.GREY, Preprocessing.Fit.PAD,
            List.of(0.5), List.of(0.5));
    private static final Preprocessing RESIZE = new Preprocessing(32, Preprocessing.Channels.RGB,
            Preprocessing.Fit.RESIZE, List.of(0.5), List.of(0.5));

    @ParameterizedTest
    @EnumSource(Augmentation.class)
    void theSameNumbersGiveTheSameBytesAndOthersOthers(Augmentation level) {
        Augmenter augmenter = Augmenter.of(level, true, RESIZE);
        DecodedImage picture = noise(40, 30, 3);
        byte[] once = augmenter.apply(picture, random(7)).rgbArrayCopy();
        assertThat(augmenter.apply(picture, random(7)).rgbArrayCopy()).isEqualTo(once);
        if (level == Augmentation.NONE) {
            assertThat(augmenter.apply(picture, random(8))).isSameAs(picture);
        } else {
            assertThat(augmenter.apply(picture, random(8)).rgbArrayCopy()).isNotEqualTo(once);
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1,1", "1,1,3", "1,9,3", "9,1,1", "2000,3,3", "3,2000,1", "28,28,1", "32,31,3"})
    void whatFitsIntoThePaddedSquareStillDoes(int width, int height, int channels) throws Exception {
        DecodedImage picture = noise(width, height, channels);
        for (Augmentation level : Augmentation.values()) {
            for (int seed = 0; seed < 20; seed++) {
                DecodedImage changed = Augmenter.of(level, true, PAD).apply(picture, random(seed));
                assertThat(changed.widthPixels()).isEqualTo(width);
                assertThat(changed.heightPixels()).isEqualTo(height);
                if (width <= 32 && height <= 32) {
                    assertThat(new Preprocessor(PAD).apply(changed).length()).isEqualTo(1024);
                }
                DecodedImage cut = Augmenter.of(level, true, RESIZE).apply(picture, random(seed));
                assertThat(cut.widthPixels()).isBetween(1, width);
                assertThat(cut.heightPixels()).isBetween(1, height);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Augmentation.class)
    void aPictureOfOneColourStaysSoWhenMoved(Augmentation level) {
        byte[] rgb = new byte[20 * 20 * 3];
        for (int i = 0; i < rgb.length; i += 3) {
            rgb[i] = (byte) 200;
            rgb[i + 1] = 100;
            rgb[i + 2] = 30;
        }
        DecodedImage changed = Augmenter.of(level, true, RESIZE).apply(DecodedImage.ofRgb(20, 20, rgb), random(3));
        for (int y = 0; y < changed.heightPixels(); y++) {
            for (int x = 0; x < changed.widthPixels(); x++) {
                for (int c = 0; c < 3; c++) {
                    assertThat(changed.sample(x, y, c)).isEqualTo(changed.sample(0, 0, c));
                    assertThat(level == Augmentation.STRONG
                            || changed.sample(x, y, c) == (rgb[c] & 255)).isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Augmentation.class)
    void greyStaysGreyAndIsTreatedTheSameInThreeSamples(Augmentation level) {
        DecodedImage grey = noise(24, 18, 1);
        Augmenter augmenter = Augmenter.of(level, true, RESIZE);
        for (int seed = 0; seed < 20; seed++) {
            DecodedImage one = augmenter.apply(grey, random(seed));
            DecodedImage three = augmenter.apply(DecodedImage.ofRgb(24, 18, grey.rgbArrayCopy()), random(seed));
            assertThat(one.isGrey()).isTrue();
            assertThat(three.rgbArrayCopy()).isEqualTo(one.rgbArrayCopy());
        }
    }

    @Test
    void lightKeepsTheMeanAboutWhereItWas() {
        byte[] grey = new byte[28 * 28]; // a bright square on black, as a digit is
        for (int y = 8; y < 20; y++) {
            for (int x = 8; x < 20; x++) {
                grey[y * 28 + x] = (byte) 255;
            }
        }
        DecodedImage picture = DecodedImage.ofGrey(28, 28, grey);
        double sum = 0;
        for (int seed = 0; seed < 400; seed++) {
            DecodedImage changed = Augmenter.of(Augmentation.LIGHT, false, PAD).apply(picture, random(seed));
            double mean = mean(changed);
            assertThat(mean / mean(picture)).isBetween(0.78, 1.25); // the squares of 0.9 and 1.1, and rounding
            assertThat(changed.sample(0, 0, 0)).as("the black border goes on").isZero();
            sum += mean;
        }
        assertThat(sum / 400 / mean(picture)).isBetween(0.95, 1.06);
    }

    @ParameterizedTest
    @EnumSource(value = Augmentation.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void flipsHalfOfThePicturesOrNone(Augmentation level) {
        byte[] grey = new byte[40 * 40];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = (byte) (i % 40 * 6); // darker to the left
        }
        DecodedImage picture = DecodedImage.ofGrey(40, 40, grey);
        long first = new Random().nextLong();
        System.out.println("flips: seeds from " + first + " on");
        int flipped = 0;
        for (int i = 0; i < 2_000; i++) {
            flipped += isDarkerToTheRight(Augmenter.of(level, true, RESIZE).apply(picture, random(first + i))) ? 1 : 0;
            assertThat(isDarkerToTheRight(Augmenter.of(level, false, RESIZE).apply(picture, random(first + i))))
                    .isFalse();
        }
        assertThat(flipped).as("of 2000, six standard deviations either way").isBetween(1_000 - 134, 1_000 + 134);
    }

    @Test
    void digitsAreNotFlippedAndEverythingElseIs() {
        assertThat(Augmentation.flipsByDefault("mnist:train")).isFalse();
        assertThat(Augmentation.flipsByDefault("mnist")).isFalse();
        assertThat(Augmentation.flipsByDefault("/data/mnist:all")).isFalse();
        assertThat(Augmentation.flipsByDefault("C:\\data\\mnist")).isFalse();
        assertThat(Augmentation.flipsByDefault("fashion-mnist:train")).isTrue();
        assertThat(Augmentation.flipsByDefault("/data/emoji")).isTrue();
        assertThat(Augmentation.flipsByDefault("/mnist/photos")).isTrue();
    }

    @Test
    void hasANameForEachLevel() {
        for (Augmentation level : Augmentation.values()) {
            assertThat(Augmentation.of(level.id())).isEqualTo(level);
        }
        assertThat(Augmentation.DEFAULT).isEqualTo(Augmentation.LIGHT);
        assertThatThrownBy(() -> Augmentation.of("Light")).isInstanceOf(ArcException.class)
                .hasMessage("unknown augmentation 'Light': expected none, light, strong");
    }

    private static boolean isDarkerToTheRight(DecodedImage picture) {
        int row = picture.heightPixels() / 2;
        return edge(picture, row, picture.widthPixels() - 2) < edge(picture, row, 0);
    }

    private static int edge(DecodedImage picture, int row, int column) {
        return picture.sample(column, row, 0) + picture.sample(column + 1, row, 0);
    }

    private static double mean(DecodedImage picture) {
        long sum = 0;
        for (byte sample : picture.samplesArrayCopy()) {
            sum += sample & 255;
        }
        return (double) sum / picture.samplesArrayCopy().length;
    }

    static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    static DecodedImage noise(int width, int height, int channels) {
        byte[] samples = new byte[width * height * channels];
        new Random(width * 31L + height).nextBytes(samples);
        return channels == 1
                ? DecodedImage.ofGrey(width, height, samples)
                : DecodedImage.ofRgb(width, height, samples);
    }
}
