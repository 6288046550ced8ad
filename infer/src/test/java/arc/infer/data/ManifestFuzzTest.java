package arc.infer.data;

import static org.assertj.core.api.Assertions.assertThat;

import arc.infer.ArcException;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reads the seeds as tables of each kind; with JAZZER_FUZZ=1, whatever Jazzer makes of them. */
class ManifestFuzzTest {

    @TempDir
    private static Path folder;

    static Stream<byte[]> tables() {
        return Stream.of("path,label\na.png,cat\n\"b\nc.png\",\"say \"\"hi\"\"\"\n",
                "\ufeffpath\tyear\r\n../a.png\t2001\r\n",
                "{\"path\":\"a.png\",\"label\":\"cat\",\"year\":2001}\n\n{\"path\":\"/b.png\"}\n", "path,path\na,b\n",
                "{\"path\":{\"path\":[1,null]}}\n", "path\n\"a", "path\n\u0000\n")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("tables")
    @FuzzTest(maxDuration = "10m")
    void givesPicturesWithPathsOrARefusal(byte[] bytes) throws IOException {
        for (String kind : List.of("csv", "tsv", "jsonl")) {
            Path file = Files.write(folder.resolve("table." + kind), bytes);
            try {
                ImageSource source = DataFixtures.open(file);
                assertThat(source.images()).allSatisfy(image -> assertThat(Path.of(image.path())).isAbsolute());
            } catch (ArcException e) {
                assertThat(e).message().contains(file.toString());
            }
        }
    }
}
