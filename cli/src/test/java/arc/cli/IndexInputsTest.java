package arc.cli;

import static arc.cli.Ran.arc;
import static arc.cli.Ran.resource;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tries what people name when they index: folders in folders, empty ones, ones that are no place. */
class IndexInputsTest {

    private static final Path MODEL = resource("model/tiny.onnx");

    @TempDir
    private Path folder;

    private Path photos;
    private Path gallery;

    @BeforeEach
    void makePictures() throws IOException {
        photos = Pictures.folder(folder.resolve("photos"), 3);
        gallery = folder.resolve("pets.arc");
    }

    private static String counts(Ran ran) {
        JsonNode report = ran.json();
        return "added %d, updated %d, unchanged %d, removed %d, skipped %d, entries %d".formatted(
                report.get("added").asInt(), report.get("updated").asInt(), report.get("unchanged").asInt(),
                report.get("removed").asInt(), report.get("skipped").asInt(), report.get("entries").asInt());
    }

    @Test
    void takesPicturesOfFoldersInFoldersOnceAndSettles() throws IOException {
        Files.writeString(photos.resolve("cat/broken.png"), "no picture");
        Object[] command = {"index", photos, photos.resolve("cat"), photos + "/../photos", "-g", gallery, "-m", MODEL,
                "--json"};
        Ran first = arc(command);
        assertThat(counts(first)).isEqualTo("added 6, updated 0, unchanged 0, removed 0, skipped 1, entries 6");
        assertThat(first.err()).startsWith("arc: 11 of 18 pictures were named before; the first time counts\n");
        assertThat(counts(arc(command)))
                .isEqualTo("added 0, updated 0, unchanged 6, removed 0, skipped 1, entries 6");
    }

    @Test
    void passesAnEmptyFolderAmongOthersWithAWarning() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Ran ran = arc("index", empty, photos, "-g", gallery, "-m", MODEL, "--json");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).isEqualTo("arc: warning: " + empty
                + " holds no images (arc reads PNG, JPEG, BMP, GIF, WebP and TIFF)\n");
        assertThat(ran.json().get("added").asInt()).isEqualTo(6);
        Path other = Files.createDirectory(folder.resolve("other"));
        assertThat(arc("index", empty, other, "-g", gallery).err())
                .endsWith("arc: nothing to index: none of the folders holds an image\n");
    }

    @Test
    void speaksOfTheDataBeforeTheModelAndMakesNoGallery() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.onnx"), "no model");
        Path nowhere = folder.resolve("nowhere");
        arc("index", nowhere, "-g", gallery, "-m", broken).failedWith(1,
                "arc: " + nowhere + ": no such file or folder\n");
        arc("index", nowhere, "-g", gallery, "-m", MODEL).failedWith(1,
                "arc: " + nowhere + ": no such file or folder\n");
        arc("index", nowhere, "-g", gallery).failedWith(1, "arc: " + nowhere + ": no such file or folder\n");
        arc("index", photos, "-g", gallery).failedWith(2,
                "arc: a new gallery needs a model: arc index ... -g " + gallery + " -m MODEL\n");
        Ran ran = arc("index", photos, "-g", gallery, "-m", broken);
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).startsWith("arc: " + broken);
        assertThat(gallery).doesNotExist();
    }

    @Test
    void saysWhichSplitOfAFolderItTakes() throws IOException {
        Path sets = folder.resolve("sets");
        Pictures.folder(sets.resolve("train"), 3);
        Pictures.folder(sets.resolve("test"), 1);
        Ran ran = arc("index", sets, "-g", gallery, "-m", MODEL, "--json");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).isEqualTo(
                "arc: " + sets + " has splits: only " + sets + ":test is taken; " + sets + ":all takes all\n");
        assertThat(ran.json().get("added").asInt()).isEqualTo(2);
        arc("index", sets, "-g", gallery, "-q").ok();
        arc("index", sets + ":test", "-g", gallery).ok();
        arc("index", sets + ":all", "-g", gallery).ok();
        arc("index", photos, "-g", gallery).ok();
        arc("index", "mnist", "-g", gallery, "--limit", "3").ok();
        assertThat(arc("embed", sets, "-m", MODEL).err()).contains("only " + sets + ":test is taken");
    }

    @Test
    void prunesNothingWhereAFolderMayBeADriveThatIsNotThere() throws IOException {
        arc("index", photos, "-g", gallery, "-m", MODEL).ok();
        Path drive = folder.resolve("drive");
        Files.move(photos, drive);
        Files.createDirectory(photos);
        arc("index", photos, "-g", gallery, "--prune").failedWith(1, "arc: " + photos
                + " holds no images (arc reads PNG, JPEG, BMP, GIF, WebP and TIFF)\n"
                + "     nothing was pruned: a folder whose drive isn't there looks the same\n"
                + "     to take its entries out: arc delete -g GALLERY --filter 'path~" + photos + "/*'\n");
        assertThat(arc("info", gallery, "--json").ok().json().get("entries").asInt()).isEqualTo(6);
        assertThat(arc("delete", "-g", gallery, "--filter", "path~" + photos + "/*", "--force", "--json").exitCode())
                .isZero();
        assertThat(arc("info", gallery, "--json").ok().json().get("entries").asInt()).isZero();
    }

    @Test
    void prunesWhatIsNoPictureAnyMore() throws IOException {
        arc("index", photos, "-g", gallery, "-m", MODEL).ok();
        Files.writeString(photos.resolve("cat/c0.png"), "no picture any more");
        assertThat(counts(arc("index", photos, "-g", gallery, "--json")))
                .isEqualTo("added 0, updated 0, unchanged 5, removed 0, skipped 1, entries 6");
        assertThat(counts(arc("index", photos, "-g", gallery, "--json", "--prune", "--dry-run")))
                .isEqualTo("added 0, updated 0, unchanged 5, removed 1, skipped 1, entries 5");
        assertThat(counts(arc("index", photos, "-g", gallery, "--json", "--prune")))
                .isEqualTo("added 0, updated 0, unchanged 5, removed 1, skipped 1, entries 5");
    }

    @Test
    void refusesAPlaceForErrorsBeforeTheWork() {
        arc("index", photos, "-g", gallery, "-m", MODEL, "--errors", "-").failedWith(2,
                "arc: --errors needs a file: standard output is for the counts\n");
        Path inAFile = MODEL.resolve("errors.tsv");
        arc("index", photos, "-g", gallery, "-m", MODEL, "--errors", inAFile).failedWith(6,
                "arc: cannot write " + inAFile + ": not a folder\n");
        assertThat(gallery).doesNotExist();
    }

    @Test
    void saysThatAGalleryCannotBeMadeWhereNobodyCanWrite() {
        Path nowhere = Path.of("/proc/no-such-folder");
        arc("index", photos, "-g", nowhere, "-m", MODEL).failedWith(6,
                "arc: cannot write " + nowhere + ": no such file or folder\n");
        Path inAFile = MODEL.resolve("gallery");
        Ran ran = arc("index", photos, "-g", inAFile, "-m", MODEL);
        assertThat(ran.exitCode()).isEqualTo(6);
        assertThat(ran.err()).startsWith("arc: cannot write " + inAFile + ": ");
    }

    @Test
    void takesNoPathWithoutACharacter() {
        arc("index", photos, "-g", "", "-m", MODEL).failedWith(2,
                "arc: invalid value for option '--gallery': expected a path, got ''\nsee: arc index --help\n"
                        .replace("\nsee", "\n     see"));
    }

    @Test
    void namesARowAsItWasTyped() {
        arc("index", "mnist:test", "--limit", "20", "-g", gallery, "-m", MODEL).ok();
        assertThat(arc("search", "mnist:test/17", "-g", gallery, "--json").ok().json().get("query").asString())
                .isEqualTo("mnist:test/17");
    }

    @Test
    void writesAPageOnlyWhereItsNameSaysSo() throws IOException {
        arc("index", photos, "-g", gallery, "-m", MODEL).ok();
        Path picture = photos.resolve("cat/c0.png");
        byte[] before = Files.readAllBytes(picture);
        arc("search", picture, "-g", gallery, "--html", picture).failedWith(2,
                "arc: --html needs a name that ends in .html, got " + picture + "\n");
        assertThat(picture).hasBinaryContent(before);
    }

    @Test
    void infoSaysWhatIsWrongWithAGallery() throws IOException {
        arc("index", photos, "-g", gallery, "-m", MODEL).ok();
        try (var files = Files.list(gallery)) {
            for (Path file : files.filter(name -> name.getFileName().toString().startsWith("segments_")).toList()) {
                Files.writeString(file, "damage");
            }
        }
        Ran ran = arc("info", gallery);
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).startsWith("arc: gallery " + gallery + " is damaged: ");
    }
}
