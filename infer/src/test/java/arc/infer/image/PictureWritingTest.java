package arc.infer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.image.Preprocessing.Channels;
import arc.infer.image.Preprocessing.Fit;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

class PictureWritingTest {

    private static final Preprocessing RGB8 = new Preprocessing(8, Channels.RGB, Fit.PAD, List.of(0.485, 0.456, 0.406),
            List.of(0.229, 0.224, 0.225));
    private static final Preprocessing GREY8 = new Preprocessing(8, Channels.GREY, Fit.PAD, List.of(0.1307),
            List.of(0.3081));

    @Test
    void aColourPictureComesBackToTheLastBit() throws Exception {
        DecodedImage image = DecodedImage.ofRgb(31, 7, noise(31 * 7 * 3));
        assertThat(ImageDecoder.decode(png(image), "x").rgb()).isEqualTo(image.rgb());
    }

    @Test
    void aGreyPictureComesBackToTheLastBitFromOneChannel() throws Exception {
        DecodedImage image = DecodedImage.ofGrey(16, 16, ramp());
        byte[] png = png(image);
        assertThat(png[25]).as("colour type").isZero();
        assertThat(ImageDecoder.decode(png, "x").rgb()).isEqualTo(image.rgb());
    }

    @Test
    void aTensorShowsThePixelsItWasMadeOf() throws Exception {
        DecodedImage image = DecodedImage.ofRgb(8, 8, noise(8 * 8 * 3));
        InputTensor tensor = new Preprocessor(RGB8).apply(image);
        assertThat(TensorPicture.of(List.of(tensor), RGB8).rgb()).isEqualTo(image.rgb());
    }

    @Test
    void severalTensorsStandInAGridWithGreyBetween() throws Exception {
        DecodedImage white = DecodedImage.ofGrey(8, 8, filled(64, 255));
        List<InputTensor> tensors = Collections.nCopies(3, new Preprocessor(GREY8).apply(white));
        DecodedImage grid = TensorPicture.of(tensors, GREY8);
        assertThat(List.of(grid.widthPixels(), grid.heightPixels())).containsExactly(18, 18);
        assertThat(grid.sample(7, 7, 0)).isEqualTo(255);
        assertThat(grid.sample(8, 7, 0)).as("gap").isEqualTo(128);
        assertThat(grid.sample(10, 0, 2)).isEqualTo(255);
        assertThat(grid.sample(0, 10, 1)).isEqualTo(255);
        assertThat(grid.sample(10, 10, 1)).as("free place").isEqualTo(128);
    }

    @Test
    void refusesNothingAndOtherShapes() {
        InputTensor four = new InputTensor(1, 4, new float[16]);
        assertThatThrownBy(() -> TensorPicture.of(List.of(), GREY8)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a picture shows at least one input, got none");
        assertThatThrownBy(() -> TensorPicture.of(List.of(four), GREY8)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected an input of 1x8x8, got 1x4x4");
    }

    private static byte[] png(DecodedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PngWriter.write(image, out);
        return out.toByteArray();
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(5).nextBytes(bytes);
        return bytes;
    }

    private static byte[] ramp() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < 256; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
