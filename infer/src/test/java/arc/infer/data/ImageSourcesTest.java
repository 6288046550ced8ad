package arc.infer.data;

import static arc.infer.data.DataFixtures.open;
import static arc.infer.data.DataFixtures.paths;
import static arc.infer.data.DataFixtures.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import arc.infer.ArcException.Kind;
import arc.infer.file.Sha256;
import arc.infer.image.UnreadableImageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class ImageSourcesTest {

    @TempDir
    private Path folder;

    @Test
    void anUnknownNameIsAUsageErrorThatListsTheKnownOnes() {
        assertFails("emnist", Kind.USAGE,
                "unknown data set 'emnist': arc knows fashion-mnist and mnist, and there is no "
                        + "file or folder of that name.\nFor a path write ./emnist");
        assertFails("emnist:train", Kind.USAGE, "unknown data set 'emnist': arc knows fashion-mnist and mnist, and "
                + "there is no file or folder of that name.\nFor a path write ./emnist");
    }

    @Test
    void aMissingPathIsAFailureThatNamesIt() {
        assertFails("./emnist", Kind.FAILURE, "./emnist: no such file or folder");
        assertFails("photo.jpg", Kind.FAILURE, "photo.jpg: no such file or folder");
        assertFails("/no/such:place", Kind.FAILURE, "/no/such:place: no such file or folder");
    }

    @Test
    void aMalformedSplitIsAUsageError() {
        assertFails("mnist:tset", Kind.USAGE, "unknown split 'tset' in mnist:tset: expected train, val, test or all");
        assertFails("mnist:", Kind.USAGE, "unknown split '' in mnist:: expected train, val, test or all");
        assertFails("mnist:TRAIN", Kind.USAGE,
                "unknown split 'TRAIN' in mnist:TRAIN: expected train, val, test or all");
        assertFails(folder + ":tset", Kind.USAGE,
                "unknown split 'tset' in " + folder + ":tset: expected train, val, test or all");
    }

    @Test
    void mnistHasNoValidationSplit() {
        assertFails("mnist:val", Kind.FAILURE,
                "mnist has no val split; it has train and test.\nTry mnist:train, or mnist:all for everything");
    }

    @Test
    void aPathThatExistsIsThatPathColonsAndAll() {
        picture(folder.resolve("a:train/x/1.png"), 1);
        picture(folder.resolve("a/x/2.png"), 2);
        assertThat(paths(open(folder.resolve("a:train")))).containsExactly(folder + "/a:train/x/1.png");
        assertThat(paths(open(folder.resolve("a")))).containsExactly(folder + "/a/x/2.png");
        assertThat(paths(open(folder.resolve("a:train") + ":all"))).containsExactly(folder + "/a:train/x/1.png");
    }

    @Test
    void aSingleFileIsOneImageWithoutALabel() throws Exception {
        Path file = picture(folder.resolve("x.png"), 33);
        ImageSource source = open(folder + "/./x.png");
        assertThat(source.name()).isEqualTo(file.toString());
        assertThat(paths(source)).containsExactly(file.toString());
        assertThat(source.images().getFirst().label()).isEmpty();
        assertThat(source.images().getFirst().decode().sample(0, 0, 0)).isEqualTo(33);
    }

    @Test
    void aRowOfADataSetIsOneImage() throws Exception {
        ImageSource row = open("mnist:test/00017");
        assertThat(paths(row)).containsExactly("mnist:test/00017");
        assertThat(row.images().getFirst().read().id()).isEqualTo(open("mnist:test").images().get(17).read().id());
        assertFails("mnist:test/10000", Kind.FAILURE, "mnist:test has no row 10000: its rows are 0 to 9999");
    }

    @Test
    void noNameIsNotTheWorkingFolder() {
        assertFails("", Kind.USAGE, "a name of no characters names no data");
    }

    @Test
    void standardInputIsOneImage() throws Exception {
        byte[] bytes = Files.readAllBytes(picture(folder.resolve("x.png"), 12));
        ImageSource source = ImageSources.open("-", DefaultSplit.TEST, List.of(), new ByteArrayInputStream(bytes));
        assertThat(paths(source)).containsExactly("-");
        LabelledImage image = source.images().getFirst();
        assertThat(image.read().id()).isEqualTo(Sha256.hex(bytes));
        assertThat(image.decode().sample(0, 0, 0)).isEqualTo(12);
        assertThat(image.decode().sample(0, 0, 0)).as("read a second time").isEqualTo(12);
    }

    @Test
    void nothingOnStandardInputIsAnUnreadableImage() {
        ImageSource source = ImageSources.open("-", DefaultSplit.TEST, List.of(),
                new ByteArrayInputStream(new byte[0]));
        assertThatThrownBy(() -> source.images().getFirst().decode()).isInstanceOf(UnreadableImageException.class)
                .hasMessage("standard input: not an image arc can read (it is empty, 0 bytes)");
    }

    @Test
    void standardInputIsRefusedWhereADataSetIsNeeded() {
        assertFails("-", Kind.USAGE, "-: standard input is one image; name a data set");
    }

    @Test
    void knowsTwoDataSets() {
        assertThat(KnownDataSet.all()).extracting(KnownDataSet::name).containsExactly("fashion-mnist", "mnist");
        assertThat(KnownDataSet.all()).allSatisfy(known -> {
            assertThat(known.classNames()).hasSize(10);
            assertThat(known.trainCount()).isEqualTo(60_000);
            assertThat(known.testCount()).isEqualTo(10_000);
        });
        assertThat(KnownDataSet.named("mnist").orElseThrow().folder(List.of(folder))).isEmpty();
    }

    private static void assertFails(String spec, Kind kind, String message) {
        assertThatThrownBy(() -> open(spec)).isInstanceOf(ArcException.class).hasMessage(message)
                .satisfies(e -> assertThat(((ArcException) e).kind()).isEqualTo(kind));
    }
}
