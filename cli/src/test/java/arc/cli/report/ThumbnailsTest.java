package arc.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import arc.infer.image.DecodedImage;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;

class ThumbnailsTest {

    private static DecodedImage grey(int width, int height) {
        return DecodedImage.ofGrey(width, height, new byte[width * height]);
    }

    private static String size(DecodedImage picture) throws IOException {
        String source = new Thumbnails().of(picture).orElseThrow();
        var image = ImageIO.read(new ByteArrayInputStream(
                Base64.getDecoder().decode(source.substring("data:image/png;base64,".length()))));
        return image.getWidth() + "x" + image.getHeight();
    }

    @Test
    void makesLargePicturesSmallerAndLeavesSmallOnes() throws IOException {
        assertThat(size(grey(224, 100))).isEqualTo("224x100");
        assertThat(size(grey(448, 100))).isEqualTo("224x50");
        assertThat(size(grey(1, 2000))).isEqualTo("1x224");
    }

    @Test
    void stopsWhenThePageIsFull() {
        Thumbnails thumbnails = new Thumbnails(100);
        assertThat(thumbnails.isFull()).isFalse();
        assertThat(thumbnails.of(grey(50, 50))).isPresent();
        assertThat(thumbnails.isFull()).isTrue();
        assertThat(thumbnails.of(grey(50, 50))).isEmpty();
    }
}
