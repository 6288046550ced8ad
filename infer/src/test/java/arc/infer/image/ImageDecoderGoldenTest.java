package arc.infer.image;

import static org.assertj.core.api.Assertions.assertThat;

import arc.infer.image.GoldenImages.Golden;
import arc.infer.image.Preprocessing.Channels;
import arc.infer.image.Preprocessing.Fit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.awt.image.Raster;
import java.util.List;

class ImageDecoderGoldenTest {

    static List<Golden> all() {
        return GoldenImages.all();
    }

    static List<Golden> withTensors() {
        return all().stream().filter(golden -> golden.row().has("tolerance_tensors_max_abs")).toList();
    }

    @Test
    void thereAreTwentyFivePictures() {
        assertThat(all()).hasSize(25);
    }

    @ParameterizedTest
    @MethodSource("all")
    void pixelsAreWithinTheTolerance(Golden golden) throws Exception {
        DecodedImage decoded = ImageDecoder.decode(golden.bytes(), golden.id());
        assertThat(decoded.widthPixels()).isEqualTo(golden.row().get("width").asInt());
        assertThat(decoded.heightPixels()).isEqualTo(golden.row().get("height").asInt());
        byte[] expected = golden.expectedBytes("rgb");
        byte[] actual = decoded.rgb();
        assertThat(actual).hasSameSizeAs(expected);
        int max = 0;
        double sum = 0;
        for (int i = 0; i < expected.length; i++) {
            int difference = Math.abs((expected[i] & 0xff) - (actual[i] & 0xff));
            max = Math.max(max, difference);
            sum += difference;
        }
        assertThat(max).isLessThanOrEqualTo(golden.row().get("tolerance_rgb").get("max_abs").asInt());
        assertThat(sum / expected.length)
                .isLessThanOrEqualTo(golden.row().get("tolerance_rgb").get("mean_abs").asDouble());
    }

    @ParameterizedTest
    @MethodSource("withTensors")
    void tensorsAreWithinTheTolerance(Golden golden) throws Exception {
        DecodedImage decoded = ImageDecoder.decode(golden.bytes(), golden.id());
        double tolerance = golden.row().get("tolerance_tensors_max_abs").asDouble();
        assertTensor(golden, decoded, "rgb-resize32", Channels.RGB, Fit.RESIZE, tolerance);
        assertTensor(golden, decoded, "grey-resize32", Channels.GREY, Fit.RESIZE, tolerance);
        assertTensor(golden, decoded, "rgb-pad32", Channels.RGB, Fit.PAD, 1e-6);
        assertTensor(golden, decoded, "grey-pad32", Channels.GREY, Fit.PAD, 1e-6);
    }

    private static void assertTensor(Golden golden, DecodedImage decoded, String kind, Channels channels, Fit fit,
            double tolerance) throws Exception {
        if (golden.expects(kind)) {
            Preprocessor preprocessor = new Preprocessor(
                    new Preprocessing(32, channels, fit, List.of(0.5), List.of(0.5)));
            float[] tensor = preprocessor.apply(decoded).toArrayCopy();
            assertThat(GoldenImages.maxAbsDifference(golden.expected(kind), tensor)).isLessThanOrEqualTo(tolerance);
        }
    }

    @Test
    void inksOfACmykJpegAreWithinTheTolerance() throws Exception {
        Golden golden = GoldenImages.expecting("cmyk").getFirst();
        Raster inks = JpegFile.parse(golden.bytes()).inks();
        int[] actual = inks.getPixels(0, 0, inks.getWidth(), inks.getHeight(), (int[]) null);
        double[] expected = golden.expected("cmyk");
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat((double) actual[i]).isBetween(expected[i] - 4, expected[i] + 4);
        }
    }
}
