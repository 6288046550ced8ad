package arc.cli;

import static arc.cli.Ran.arc;
import static org.assertj.core.api.Assertions.assertThat;

import arc.infer.data.DefaultSplit;
import arc.infer.data.ImageSource;
import arc.infer.data.ImageSources;
import arc.infer.data.LabelledImage;
import arc.infer.image.UnreadableImageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class DataExportTest {

    @TempDir
    private Path folder;

    @Test
    void writesPicturesThatAreReadAsTheSameDataSet() throws IOException, UnreadableImageException {
        Path idx = IdxFiles.write(folder.resolve("idx"), 0);
        Path png = folder.resolve("png");
        assertThat(arc("data", "export", idx, "--png", png, "--json").ok().json().get("images").asInt()).isEqualTo(5);
        assertThat(png.resolve("train/1/00001.png")).exists();
        assertThat(png.resolve("test/0/00000.png")).exists();
        for (String split : List.of(":train", ":test")) {
            ImageSource before = ImageSources.open(idx + split, DefaultSplit.TEST, List.of());
            ImageSource after = ImageSources.open(png + split, DefaultSplit.TEST, List.of());
            assertThat(after.images()).hasSameSizeAs(before.images());
            for (LabelledImage image : after.images()) {
                int row = Integer.parseInt(Path.of(image.path()).getFileName().toString().replace(".png", ""));
                LabelledImage original = before.images().get(row);
                assertThat(image.label()).isEqualTo(original.label());
                assertThat(image.decode().rgbArrayCopy()).isEqualTo(original.decode().rgbArrayCopy());
            }
        }
        arc("data", "export", idx, "--png", png).failedWith(1,
                "arc: " + png + " is not an empty folder, and is left as it is;\n     choose another one\n");
    }

    @Test
    void writesOneSplitWithoutAFolderForIt() throws IOException {
        Path png = Files.createDirectories(folder.resolve("png"));
        arc("data", "export", IdxFiles.write(folder.resolve("idx"), 0) + ":test", "--png", png).ok();
        assertThat(png.toFile().list()).containsExactlyInAnyOrder("0", "1");
    }

    @Test
    void refusesPicturesThatAreFilesAlready() throws IOException {
        Path pictures = Pictures.write(folder.resolve("pictures/cat/c.png"), 1).getParent().getParent();
        Ran ran = arc("data", "export", pictures, "--png", folder.resolve("png"));
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("only data sets of IDX files are exported");
        assertThat(folder.toFile().list()).containsExactly("pictures");
    }
}
