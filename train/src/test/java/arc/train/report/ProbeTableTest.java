package arc.train.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class ProbeTableTest {

    @TempDir
    private Path run;

    @Test
    void readsWhatItWrites() throws IOException {
        List<ProbeResult> probes = List.of(new ProbeResult("/a/1.png", "cat", "/a/2.png", "dog", 0.9876543f, -0.1f),
                new ProbeResult("/a/tab\t\"quote\"\nline é.png", "it's", "mnist:train/00017", "7", 1, 1),
                new ProbeResult("/a/only.png", "one of its kind", "/a/2.png", "dog", 0.5f, Float.NaN));
        ProbeTable.write(run, probes);
        assertThat(ProbeTable.read(run)).isEqualTo(probes);
        assertThat(Files.readString(run.resolve("validation.tsv"))).isEqualTo("""
                path\tlabel\tnearest_path\tnearest_label\tcosine\tsame_label_cosine
                /a/1.png\tcat\t/a/2.png\tdog\t0.9876543\t-0.1
                "/a/tab\t""quote""\nline é.png"\tit's\tmnist:train/00017\t7\t1.0\t1.0
                /a/only.png\tone of its kind\t/a/2.png\tdog\t0.5\t
                """);
    }

    @Test
    void hasNoRowsWhereThereIsNoFileOrNoProbe() {
        assertThat(ProbeTable.read(run)).isEmpty();
        ProbeTable.write(run, List.of());
        assertThat(ProbeTable.read(run)).isEmpty();
    }

    @Test
    void saysWhatIsDamaged() throws IOException {
        Path file = run.resolve("validation.tsv");
        Files.writeString(file, "path\tlabel\tnearest_path\tcosine\na\tb\tc\t1\n");
        refused(file + " line 2: there is no column nearest_label");
        String header = "path\tlabel\tnearest_path\tnearest_label\tcosine\tsame_label_cosine\n";
        Files.writeString(file, header + "a\tb\tc\td\tmany\t0\n");
        refused(file + " line 2: cosine should be a number, found 'many'");
        Files.writeString(file, header + "a\tb\tc\td\t0.5\t0.6\n");
        refused(file + " line 2: sameLabelCosine must be in [-1, 0.5], the cosine, or NaN, got 0.6");
        Files.writeString(file, header + "a\tb\tc\td\t1.5\t0.6\n");
        refused(file + " line 2: cosine must be in [-1, 1], got 1.5");
        Files.write(file, new byte[]{(byte) 0xff, (byte) 0xfe, 0});
        refused("cannot read " + file + ": it is not UTF-8");
    }

    private void refused(String message) {
        assertThatThrownBy(() -> ProbeTable.read(run)).isInstanceOf(ArcException.class).hasMessage(message);
    }
}
