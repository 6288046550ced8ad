package arc.infer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.image.Preprocessing.Channels;
import arc.infer.image.Preprocessing.Fit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

class ResamplingTest {

    /** Preprocessing that leaves samples as they are. */
    private static Preprocessing samples(int size, Channels channels, Fit fit, Interpolation interpolation) {
        return new Preprocessing(size, channels, fit, interpolation, List.of(0.0), List.of(1 / 255.0));
    }

    static List<String> cases() {
        return GoldenImages.lines("resampling/cases.tsv").stream().skip(1).toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void fitsPicturesToPillowsLastBit(String line) throws Exception {
        String[] cells = line.split("\t", -1);
        DecodedImage picture = ImageDecoder.decode(GoldenImages.resource("images/" + cells[0]), cells[0]);
        Channels channels = Channels.valueOf(cells[1].toUpperCase(Locale.ROOT));
        int size = Integer.parseInt(cells[4]);
        float[] found = new Preprocessor(samples(size, channels, Fit.valueOf(cells[2].toUpperCase(Locale.ROOT)),
                Interpolation.valueOf(cells[3].toUpperCase(Locale.ROOT)))).apply(picture).toArrayCopy();
        double[] expected = GoldenImages.npy(GoldenImages.resource("resampling/" + cells[5])); // [S, S, C]
        assertThat(found).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            int c = i % channels.count();
            int pixel = i / channels.count();
            assertThat(found[c * size * size + pixel]).as("channel %d of pixel %d", c, pixel)
                    .isEqualTo((float) expected[i]);
        }
    }

    @Test
    void aWindowIsAPartOfTheWhole() {
        byte[] picture = noise(31 * 23 * 3);
        for (Interpolation filter : Interpolation.values()) {
            byte[] whole = Resampling.to(filter, 17, 40).apply(picture, 31, 23, 3);
            byte[] window = new Resampling(filter, 17, 40, 5, 11, 9, 20).apply(picture, 31, 23, 3);
            for (int y = 0; y < 20; y++) {
                int from = ((11 + y) * 17 + 5) * 3;
                assertThat(Arrays.copyOfRange(window, y * 27, (y + 1) * 27)).as("row %d", y)
                        .isEqualTo(Arrays.copyOfRange(whole, from, from + 27));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,700", "700,1", "32,32", "64,16", "1000,3", "1,200000"})
    void cropsAnyShapeAndKeepsAFlatColour(int width, int height) throws Exception {
        byte[] grey = new byte[width * height];
        Arrays.fill(grey, (byte) 200);
        for (Interpolation filter : Interpolation.values()) {
            float[] values = new Preprocessor(samples(32, Channels.RGB, Fit.CROP, filter))
                    .apply(DecodedImage.ofGrey(width, height, grey)).toArrayCopy();
            assertThat(values).hasSize(3 * 32 * 32).containsOnly(200f);
        }
    }

    @ParameterizedTest
    @CsvSource({"2,0", "3,0", "4,1", "5,2", "6,2", "7,2", "8,3"})
    void keepsTheMiddleWithTheEvenMarginOnTheLeftAndAbove(int length, int margin) throws Exception {
        byte[] ramp = new byte[2 * length];
        for (int i = 0; i < length; i++) {
            ramp[i] = (byte) i;
            ramp[length + i] = (byte) i;
        }
        Preprocessor crop = new Preprocessor(samples(2, Channels.GREY, Fit.CROP, Interpolation.BILINEAR));
        assertThat(crop.apply(DecodedImage.ofGrey(length, 2, ramp)).toArrayCopy()).containsExactly(margin, margin + 1,
                margin, margin + 1);
        byte[] upright = new byte[2 * length];
        for (int i = 0; i < 2 * length; i++) {
            upright[i] = (byte) (i / 2);
        }
        assertThat(crop.apply(DecodedImage.ofGrey(2, length, upright)).toArrayCopy()).containsExactly(margin, margin,
                margin + 1, margin + 1);
    }

    @Test
    void givesBgrTheMeanAndStdOfItsOwnOrder() throws Exception {
        DecodedImage pixel = DecodedImage.ofRgb(1, 1, new byte[]{0, (byte) 128, (byte) 255});
        Preprocessor bgr = new Preprocessor(new Preprocessing(1, Channels.BGR, Fit.RESIZE, List.of(0.1, 0.2, 0.3),
                List.of(1.0, 2.0, 4.0)));
        assertThat(bgr.apply(pixel).toArrayCopy()).containsExactly((float) (1 - 0.1),
                (float) ((128 / 255.0 - 0.2) / 2), (float) (-0.3 / 4));
    }

    @Test
    void showsBgrInItsTrueColours() throws Exception {
        DecodedImage image = DecodedImage.ofRgb(8, 8, noise(8 * 8 * 3));
        Preprocessing bgr = new Preprocessing(8, Channels.BGR, Fit.PAD, List.of(0.4, 0.5, 0.6), List.of(0.2, 0.3, 0.5));
        InputTensor tensor = new Preprocessor(bgr).apply(image);
        assertThat(TensorPicture.of(List.of(tensor), bgr).rgb()).isEqualTo(image.rgb());
    }

    @Test
    void padTakesNoInterpolation() {
        assertThat(samples(8, Channels.GREY, Fit.PAD, Interpolation.BILINEAR))
                .isEqualTo(new Preprocessing(8, Channels.GREY, Fit.PAD, List.of(0.0), List.of(1 / 255.0)));
        assertThatThrownBy(() -> samples(8, Channels.GREY, Fit.PAD, Interpolation.BICUBIC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("fit pad resizes nothing, so it takes no interpolation, got bicubic");
    }

    private static byte[] noise(int length) {
        byte[] samples = new byte[length];
        new SplittableRandom(1).nextBytes(samples);
        return samples;
    }
}
