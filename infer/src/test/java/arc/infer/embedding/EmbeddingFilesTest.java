package arc.infer.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

class EmbeddingFilesTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/metrics");

    @TempDir
    Path folder;

    @Test
    void readsWhatNumpyWrote() {
        EmbeddingSet set = EmbeddingFiles.read(GOLDEN.resolve("case1.npy"), GOLDEN.resolve("case1.labels.tsv"));

        assertThat(set.size()).isEqualTo(80);
        assertThat(set.dimension()).isEqualTo(16);
        assertThat(set.label(0)).contains("4");
    }

    @Test
    void writesTheBytesThatNumpyWould() throws IOException {
        Path golden = GOLDEN.resolve("case1.npy");
        EmbeddingFiles.writeNpy(folder.resolve("x.npy"), Npy.readEmbeddings(golden));

        assertThat(Files.readAllBytes(folder.resolve("x.npy"))).isEqualTo(Files.readAllBytes(golden));
    }

    @Test
    void writesATableBesideTheMatrix() throws IOException {
        EmbeddingSet set = EmbeddingSet
                .of(List.of(Embedding.normalised(new float[]{1, 0}), Embedding.normalised(new float[]{0, 1})))
                .withPaths(List.of("a\tb\n\"ü.png", "/x y")).withLabels(Arrays.asList("7", null));

        EmbeddingFiles.writeNpy(folder.resolve("out.v1"), set);

        assertThat(Files.readString(folder.resolve("out.v1.tsv")))
                .isEqualTo("index\tpath\tlabel\n0\t\"a\tb\n\"\"ü.png\"\t7\n1\t/x y\t\n");
        assertThat(Npy.readEmbeddings(folder.resolve("out.v1.npy")).row(1)).isEqualTo(set.row(1));
    }

    @Test
    void readsBackTheLabelsThatItWrites() {
        EmbeddingSet set = EmbeddingSet
                .of(List.of(Embedding.normalised(new float[]{1, 0}), Embedding.normalised(new float[]{0, 1})))
                .withPaths(List.of("a\tb\n\".png", "b")).withLabels(List.of("tab\there", "\"quoted\""));
        EmbeddingFiles.writeNpy(folder.resolve("x"), set);

        EmbeddingSet read = EmbeddingFiles.read(folder.resolve("x.npy"), folder.resolve("x.tsv"));

        assertThat(read.label(0)).contains("tab\there");
        assertThat(read.label(1)).contains("\"quoted\"");
    }

    @Test
    void readsFloat64AndVersionTwoAndScalesRows() throws IOException {
        ByteBuffer data = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : new double[]{3, 4, 0, -2}) {
            data.putDouble(value);
        }
        String header = "{'shape': (2, 2), 'descr': '<f8', 'fortran_order': False}";
        EmbeddingSet set = Npy.readEmbeddings(npy(2, header, data.array()));

        assertThat(set.row(0).toArrayCopy()).containsExactly(0.6f, 0.8f);
        assertThat(set.row(1).toArrayCopy()).containsExactly(0, -1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', quoteCharacter = '`', value = {
            "'<f4' # '|O' # holds pickled Python objects, which arc never reads; save it as float32",
            "'<f4' # '>f4' # should hold little-endian float32 or float64 ('<f4', '<f8'), found >f4",
            "'<f4' # [('a', '<f4')] # should hold little-endian float32 or float64 ('<f4', '<f8'), found a structure",
            "False # True # is in Fortran order; save it with numpy.ascontiguousarray",
            "(2, 2) # (4,) # should have the shape (rows, dimensions), found (4,)",
            "(2, 2) # () # should have the shape (rows, dimensions), found ()",
            "(2, 2) # (1, 2, 2) # should have the shape (rows, dimensions), found (1, 2, 2)",
            "(2, 2) # (0, 2) # holds no embeddings: its shape is (0, 2)",
            "(2, 2) # (2, 0) # holds no embeddings: its shape is (2, 0)",
            "(2, 2) # (3, 2) # is cut short: 3 x 2 values take 24 bytes, and it has 16",
            "(2, 2) # (1, 2) # is too long: 1 x 2 values take 8 bytes, and it has 16",
            "(2, 2) # (999999999, 999999999) # is too large: 999999999 x 999999999 values are more than 2147483631",
            "(2, 2) # (2, 9999999999999999999) # is not a NumPy array: its shape has the length '9999999999999999999'",
            "'shape' # 'form' # is not a NumPy array: its header states no order or no shape",
            "{ # [ # is not a NumPy array: its header is not a dictionary"})
    void saysWhatIsWrongWithAHeader(String part, String replacement, String message) throws IOException {
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }";
        Path file = npy(1, header.replace(part, replacement), new byte[16]);

        assertThatThrownBy(() -> Npy.readEmbeddings(file)).isInstanceOf(ArcException.class)
                .hasMessage(file + " " + message);
    }

    @Test
    void saysWhichRowIsNotFiniteOrZero() throws IOException {
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }";
        ByteBuffer data = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        data.putFloat(1).putFloat(0).putFloat(0).putFloat(0);
        Path zero = npy(1, header, data.array());
        assertThatThrownBy(() -> Npy.readEmbeddings(zero)).isInstanceOf(ArcException.class)
                .hasMessage(zero + ": row 1 has no direction: its norm is 0.0");

        data.putFloat(12, Float.NaN);
        Path nan = npy(1, header, data.array());
        assertThatThrownBy(() -> Npy.readEmbeddings(nan)).hasMessage(nan + ": row 1 is not finite: NaN in column 1");
    }

    @Test
    void refusesWhatIsNoNpyFileAndCutHeaders() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "index\tlabel\n0\t1\n");
        assertThatThrownBy(() -> Npy.readEmbeddings(text)).isInstanceOf(ArcException.class)
                .hasMessage(text + " is not a NumPy array: it doesn't start as an .npy file does");
        byte[] whole = Files.readAllBytes(GOLDEN.resolve("case1.npy"));
        for (int length : new int[]{0, 1, 7, 8, 9, 10, 127}) {
            Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Npy.readEmbeddings(cut)).as("%d bytes", length).isInstanceOf(ArcException.class)
                    .hasMessage(cut + " is not a NumPy array: it is cut short in its header");
        }
        whole[6] = 3;
        Path newer = Files.write(folder.resolve("newer"), whole);
        assertThatThrownBy(() -> Npy.readEmbeddings(newer))
                .hasMessage(newer + " has .npy format version 3, and arc reads versions 1 and 2");
        assertThatThrownBy(() -> Npy.readEmbeddings(folder)).isInstanceOf(ArcException.class)
                .hasMessage("cannot read " + folder + ": it is not a file");
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> Npy.readEmbeddings(missing))
                .hasMessage("cannot read " + missing + ": no such file or folder");
    }

    @Test
    void writesTextFormats() throws IOException {
        assertThat(text("ndjson")).isEqualTo("""
                {"path":"a,b\\n.png","embedding":[0.6,0.8],"label":"7"}
                {"path":"c\\td","embedding":[-1.0,0.0]}
                """);
        assertThat(text("csv")).isEqualTo("path,label,e0,e1\n\"a,b\n.png\",7,0.6,0.8\nc\td,,-1.0,0.0\n");
        assertThat(text("tsv")).isEqualTo("path\tlabel\te0\te1\n\"a,b\n.png\"\t7\t0.6\t0.8\n\"c\td\"\t\t-1.0\t0.0\n");
    }

    @Test
    void refusesAnUnknownFormat() {
        assertThatThrownBy(() -> EmbeddingFormat.parse("json")).isInstanceOfSatisfying(ArcException.class,
                e -> assertThat(e.kind()).isEqualTo(ArcException.Kind.USAGE))
                .hasMessage("unknown format 'json': use ndjson, npy, csv, tsv");
    }

    private static String text(String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (EmbeddingWriter writer = EmbeddingFormat.parse(format).writer(out)) {
            writer.write("a,b\n.png", Optional.of("7"), Embedding.ofUnitVector(new float[]{0.6f, 0.8f}));
            writer.write("c\td", Optional.empty(), Embedding.ofUnitVector(new float[]{-1, 0}));
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private Path npy(int version, String header, byte[] data) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(new byte[]{(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0, (byte) header.length(), 0});
        bytes.write(new byte[version == 2 ? 2 : 0]);
        bytes.write(header.getBytes(StandardCharsets.ISO_8859_1));
        bytes.write(data);
        return Files.write(folder.resolve("x.npy"), bytes.toByteArray());
    }
}
