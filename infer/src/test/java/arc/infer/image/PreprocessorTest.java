package arc.infer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.image.GoldenImages.Golden;
import arc.infer.image.Preprocessing.Channels;
import arc.infer.image.Preprocessing.Fit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.SplittableRandom;

class PreprocessorTest {

    static List<Golden> luma() {
        return GoldenImages.expecting("luma");
    }

    static List<Golden> rgbResize() {
        return GoldenImages.expecting("rgb-resize32");
    }

    static List<Golden> greyResize() {
        return GoldenImages.expecting("grey-resize32");
    }

    static List<Golden> rgbPad() {
        return GoldenImages.expecting("rgb-pad32");
    }

    static List<Golden> greyPad() {
        return GoldenImages.expecting("grey-pad32");
    }

    @ParameterizedTest
    @MethodSource("luma")
    void lumaIsPillowsToTheLastBit(Golden golden) {
        assertThat(Luma.of(golden.perfectlyDecoded().rgb())).isEqualTo(golden.expectedBytes("luma"));
    }

    @ParameterizedTest
    @MethodSource("rgbResize")
    void resizesRgbToPillowsLastBit(Golden golden) throws Exception {
        assertTensor(golden, "rgb-resize32", Channels.RGB, Fit.RESIZE);
    }

    @ParameterizedTest
    @MethodSource("greyResize")
    void resizesGreyToPillowsLastBit(Golden golden) throws Exception {
        assertTensor(golden, "grey-resize32", Channels.GREY, Fit.RESIZE);
    }

    @ParameterizedTest
    @MethodSource("rgbPad")
    void padsRgbToTheLastBit(Golden golden) throws Exception {
        assertTensor(golden, "rgb-pad32", Channels.RGB, Fit.PAD);
    }

    @ParameterizedTest
    @MethodSource("greyPad")
    void padsGreyToTheLastBit(Golden golden) throws Exception {
        assertTensor(golden, "grey-pad32", Channels.GREY, Fit.PAD);
    }

    @Test
    void centresOnBlackWithTheOddPixelRightAndBelow() throws Exception {
        DecodedImage white = DecodedImage.ofGrey(1, 2, new byte[]{-1, -1});
        Preprocessor four = preprocessor(4, Channels.GREY, Fit.PAD, List.of(0.0), List.of(1.0));
        assertThat(four.apply(white).toArrayCopy()).containsExactly( //
                0, 0, 0, 0, //
                0, 1, 0, 0, //
                0, 1, 0, 0, //
                0, 0, 0, 0);
    }

    @Test
    void padTakesAPictureThatJustFitsAndRefusesOnePixelMore() throws Exception {
        Preprocessor pad = preprocessor(32, Channels.GREY, Fit.PAD, List.of(0.5), List.of(0.5));
        assertThat(pad.apply(noise(32, 32)).length()).isEqualTo(1024);
        assertThatThrownBy(() -> pad.apply(noise(33, 32), "photo.jpg")).isInstanceOf(UnreadableImageException.class)
                .hasMessage("photo.jpg: 33x32 pixels do not fit into 32x32, and this model pads and never shrinks; "
                        + "use a model with --fit resize")
                .satisfies(e -> assertThat(((UnreadableImageException) e).reason())
                        .isEqualTo(UnreadableImageException.Reason.TOO_LARGE));
        assertThatThrownBy(() -> pad.apply(noise(32, 33))).isInstanceOf(UnreadableImageException.class)
                .hasMessageStartingWith("picture: 32x33 pixels do not fit into 32x32");
    }

    @Test
    void scalesEveryChannelByItsOwnMeanAndStd() throws Exception {
        DecodedImage pixel = DecodedImage.ofRgb(1, 1, new byte[]{0, (byte) 128, (byte) 255});
        Preprocessor scale = preprocessor(1, Channels.RGB, Fit.RESIZE, List.of(0.485, 0.456, 0.406),
                List.of(0.229, 0.224, 0.225));
        assertThat(scale.apply(pixel).toArrayCopy()).containsExactly((float) (-0.485 / 0.229),
                (float) ((128 / 255.0 - 0.456) / 0.224), (float) ((1 - 0.406) / 0.225));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,700", "700,1", "31,33", "32,32", "64,16", "1000,3"})
    void resizesAnyShapeAndKeepsAFlatColour(int width, int height) throws Exception {
        byte[] rgb = new byte[width * height * 3];
        for (int i = 0; i < rgb.length; i += 3) {
            rgb[i] = 10;
            rgb[i + 1] = (byte) 200;
            rgb[i + 2] = (byte) 255;
        }
        Preprocessor resize = preprocessor(32, Channels.RGB, Fit.RESIZE, List.of(0.0), List.of(1 / 255.0));
        float[] values = resize.apply(DecodedImage.ofRgb(width, height, rgb)).toArrayCopy();
        for (int i = 0; i < 1024; i++) {
            assertThat(List.of(values[i], values[1024 + i], values[2048 + i])).containsExactly(10f, 200f, 255f);
        }
    }

    private static void assertTensor(Golden golden, String kind, Channels channels, Fit fit) throws Exception {
        Preprocessor preprocessor = preprocessor(32, channels, fit, List.of(0.5), List.of(0.5));
        InputTensor tensor = preprocessor.apply(golden.perfectlyDecoded());
        assertThat(tensor.channels()).isEqualTo(channels.count());
        assertThat(tensor.sizePixels()).isEqualTo(32);
        // One level of 255 is 0.0078: below 1e-6, every 8-bit sample is the peer's.
        assertThat(GoldenImages.maxAbsDifference(golden.expected(kind), tensor.toArrayCopy())).isLessThan(1e-6);
    }

    private static Preprocessor preprocessor(int size, Channels channels, Fit fit, List<Double> mean,
            List<Double> std) {
        return new Preprocessor(new Preprocessing(size, channels, fit, mean, std));
    }

    private static DecodedImage noise(int width, int height) {
        byte[] rgb = new byte[width * height * 3];
        new SplittableRandom(1).nextBytes(rgb);
        return DecodedImage.ofRgb(width, height, rgb);
    }
}
