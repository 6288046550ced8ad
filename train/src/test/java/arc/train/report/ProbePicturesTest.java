package arc.train.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.image.DecodedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

class ProbePicturesTest {

    @TempDir
    private Path run;

    @Test
    void readsWhatItWrites() throws IOException {
        ProbePictures pictures = new ProbePictures(run);
        pictures.write(17, ProbePictures.Side.PROBE, picture(96, 3));
        byte[] png = pictures.read(17, ProbePictures.Side.PROBE).orElseThrow();
        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(96);
        assertThat(pictures.read(17, ProbePictures.Side.NEAREST)).isEmpty();
        assertThat(run.resolve("probes").toFile().list()).containsExactly("00017-probe.png");
    }

    @Test
    void refusesLargePictures() {
        assertThatThrownBy(() -> new ProbePictures(run).write(0, ProbePictures.Side.NEAREST, picture(3, 97)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a picture must be at most 96 pixels wide and high, got 3x97");
    }

    @Test
    void clearsItsOwnPicturesOnly() throws IOException {
        ProbePictures pictures = new ProbePictures(run);
        pictures.clear();
        pictures.write(1, ProbePictures.Side.PROBE, picture(2, 2));
        pictures.write(1, ProbePictures.Side.NEAREST, picture(2, 2));
        Path own = Files.writeString(run.resolve("probes/notes.txt"), "mine");
        pictures.clear();
        assertThat(run.resolve("probes").toFile().list()).containsExactly("notes.txt");
        assertThat(own).hasContent("mine");
    }

    private static DecodedImage picture(int width, int height) {
        return DecodedImage.ofGrey(width, height, new byte[width * height]);
    }
}
