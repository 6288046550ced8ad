package arc.infer.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

class LabelFileTest {

    @TempDir
    Path folder;

    @Test
    void readsLinesInAnyOrderAndPassesOverOtherColumns() throws IOException {
        assertThat(LabelFile.read(file("index\tpath\tlabel\n2\tc\tÄpfel\n0\ta\t7\n1\tb\t7\n"), 3))
                .containsExactly("7", "7", "Äpfel");
    }

    @Test
    void readsWindowsLinesAByteOrderMarkAndAMissingLastLineEnd() throws IOException {
        assertThat(LabelFile.read(file("\uFEFFindex\tlabel\r\n0\ta\r\n1\tb"), 2)).containsExactly("a", "b");
    }

    @Test
    void readsEmptyLabelsWhereSomeMayLackOne() throws IOException {
        assertThat(LabelFile.readWhereKnown(file("index\tpath\tlabel\n1\tb\t\n0\ta\t7\n"), 2)).containsExactly("7",
                null);
        Path twice = file("index\tlabel\n0\t\n0\ta\n");
        assertThatThrownBy(() -> LabelFile.readWhereKnown(twice, 2))
                .hasMessage(twice + " line 3: index 0 has a label already, ''");
        Path tooFew = file("index\tlabel\n0\t\n");
        assertThatThrownBy(() -> LabelFile.readWhereKnown(tooFew, 2))
                .hasMessage(tooFew + " has no label for row 1 of the 2 embeddings");
    }

    @Test
    void refusesAQuoteThatNothingCloses() throws IOException {
        Path file = file("index\tlabel\n0\ta\n1\t\"b\n");
        assertThatThrownBy(() -> LabelFile.read(file, 2)).isInstanceOf(ArcException.class)
                .hasMessageStartingWith(file + " is not tab-separated text: ").hasMessageContaining("line 3");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, value = {
            "0:a;1:b;1:c| line 4: index 1 has a label already, 'b'",
            "0:a;2:b| line 3: index '2' is not a row, 0 to 1",
            "0:a;-1:b| line 3: index '-1' is not a row, 0 to 1",
            "0:a;1.0:b| line 3: index '1.0' is not a row, 0 to 1",
            "0:a;99999999999:b| line 3: index '99999999999' is not a row, 0 to 1",
            "0:a;1:| line 3: index 1 has an empty label",
            "0:a;1| line 3: should have an index and a label, found 1 column",
            "0:a| has no label for row 1 of the 2 embeddings"})
    void saysWhichLineIsWrong(String lines, String message) throws IOException {
        Path file = file("index\tlabel\n" + lines.replace(';', '\n').replace(':', '\t') + "\n");

        assertThatThrownBy(() -> LabelFile.read(file, 2)).isInstanceOf(ArcException.class).hasMessage(file + message);
    }

    @Test
    void saysWhatIsWrongWithTheFile() throws IOException {
        Path empty = file("");
        assertThatThrownBy(() -> LabelFile.read(empty, 1)).isInstanceOf(ArcException.class)
                .hasMessage(empty + " is empty; its first line should be index<TAB>label");
        Path headless = file("0\t7\n");
        assertThatThrownBy(() -> LabelFile.read(headless, 1)).isInstanceOf(ArcException.class)
                .hasMessage(headless + " has no column 'index' in its first line; "
                        + "it should have index and label, separated by a tab, found [0, 7]");
        Path latin = Files.write(folder.resolve("latin"),
                "index\tlabel\n0\tÄ\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> LabelFile.read(latin, 1)).isInstanceOf(ArcException.class)
                .hasMessage("cannot read " + latin + ": it is not UTF-8");
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> LabelFile.read(missing, 1)).isInstanceOf(ArcException.class)
                .hasMessage("cannot read " + missing + ": no such file or folder");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("labels.tsv"), text);
    }
}
