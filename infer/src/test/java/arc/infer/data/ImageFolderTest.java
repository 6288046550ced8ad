package arc.infer.data;

import static arc.infer.data.DataFixtures.labels;
import static arc.infer.data.DataFixtures.open;
import static arc.infer.data.DataFixtures.paths;
import static arc.infer.data.DataFixtures.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import arc.infer.ArcException;
import arc.infer.file.Sha256;
import arc.infer.image.UnreadableImageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

class ImageFolderTest {

    @TempDir
    private Path folder;

    @Test
    void theFirstSubFolderIsTheLabel() {
        picture(folder.resolve("dog/b.png"), 1);
        picture(folder.resolve("dog/deep/er/a.png"), 2);
        picture(folder.resolve("cat/x.png"), 3);
        picture(folder.resolve("loose.png"), 4);
        ImageSource source = open(folder);
        assertThat(source.name()).isEqualTo(folder.toString());
        assertThat(paths(source)).containsExactly(folder + "/cat/x.png", folder + "/dog/b.png",
                folder + "/dog/deep/er/a.png", folder + "/loose.png");
        assertThat(labels(source)).containsExactly("cat", "dog", "dog", "-");
        assertThat(source.images().getFirst().metadata()).isEmpty();
        assertThat(source.validation()).isEmpty();
    }

    @Test
    void labelsEachImageByItsOwnFolderInWhateverOrderTheyAreMet() {
        for (int i = 0; i < 10; i++) {
            picture(folder.resolve("loose" + i + ".png"), 1);
            for (String name : List.of("cat", "dog", "cat/dog", "cat/dog/cow", "dog/cat")) {
                picture(folder.resolve(name + "/" + i + ".png"), 2);
            }
        }
        for (LabelledImage image : open(folder).images()) {
            String below = image.path().substring(folder.toString().length() + 1);
            assertThat(image.label().orElse("-")).as(below)
                    .isEqualTo(below.startsWith("loose") ? "-" : below.substring(0, 3));
        }
    }

    @Test
    void readsTheIdAndThePixelsOfAFile() throws Exception {
        Path file = picture(folder.resolve("a/x.png"), 77);
        ImageContent content = open(folder).images().getFirst().read();
        assertThat(content.id()).isEqualTo(Sha256.hex(Files.readAllBytes(file))).hasSize(64);
        assertThat(content.decode().sample(0, 0, 0)).isEqualTo(77);
    }

    @Test
    void subFoldersThatAreAllNamedLikeSplitsAreSplits() {
        picture(folder.resolve("train/dog/1.png"), 1);
        picture(folder.resolve("val/dog/2.png"), 2);
        picture(folder.resolve("test/cat/3.png"), 3);
        assertThat(paths(open(folder))).containsExactly(folder + "/train/dog/1.png");
        assertThat(labels(open(folder))).containsExactly("dog");
        assertThat(paths(open(folder, DefaultSplit.TEST))).containsExactly(folder + "/test/cat/3.png");
        assertThat(paths(open(folder + ":val"))).containsExactly(folder + "/val/dog/2.png");
        assertThat(open(folder + ":val").name()).isEqualTo(folder + ":val");
        assertThat(paths(open(folder + ":all"))).containsExactly(folder + "/train/dog/1.png",
                folder + "/val/dog/2.png", folder + "/test/cat/3.png");
        assertThat(paths(open(folder).validation().orElseThrow())).containsExactly(folder + "/val/dog/2.png");
        assertThat(open(folder + ":test").validation()).isEmpty();
    }

    @Test
    void aClassMayBeCalledTrain() {
        picture(folder.resolve("train/1.png"), 1);
        picture(folder.resolve("plane/2.png"), 2);
        assertThat(labels(open(folder))).containsExactly("plane", "train");
        assertThatThrownBy(() -> open(folder + ":train")).isInstanceOf(ArcException.class)
                .hasMessageStartingWith(folder + " has no train split: only data sets, and folders with sub-folders "
                        + "train, val and test, have splits.");
        assertThat(paths(open(folder + ":all"))).isEqualTo(paths(open(folder)));
    }

    @Test
    void namesTheSplitsThereAreWhenOneIsMissing() {
        picture(folder.resolve("train/dog/1.png"), 1);
        picture(folder.resolve("val/dog/2.png"), 2);
        assertThatThrownBy(() -> open(folder, DefaultSplit.TEST)).isInstanceOf(ArcException.class)
                .hasMessage(folder + " has no test split; it has train and val.\nTry " + folder + ":train, or "
                        + folder + ":all for everything");
    }

    @Test
    void otherFilesAreNoImagesUnlessTheirContentSaysSo() throws Exception {
        Files.write(folder.resolve("README.md"), "words".getBytes(StandardCharsets.UTF_8));
        Files.write(folder.resolve("labels.csv"), "path\nx.png\n".getBytes(StandardCharsets.UTF_8));
        Files.createFile(folder.resolve("empty"));
        picture(folder.resolve("no-extension"), 1);
        picture(folder.resolve("wrong.txt"), 2);
        Files.write(folder.resolve("broken.JPG"), "words".getBytes(StandardCharsets.UTF_8));
        assertThat(paths(open(folder))).containsExactly(folder + "/broken.JPG", folder + "/no-extension",
                folder + "/wrong.txt");
        assertThat(open(folder).images().get(2).decode().sample(0, 0, 0)).isEqualTo(2);
        assertThatThrownBy(() -> open(folder).images().getFirst().read().decode())
                .isInstanceOf(UnreadableImageException.class)
                .hasMessageStartingWith(folder + "/broken.JPG: not an image arc can read (no known format");
    }

    @Test
    void hiddenFilesAndFoldersAreLeftOut() {
        picture(folder.resolve("a/1.png"), 1);
        picture(folder.resolve("a/.2.png"), 2);
        picture(folder.resolve(".thumbnails/3.png"), 3);
        assertThat(paths(open(folder))).containsExactly(folder + "/a/1.png");
    }

    @Test
    void aHiddenFolderCanBeNamedItself() {
        picture(folder.resolve(".photos/a/1.png"), 1);
        assertThat(labels(open(folder.resolve(".photos")))).containsExactly("a");
    }

    @Test
    void linksAreFollowedAndLoopsEnd() throws Exception {
        picture(folder.resolve("a/1.png"), 1);
        Files.createSymbolicLink(folder.resolve("a/up"), folder);
        Files.createSymbolicLink(folder.resolve("b"), folder.resolve("a"));
        Files.createSymbolicLink(folder.resolve("c.png"), folder.resolve("gone.png"));
        ImageSource source = open(folder);
        assertThat(paths(source)).contains(folder + "/a/1.png", folder + "/b/1.png", folder + "/c.png");
        LabelledImage gone = source.images().stream().filter(image -> image.path().endsWith("/c.png")).findFirst()
                .orElseThrow();
        assertThatThrownBy(gone::read).isInstanceOf(UnreadableImageException.class)
                .hasMessage(folder + "/c.png: cannot be read: no such file or folder");
    }

    @Test
    void aFolderThatCannotBeListedIsReportedWhenItIsRead() throws Exception {
        assumeTrue(!System.getProperty("user.name").equals("root"), "nothing is closed to root");
        picture(folder.resolve("a.png"), 1);
        Path secret = Files.createDirectories(folder.resolve("secret"));
        Files.setPosixFilePermissions(secret, Set.of());
        LabelledImage unlisted = open(folder).images().getLast();
        assertThat(unlisted.label()).isEmpty();
        assertPassedOver(unlisted, secret, "cannot be listed: permission denied");
    }

    @Test
    void whatIsNamedAsAnImageAndIsNoneIsReportedWhenItIsRead() throws Exception {
        picture(folder.resolve("a.png"), 1);
        Path empty = Files.createDirectories(folder.resolve("b.png"));
        Path circle = Files.createSymbolicLink(folder.resolve("c.png"), folder);
        picture(folder.resolve("d.png/inside.png"), 2);
        Path pipe = folder.resolve("e.png");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        List<LabelledImage> images = open(folder).images();
        assertThat(images).extracting(LabelledImage::path).containsExactly(folder + "/a.png", empty.toString(),
                circle.toString(), folder + "/d.png/inside.png", pipe.toString());
        assertPassedOver(images.get(1), empty, "it is a folder");
        assertPassedOver(images.get(2), circle, "it is a link to a folder that it is in");
        assertPassedOver(images.get(4), pipe, "it is not a regular file");
    }

    @Test
    void namesThatAreNotInUnicodeAreReportedWhenTheyAreRead() throws Exception {
        picture(folder.resolve("a.png"), 1);
        String script = "cd \"$0\" && cp a.png \"$(printf 'x\\351.png')\" && cp a.png \"$(printf 'x\\350.png')\"";
        assertThat(new ProcessBuilder("sh", "-c", script, folder.toString()).start().waitFor()).isZero();
        List<LabelledImage> images = open(folder).images();
        assumeTrue(images.get(1).path().contains("\uFFFD"), "names are read as UTF-8");
        assertThat(images).hasSize(3);
        for (LabelledImage image : images.subList(1, 3)) {
            assertPassedOver(image, folder.resolve("x\uFFFD.png"), "its name is not in UTF-8: rename it");
        }
    }

    private static void assertPassedOver(LabelledImage image, Path path, String why) {
        assertThatThrownBy(image::read).isInstanceOf(UnreadableImageException.class).hasMessage(path + ": " + why);
    }

    @Test
    void anEmptyFolderIsAFailure() throws Exception {
        Files.createDirectories(folder.resolve("b"));
        assertThatThrownBy(() -> open(folder)).isInstanceOf(ArcException.class)
                .hasMessage(folder + " holds no images (arc reads PNG, JPEG, BMP, GIF, WebP and TIFF)")
                .satisfies(e -> assertThat(((ArcException) e).kind()).isEqualTo(ArcException.Kind.FAILURE));
    }

    @Test
    void namesMayHoldSpacesNewlinesAndAnyLetters() {
        picture(folder.resolve("grüße und\nmehr/猫 1.png"), 9);
        ImageSource source = open(folder);
        assertThat(labels(source)).containsExactly("grüße und\nmehr");
        assertThat(source.images()).extracting(LabelledImage::metadata).isEqualTo(List.of(Map.of()));
    }
}
