package arc.cli;

import static arc.cli.Ran.arc;
import static arc.cli.Ran.resource;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tries search --html. */
class ContactSheetTest {

    private static final Path MODEL = resource("model/tiny.onnx");

    @TempDir
    private Path folder;

    private Path photos;
    private Path gallery;
    private Path page;

    @BeforeEach
    void indexPictures() throws IOException {
        photos = Pictures.folder(folder.resolve("<script>alert(1)</script>").resolve("&\"photos'\n"), 2);
        gallery = folder.resolve("pets.arc");
        page = folder.resolve("hits.html");
        arc("index", photos, "-g", gallery, "-m", MODEL).ok();
    }

    private String search(Object... arguments) throws IOException {
        arc(arguments).ok();
        return Files.readString(page);
    }

    private static int count(String text, String part) {
        return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
    }

    @Test
    void showsTheQueryAndItsHitsAndLoadsNothing() throws IOException {
        String html = search("search", photos.resolve("cat/c0.png"), "-g", gallery, "-k", "3", "--html", page);
        assertThat(count(html, "<img src=\"data:image/png;base64,")).as("the query and three hits").isEqualTo(4);
        assertThat(html)
                .contains("default-src &#39;none&#39;", "<strong>1 · 1.0000 · cat</strong>", "3 hits, exact search")
                .doesNotContain("<script", "http:", "https:", "file:");
        assertThat(html).contains("&lt;script&gt;alert(1)&lt;/script&gt;/&amp;&quot;photos&#39;");
    }

    @Test
    void showsEntriesAndSeveralQueries() throws IOException {
        String html = search("search", photos, "--like", photos.resolve("dog/d0.png"), "-g", gallery, "-k", "1",
                "--html", page);
        assertThat(count(html, "<img src=\"data:image/png;base64,")).isEqualTo(10);
        assertThat(html).contains("<p class=\"note\">5 queries</p>");
    }

    @Test
    void showsOnlyThePictureThatWasIndexed() throws IOException {
        Files.delete(photos.resolve("cat/c1.png"));
        Pictures.write(photos.resolve("dog/d1.png"), 99);
        String html = search("search", "--like", photos.resolve("cat/c0.png"), "-g", gallery, "--html", page);
        assertThat(count(html, "<img src=\"data:image/png;base64,")).as("the query and two of four hits").isEqualTo(3);
        assertThat(count(html, "<div class=\"gone\">no picture</div>")).isEqualTo(2);
    }

    @Test
    void showsRowsOfDataSets() throws IOException {
        Path digits = folder.resolve("digits.arc");
        arc("index", "mnist:test/00003", "mnist:test/00004", "-g", digits, "-m", MODEL).ok();
        String html = search("search", "--like", "mnist:test/00003", "-g", digits, "--html", page);
        assertThat(count(html, "<img src=\"data:image/png;base64,")).isEqualTo(3);
    }

    @Test
    void showsPicturesOfReadyEmbeddingsByTheirPaths() throws IOException {
        Path npy = folder.resolve("e.npy");
        arc("embed", photos, "-m", MODEL, "-o", npy).ok();
        Path ready = folder.resolve("ready.arc");
        arc("index", "--embeddings", npy, "--labels", folder.resolve("e.tsv"), "-g", ready).ok();
        String html = search("search", "--embedding", npy, "-g", ready, "-k", "1", "--html", page);
        assertThat(count(html, "<img src=\"data:image/png;base64,")).isEqualTo(4);
        Path numbered = folder.resolve("numbered.arc");
        arc("index", "--embeddings", npy, "-g", numbered).ok();
        assertThat(search("search", "--embedding", npy, "-g", numbered, "--html", page)).doesNotContain("<img");
    }

    @Test
    void saysThatThePageCannotBeWritten() {
        Ran ran = arc("search", photos.resolve("cat/c0.png"), "-g", gallery, "--html", MODEL.resolve("x.html"));
        assertThat(ran.exitCode()).isEqualTo(6);
        assertThat(ran.err()).startsWith("arc: cannot write " + MODEL.resolve("x.html"));
    }
}
