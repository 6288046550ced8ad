package arc.infer.data;

import static arc.infer.data.DataFixtures.gzip;
import static arc.infer.data.DataFixtures.idxImages;
import static arc.infer.data.DataFixtures.idxLabels;
import static arc.infer.data.DataFixtures.labels;
import static arc.infer.data.DataFixtures.open;
import static arc.infer.data.DataFixtures.paths;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import arc.infer.SharedFolder;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

class IdxFolderTest {

    private static final byte[] THREE_IMAGES = idxImages(2051, 3, 2, 4, 24);
    private static final byte[] THREE_LABELS = idxLabels(2049, 3, 0, 1, 255);

    @TempDir
    private Path temp;

    private Path folder() throws IOException {
        return Files.createDirectories(temp.resolve("letters"));
    }

    private void train(byte[] images, byte[] labels) throws IOException {
        Files.write(folder().resolve("train-images-idx3-ubyte"), images);
        Files.write(folder().resolve("train-labels-idx1-ubyte"), labels);
    }

    @Test
    void readsPlainFiles() throws Exception {
        train(THREE_IMAGES, THREE_LABELS);
        ImageSource train = open(folder());
        assertThat(train.name()).isEqualTo("letters:train");
        assertThat(paths(train)).containsExactly("letters:train/00000", "letters:train/00001", "letters:train/00002");
        assertThat(labels(train)).containsExactly("0", "1", "255");
        assertThat(train.images().get(1).decode().widthPixels()).isEqualTo(4);
        assertThat(train.images().get(1).decode().heightPixels()).isEqualTo(2);
        assertThat(train.images().get(1).decode().sample(3, 1, 0)).isEqualTo(15);
    }

    @Test
    void theIdTellsHeightFromWidth() throws Exception {
        train(idxImages(2051, 1, 2, 4, 8), idxLabels(2049, 1, 0));
        String wide = open(folder()).images().getFirst().read().id();
        train(idxImages(2051, 1, 4, 2, 8), idxLabels(2049, 1, 0));
        assertThat(open(folder()).images().getFirst().read().id()).isNotEqualTo(wide).matches("[0-9a-f]{64}");
    }

    @Test
    void readsPackedFilesAndDotsInTheNames() throws Exception {
        Files.write(folder().resolve("t10k-images.idx3-ubyte.gz"), gzip(THREE_IMAGES));
        Files.write(folder().resolve("t10k-labels-idx1-ubyte.gz"), gzip(THREE_LABELS));
        ImageSource test = open(folder(), DefaultSplit.TEST);
        assertThat(paths(test)).first().isEqualTo("letters:test/00000");
        assertThat(paths(open(folder() + ":all"))).isEqualTo(paths(test));
    }

    @Test
    void namesTheSplitThatIsMissing() throws Exception {
        train(THREE_IMAGES, THREE_LABELS);
        assertFailure(folder() + ":test").hasMessage("letters has no test split; it has train.\n"
                + "Try letters:train, or letters:all for everything");
        assertFailure(folder() + ":val").hasMessageStartingWith("letters has no val split; it has train.");
    }

    @Test
    void namesTheFileThatIsMissing() throws Exception {
        Files.write(folder().resolve("train-images-idx3-ubyte"), THREE_IMAGES);
        assertFailure(folder())
                .hasMessage(folder() + " has no train-labels-idx1-ubyte (plain or .gz), the train labels "
                        + "of an IDX data set");
    }

    @Test
    void refusesAWrongMagicNumber() throws Exception {
        train(THREE_LABELS, THREE_LABELS);
        assertFailure(folder()).hasMessage(
                images() + " is not an IDX file of images: expected magic number 2051, found 2049");
        train(THREE_IMAGES, THREE_IMAGES);
        assertFailure(folder()).hasMessageEndingWith(
                "train-labels-idx1-ubyte is not an IDX file of labels: expected magic number 2049, found 2051");
    }

    @Test
    void refusesATruncatedFile() throws Exception {
        train(Arrays.copyOf(THREE_IMAGES, THREE_IMAGES.length - 1), THREE_LABELS);
        assertFailure(folder()).hasMessage(
                images() + " is cut short: its header promises 24 pixels, found 23; get the whole file again");
        train(Arrays.copyOf(THREE_IMAGES, 10), THREE_LABELS);
        assertFailure(folder()).hasMessage(images() + " is cut short: get the whole file again");
        train(THREE_IMAGES, Arrays.copyOf(THREE_LABELS, 9));
        assertFailure(folder()).hasMessageEndingWith("its header promises 3 labels, found 1; get the whole file again");
    }

    @Test
    void refusesAFileThatGoesOn() throws Exception {
        train(Arrays.copyOf(THREE_IMAGES, THREE_IMAGES.length + 1), THREE_LABELS);
        assertFailure(folder()).hasMessage(images()
                + " goes on after the 24 pixels that its header promises: header and content don't fit");
    }

    @Test
    void refusesATruncatedOrBrokenGzipFile() throws Exception {
        byte[] packed = gzip(THREE_IMAGES);
        Files.write(folder().resolve("train-images-idx3-ubyte.gz"), Arrays.copyOf(packed, packed.length - 12));
        Files.write(folder().resolve("train-labels-idx1-ubyte.gz"), gzip(THREE_LABELS));
        assertFailure(folder()).hasMessage(images() + ".gz is cut short: get the whole file again");
        Files.write(folder().resolve("train-images-idx3-ubyte.gz"), THREE_IMAGES);
        assertFailure(folder()).hasMessage(
                images() + ".gz is not a sound gzip file (Not in GZIP format): get it again");
    }

    @Test
    void refusesCountsThatDoNotMatch() throws Exception {
        train(THREE_IMAGES, idxLabels(2049, 2, 0, 1));
        assertFailure(folder()).hasMessage(
                "letters:train has 3 images but 2 labels: the two IDX files don't belong together");
    }

    @Test
    void takesNoMemoryForWhatAHeaderOnlyClaims() throws Exception {
        train(idxImages(2051, 2_000_000, 32, 32, 5), THREE_LABELS);
        assertFailure(folder()).hasMessageEndingWith("its header promises 2,048,000,000 pixels, found 5; get the whole "
                + "file again");
        train(idxImages(2051, Integer.MAX_VALUE, 16_384, 16_384, 5), THREE_LABELS);
        assertFailure(folder()).hasMessageContaining("more than the 2 GiB that arc reads of an IDX file");
        train(idxImages(2051, 1, 16_385, 1, 5), THREE_LABELS);
        assertFailure(folder()).hasMessageContaining("images of 1x16385 pixels are not plausible");
        train(idxImages(2051, -1, 1, 1, 5), THREE_LABELS);
        assertFailure(folder()).hasMessage(images() + " holds no images (count -1)");
    }

    @Test
    void aKnownDataSetRefusesALabelOutsideItsClasses() throws Exception {
        Path fashion = Files.createDirectories(temp.resolve("fashion-mnist"));
        Files.write(fashion.resolve("train-images-idx3-ubyte"), THREE_IMAGES);
        Files.write(fashion.resolve("train-labels-idx1-ubyte"), idxLabels(2049, 3, 0, 9, 10));
        assertThatThrownBy(() -> ImageSources.open("fashion-mnist", DefaultSplit.TRAIN, List.of(temp)))
                .isInstanceOf(ArcException.class)
                .hasMessageEndingWith("train-labels-idx1-ubyte: label 10 of row 2 is outside 0 to 9");
    }

    @Test
    void fashionMnistHasItsKnownCounts() {
        Path folders = SharedFolder.require("data");
        ImageSource train = ImageSources.open("fashion-mnist:train", DefaultSplit.TEST, List.of(temp, folders));
        ImageSource test = ImageSources.open("fashion-mnist", DefaultSplit.TEST, List.of(temp, folders));
        assertThat(paths(train)).hasSize(60_000).first().isEqualTo("fashion-mnist:train/00000");
        for (int label = 0; label < 10; label++) {
            assertThat(Collections.frequency(labels(train), Integer.toString(label))).isEqualTo(6000);
            assertThat(Collections.frequency(labels(test), Integer.toString(label))).isEqualTo(1000);
        }
    }

    @Test
    void saysWhereItLookedForFashionMnist() {
        assertThatThrownBy(() -> ImageSources.open("fashion-mnist", DefaultSplit.TEST, List.of(temp)))
                .isInstanceOf(ArcException.class)
                .hasMessage("fashion-mnist is not here: looked in " + temp + ".\nPut its four IDX files into a folder "
                        + "fashion-mnist and name the folder above it with --data-dir DIR or ARC_DATA=DIR")
                .satisfies(e -> assertThat(((ArcException) e).kind()).isEqualTo(ArcException.Kind.FAILURE));
    }

    private String images() {
        return temp.resolve("letters/train-images-idx3-ubyte").toString();
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertFailure(Object spec) {
        return assertThatThrownBy(() -> open(spec)).isInstanceOf(ArcException.class)
                .satisfies(e -> assertThat(((ArcException) e).kind()).isEqualTo(ArcException.Kind.FAILURE));
    }
}
