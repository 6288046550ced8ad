package arc.train.data.augment;

import static org.assertj.core.api.Assertions.assertThat;

import arc.infer.image.DecodedImage;
import org.junit.jupiter.api.Test;

import java.util.random.RandomGenerator;

class ChangesTest {

    @Test
    void noMotionChangesNothing() {
        for (int channels : new int[]{1, 3}) {
            for (int[] size : new int[][]{{1, 1}, {28, 28}, {7, 1}, {1, 7}, {640, 3}, {31, 20}}) {
                DecodedImage picture = AugmenterTest.noise(size[0], size[1], channels);
                Samples still = new SmallMotion(0, 0, 0, 1).apply(Samples.of(picture), false);
                assertThat(still.toImage().rgbArrayCopy()).isEqualTo(picture.rgbArrayCopy());
            }
        }
    }

    @Test
    void aFlipAloneMirrorsToTheLastBit() {
        Samples in = Samples.of(DecodedImage.ofGrey(3, 2, new byte[]{1, 2, 3, 4, 5, 6}));
        assertThat(new SmallMotion(0, 0, 0, 1).apply(in, true).values()).containsExactly(3, 2, 1, 6, 5, 4);
        assertThat(new RandomCrop(0, 0, 3, 2).cut(in, true).values()).containsExactly(3, 2, 1, 6, 5, 4);
        assertThat(new RandomCrop(1, 1, 2, 1).cut(in, true).values()).containsExactly(6, 5);
        assertThat(new RandomCrop(1, 0, 2, 2).cut(in, false).values()).containsExactly(2, 3, 5, 6);
    }

    @Test
    void aShiftMovesToTheRightAndDownAndRepeatsTheEdge() {
        Samples in = Samples.of(DecodedImage.ofGrey(2, 2, new byte[]{10, 20, 30, 40}));
        assertThat(new SmallMotion(0.5, 0, 0, 1).apply(in, false).values()).containsExactly(10, 10, 30, 30);
        assertThat(new SmallMotion(0, 0.5, 0, 1).apply(in, false).values()).containsExactly(10, 20, 10, 20);
        assertThat(new SmallMotion(0.25, 0, 0, 1).apply(in, false).values()).containsExactly(10, 15, 30, 35);
        assertThat(new SmallMotion(5, 5, 0, 1).apply(in, false).values()).containsExactly(10, 10, 10, 10);
    }

    @Test
    void aQuarterTurnGoesClockwise() {
        Samples in = Samples.of(DecodedImage.ofGrey(3, 3, new byte[]{1, 2, 3, 4, 5, 6, 7, 8, 9}));
        assertThat(new SmallMotion(0, 0, Math.PI / 2, 1).apply(in, false).values())
                .containsExactly(7, 4, 1, 8, 5, 2, 9, 6, 3);
    }

    @Test
    void zoomingInShowsTheMiddleLarger() {
        Samples in = Samples.of(DecodedImage.ofGrey(3, 1, new byte[]{0, 100, 0}));
        assertThat(new SmallMotion(0, 0, 0, 2).apply(in, false).values()).containsExactly(50, 100, 50);
    }

    @Test
    void motionsAndCropsStayWithinWhatTheySay() {
        RandomGenerator random = AugmenterTest.random(5);
        for (int i = 0; i < 2_000; i++) {
            SmallMotion motion = SmallMotion.draw(28, 28, random);
            assertThat(Math.abs(motion.shiftX())).isLessThanOrEqualTo(0.07);
            assertThat(Math.abs(motion.shiftY())).isLessThanOrEqualTo(0.07);
            assertThat(Math.abs(motion.radians())).isLessThanOrEqualTo(Math.toRadians(10));
            assertThat(motion.zoom()).isBetween(0.9, 1.1);
            int width = random.nextInt(1, 60);
            int height = random.nextInt(1, 60);
            RandomCrop crop = RandomCrop.draw(width, height, random);
            assertThat(crop.left()).isBetween(0, width - crop.width());
            assertThat(crop.top()).isBetween(0, height - crop.height());
            assertThat(crop.width()).isBetween(1, width);
            assertThat(crop.height()).isBetween(1, height);
            RandomCrop large = RandomCrop.draw(1_000, 1_000, random);
            assertThat(large.width() * large.height() / 1e6).isBetween(0.398, 1.0);
        }
        assertThat(SmallMotion.draw(300, 1, random).radians()).isZero();
    }

    @Test
    void colourFactorsOfOneChangeNothing() {
        Samples in = Samples.of(AugmenterTest.noise(9, 9, 3));
        byte[] before = in.values().clone();
        new ColourJitter(1, 1, 1).apply(in);
        assertThat(in.values()).isEqualTo(before);
    }

    @Test
    void brightnessMultipliesContrastSpreadsAndSaturationPulls() {
        Samples bright = Samples.of(DecodedImage.ofGrey(3, 1, new byte[]{0, 100, (byte) 200}));
        new ColourJitter(1.4, 1, 1).apply(bright);
        assertThat(bright.values()).containsExactly(0, (byte) 140, (byte) 255);

        Samples spread = Samples.of(DecodedImage.ofGrey(2, 1, new byte[]{50, (byte) 150}));
        new ColourJitter(1, 0.6, 1).apply(spread);
        assertThat(spread.values()).containsExactly(70, (byte) 130);

        Samples pale = Samples.of(DecodedImage.ofRgb(1, 1, new byte[]{(byte) 200, 100, 0}));
        new ColourJitter(1, 1, 0.6).apply(pale);
        assertThat(pale.values()).containsExactly((byte) 160, 100, 40);
    }

    @Test
    void erasesAQuarterOfThePicturesAndNeverAllOfOne() {
        RandomGenerator random = AugmenterTest.random(11);
        int erased = 0;
        for (int i = 0; i < 4_000; i++) {
            Samples samples = Samples.of(AugmenterTest.noise(10, 10, i % 2 == 0 ? 1 : 3));
            byte[] before = samples.values().clone();
            Erasing.apply(samples, random);
            int changed = 0;
            for (int j = 0; j < before.length; j++) {
                changed += before[j] == samples.values()[j] ? 0 : 1;
            }
            erased += changed > 0 ? 1 : 0;
            assertThat(changed).isLessThanOrEqualTo(before.length / 3);
        }
        assertThat(erased).isBetween(1_000 - 165, 1_000 + 165); // six standard deviations
        Samples one = Samples.of(AugmenterTest.noise(1, 1, 1));
        byte before = one.values()[0];
        for (int i = 0; i < 200; i++) {
            Erasing.apply(one, random);
        }
        assertThat(one.values()[0]).isEqualTo(before);
    }
}
