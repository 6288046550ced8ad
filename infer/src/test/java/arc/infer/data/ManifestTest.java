package arc.infer.data;

import static arc.infer.data.DataFixtures.labels;
import static arc.infer.data.DataFixtures.open;
import static arc.infer.data.DataFixtures.paths;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class ManifestTest {

    @TempDir
    private Path folder;

    private Path table(String name, String text) throws IOException {
        return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsCsvWithLabelsAndMetadata() throws Exception {
        DataFixtures.picture(folder.resolve("a/1.png"), 42);
        Path csv = table("list.csv", "label,path,taken by,year\ndog,a/1.png,Ann,2020\n,/abs/2.png,,\n");
        ImageSource source = open(csv);
        assertThat(source.name()).isEqualTo(csv.toString());
        assertThat(paths(source)).containsExactly(folder + "/a/1.png", "/abs/2.png");
        assertThat(labels(source)).containsExactly("dog", "-");
        assertThat(source.images().getFirst().metadata().entrySet()).extracting(Object::toString)
                .containsExactly("taken by=Ann", "year=2020");
        assertThat(source.images().getFirst().decode().sample(0, 0, 0)).isEqualTo(42);
        assertThat(source.images().getLast().metadata()).containsEntry("year", "");
    }

    @Test
    void readsQuotedNewlinesAMarkAtTheBeginningAndWindowsLineEnds() throws Exception {
        Path csv = table("list.CSV", "\ufeffpath,label\r\n\"a\nb.png\",\"say \"\"hi\"\", twice\"\r\n");
        assertThat(paths(open(csv))).containsExactly(folder + "/a\nb.png");
        assertThat(labels(open(csv))).containsExactly("say \"hi\", twice");
    }

    @Test
    void readsTsvAndNormalisesPaths() throws Exception {
        Path tsv = table("sub.tsv", "path\tlabel\n./x/../y.png\t7\n../z.png\t8\n");
        assertThat(paths(open(tsv))).containsExactly(folder + "/y.png", folder.getParent() + "/z.png");
        assertThat(labels(open(tsv))).containsExactly("7", "8");
    }

    @Test
    void readsJsonLines() throws Exception {
        Path jsonl = table("list.jsonl", """
                {"path":"a.png","label":7,"score":0.5,"ok":true,"none":null}

                {"path":"b\\nc.png","label":null}
                """);
        ImageSource source = open(jsonl);
        assertThat(paths(source)).containsExactly(folder + "/a.png", folder + "/b\nc.png");
        assertThat(labels(source)).containsExactly("7", "-");
        assertThat(source.images().getFirst().metadata().entrySet()).extracting(Object::toString)
                .containsExactly("score=0.5", "ok=true");
    }

    @Test
    void namesTheColumnsWhenPathIsMissing() throws Exception {
        assertFailure("list.csv", "file,label\nx,y\n", ", line 1: expected a column path, found file, label");
    }

    @Test
    void refusesTwoColumnsOfOneNameAndColumnsWithoutAName() throws Exception {
        assertFailure("list.csv", "path,label,label\n", ", line 1: two columns are named label");
        assertFailure("list.csv", "path,,label\n", ", line 1: a column has no name");
    }

    @Test
    void refusesEmptyTables() throws Exception {
        assertFailure("list.csv", "", " is empty: expected a header line with a column path");
        assertFailure("list.jsonl", "", " is empty: expected a JSON object a line, with a field path");
        assertFailure("list.csv", "path,label\n",
                " holds no images (arc reads PNG, JPEG, BMP, GIF, WebP and TIFF)");
    }

    @Test
    void namesTheLineThatIsWrong() throws Exception {
        assertFailure("list.csv", "path,label\na.png,1\nb.png\n", ", line 3: expected 2 fields, found 1");
        assertFailure("list.csv", "path,label\n\"a\n.png\",1\nb.png,2,3\n", ", line 4: expected 2 fields, found 3");
        assertFailure("list.tsv", "path\tlabel\n\t1\n", ", line 2: it has no path");
        assertFailure("list.csv", "path\n\"a\0b.png\"\n",
                ", line 2: 'a\0b.png' is not a path (Nul character not allowed)");
        assertFailure("list.jsonl", "{\"path\":\"a\"}\n{\"label\":\"a\"}\n", ", line 2: it has no path");
        assertFailure("list.jsonl", "{\"path\":\"a\"}\n[1]\n", ", line 2: expected a JSON object");
        assertFailure("list.jsonl", "{\"path\":\"a\",\"tags\":[1]}\n",
                ", line 1: tags is a list or an object; expected text, a number, true, false or null");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"path\":\"a.png\" | it ends too early, in column 16",
            "nonsense | unexpected 'nonsense', in column 1",
            "{\"path\":\"a\"} {} | something follows after its end, in column 14",
            "{\"path\":\"a\",\"path\":\"b\"} | the field 'path' stands there twice, in column 19"})
    void namesTheLineThatIsNotJson(String line, String reason) throws Exception {
        Path jsonl = table("list.jsonl", "{\"path\":\"a\"}\n" + line + "\n");
        assertThatThrownBy(() -> open(jsonl)).isInstanceOf(ArcException.class)
                .hasMessage(jsonl + ", line 2: not JSON: " + reason);
    }

    @Test
    void refusesAQuoteThatNeverEnds() throws Exception {
        Path csv = table("list.csv", "path\n\"a.png\nb.png\n");
        assertThatThrownBy(() -> open(csv)).isInstanceOf(ArcException.class)
                .hasMessageStartingWith(csv + ": not a table that arc can read: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list.csv", "list.jsonl"})
    void refusesTextThatIsNotUtf8(String name) throws Exception {
        Path file = Files.write(folder.resolve(name), new byte[]{(byte) 0xff, (byte) 0xfe, 'p', 0});
        assertThatThrownBy(() -> open(file)).isInstanceOf(ArcException.class)
                .hasMessage(file + " is not UTF-8 text: save it as UTF-8");
    }

    @Test
    void aTableHasNoSplits() throws Exception {
        Path csv = table("list.csv", "path\na.png\n");
        assertThatThrownBy(() -> open(csv + ":train")).isInstanceOf(ArcException.class)
                .hasMessageStartingWith(csv + " has no train split");
        assertThat(paths(open(csv + ":all"))).isEqualTo(List.of(folder + "/a.png"));
    }

    private void assertFailure(String name, String text, String message) throws IOException {
        Path file = table(name, text);
        assertThatThrownBy(() -> open(file)).isInstanceOf(ArcException.class).hasMessage(file + message)
                .satisfies(e -> assertThat(((ArcException) e).kind()).isEqualTo(ArcException.Kind.FAILURE));
    }
}
