package arc.infer.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

/** Decodes the seeds; with JAZZER_FUZZ=1, whatever Jazzer makes of them. */
class ImageDecoderFuzzTest {

    static Stream<byte[]> pictures() {
        return Stream.concat(BrokenImagesTest.sound().stream().map(BrokenImagesTest.Sound::bytes),
                GoldenImages.all().stream().map(GoldenImages.Golden::bytes));
    }

    @MethodSource("pictures")
    @FuzzTest(maxDuration = "10m")
    void givesAPictureOrARefusal(byte[] bytes) {
        try {
            DecodedImage decoded = ImageDecoder.decode(bytes, "x");
            assertThat((long) decoded.widthPixels() * decoded.heightPixels()).isBetween(1L,
                    (long) ImageDecoder.MAX_PIXELS);
        } catch (UnreadableImageException e) {
            assertThat(e).hasMessageStartingWith("x: not an image arc can read (");
        }
    }
}
