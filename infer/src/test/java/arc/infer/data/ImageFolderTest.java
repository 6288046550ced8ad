package arc.infer.data;

import static arc.infer.data.DataFixtures.labels;
import static arc.infer.data.DataFixtures.open;
import static arc.infer.data.DataFixtures.paths;
import static arc.infer.data.DataFixtures.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import arc.infer.file.Sha256;
import arc.infer.image.UnreadableImageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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
    void aFolderThatCannotBeListedIsReportedWhenItIsRead() {
        Path secret = folder.resolve("secret");
        LabelledImage unlisted = new UnlistedFolder(secret, new AccessDeniedException(secret.toString()));
        assertThat(unlisted.path()).isEqualTo(secret.toString());
        assertThat(unlisted.label()).isEmpty();
        assertThatThrownBy(unlisted::read).isInstanceOf(UnreadableImageException.class)
                .hasMessage(secret + ": cannot be listed: permission denied")
                .hasCauseInstanceOf(AccessDeniedException.class);
    }

    @Test
    void anEmptyFolderIsAFailure() throws Exception {
        Files.createDirectories(folder.resolve("x.png"));
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
