package arc.cli.plot;

import static org.assertj.core.api.Assertions.assertThat;

import arc.infer.data.LabelledImage;
import arc.infer.projection.Projection;
import org.junit.jupiter.api.Test;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

class PlotPartsTest {

    private static int pixels(BufferedImage picture, Color color) {
        return (int) IntStream.range(0, picture.getWidth() * picture.getHeight())
                .filter(i -> picture.getRGB(i % picture.getWidth(), i / picture.getWidth()) == color.getRGB()).count();
    }

    @Test
    void drawsEveryClassInItsColour() {
        Scatter scatter = Scatters.clouds(2, 20, "cat", "dog", "owl");
        BufferedImage picture = ScatterPicture.of(scatter);

        for (int number = 0; number < 3; number++) {
            assertThat(pixels(picture, Palette.colour(scatter.classes(), number))).isGreaterThan(20 * 40);
        }
        assertThat(pixels(ScatterPicture.of(Scatters.clouds(3, 20, "cat")), Color.WHITE)).isGreaterThan(1_000_000);
    }

    @Test
    void listsAsManyClassesAsThereIsRoomForAndCountsTheOthers() {
        String[] many = new String[200];
        Arrays.setAll(many, i -> "a class with a name that is much too long for any legend " + i);
        assertThat(pixels(ScatterPicture.of(Scatters.clouds(2, 2, many)), Color.WHITE)).isGreaterThan(500_000);
    }

    @Test
    void tellsFiftyClassesApart() {
        String[] many = new String[50];
        Arrays.setAll(many, i -> Integer.toString(i));
        PointClasses classes = Scatters.clouds(2, 1, many).classes();
        Set<String> looks = new HashSet<>();
        for (int number = 0; number < 50; number++) {
            looks.add(Palette.hex(Palette.colour(classes, number)) + Palette.shape(classes, number));
        }
        assertThat(looks).hasSize(50);
    }

    @Test
    void putsPointsWithoutALabelLastEvenWhereThatIsALabel() {
        PointClasses classes = PointClasses.of(Arrays.asList("z", null, PointClasses.NONE));

        assertThat(classes.names()).containsExactly("no label", "z", "no label");
        assertThat(List.of(classes.of(0), classes.of(1), classes.of(2))).containsExactly(1, 2, 0);
        assertThat(classes.label(1)).isEmpty();
        assertThat(classes.label(2)).isEqualTo("no label");
        assertThat(classes.isNone(0)).isFalse();
        assertThat(classes.isNone(2)).isTrue();
    }

    @Test
    void putsEachPictureIntoTheMiddleOfItsCell() throws IOException {
        List<Optional<LabelledImage>> pictures = List.of(Optional.of(Scatters.picture(10, 10, 0xff0000)),
                Optional.of(Scatters.picture(400, 100, 0x00ff00)), Optional.empty());
        Sheet sheet = Thumbnails.of(3, pictures::get, 2, done -> {}).orElseThrow();

        assertThat(sheet.cellPixels()).isEqualTo(64);
        assertThat(sheet.columns()).isEqualTo(2);
        assertThat(sheet.missing()).containsExactly(2);
        assertThat(sheet.type()).isEqualTo("image/png");
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(sheet.file()));
        assertThat(image.getRGB(32, 32)).isEqualTo(0xffff0000);
        assertThat(image.getRGB(26, 32)).isEqualTo(0xffffffff);
        assertThat(image.getRGB(64, 32)).isEqualTo(0xff00ff00);
        assertThat(image.getRGB(64, 20)).isEqualTo(0xffffffff);
        assertThat(image.getRGB(32, 96)).isEqualTo(0xffffffff);
    }

    @Test
    void makesPicturesSmallerWhereThereAreMany() {
        LabelledImage large = Scatters.picture(80, 80, 0x123456);
        assertThat(sheetOf(2_500, large).orElseThrow().cellPixels()).isEqualTo(64);
        assertThat(sheetOf(2_501, large).orElseThrow().cellPixels()).isEqualTo(48);
        assertThat(sheetOf(40_000, large).orElseThrow().cellPixels()).isEqualTo(16);
        assertThat(sheetOf(40_001, large)).isEmpty();
        assertThat(Thumbnails.of(5, i -> Optional.empty(), 1, done -> {})).isEmpty();
    }

    private static Optional<Sheet> sheetOf(int count, LabelledImage picture) {
        return Thumbnails.of(count, i -> i == 0 ? Optional.of(picture) : Optional.empty(), 2, done -> {});
    }

    @Test
    void cutsTextThatIsTooWide() {
        BufferedImage picture = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        var metrics = picture.createGraphics().getFontMetrics();
        assertThat(PictureText.fitted("a\nb", metrics, 1000)).isEqualTo("a b");
        String cut = PictureText.fitted("much too long a name", metrics, 60);
        assertThat(cut).startsWith("mu").endsWith("…");
        assertThat(metrics.stringWidth(cut)).isLessThanOrEqualTo(60);
    }

    @Test
    void seesAPointAheadAboveOneBehind() {
        Scatter corners = Scatters.of(new Projection(3, new double[]{-1, -1, -1, 1, 1, 1}), Arrays.asList("a", "b"));
        Viewpoint view = new Viewpoint(corners, 0, 0, 100, 100);
        assertThat(view.place(0, 0, 0)).containsExactly(50, 50, 0);
        assertThat(view.place(0, 0, 1)[1]).isLessThan(50);
        assertThat(view.place(0, -1, 0)[2]).isPositive();
        assertThat(view.place(0, 1, 0)[2]).isNegative();
    }
}
