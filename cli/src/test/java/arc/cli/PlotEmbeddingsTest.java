package arc.cli;

import static arc.cli.Ran.arc;
import static arc.cli.Ran.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import arc.infer.embedding.Npy;
import arc.infer.file.AtomicFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

class PlotEmbeddingsTest {

    private static final Path MODEL = resource("model/tiny.onnx");

    @TempDir
    private Path folder;

    private Path npy;
    private Path tsv;
    private Path out;

    @BeforeEach
    void name() {
        npy = folder.resolve("x.npy");
        tsv = folder.resolve("x.tsv");
        out = folder.resolve("plot.tsv");
    }

    private void write(int rows, int dimension, float... values) throws IOException {
        AtomicFile.write(npy, file -> {
            Npy.writeHeader(file, rows, dimension);
            Npy.writeFloats(file, values);
        });
        Files.writeString(tsv, "index\tlabel\n" + IntStream.range(0, rows).mapToObj(i -> i + "\t" + i % 3 + "\n")
                .collect(Collectors.joining()));
    }

    private void cloud(int rows, int dimension) throws IOException {
        Random random = new Random(rows);
        float[] values = new float[rows * dimension];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian() + i / dimension % 3 * 5;
        }
        write(rows, dimension, values);
    }

    private Ran plot(Object... more) {
        Object[] all = new Object[7 + more.length];
        System.arraycopy(new Object[]{"plot", "--embeddings", npy, "--labels", tsv, "-o", out}, 0, all, 0, 7);
        System.arraycopy(more, 0, all, 7, more.length);
        return arc(all);
    }

    @Test
    void writesTablesForTheProjector() throws IOException {
        write(4, 3, 0, 5, 0, 2, 5, 2, 4, 5, 4, 6, 5, 6);
        Files.writeString(tsv, "index\tpath\tlabel\n2\tc\tred\n0\ta\tblue\n1\t\"b\tb\"\tred\n3\td\t\"x\ny\"\n");
        JsonNode json = plot("--json").ok().json();

        List<String> vectors = Files.readAllLines(out);
        assertThat(vectors).hasSize(4);
        for (int i = 0; i < 4; i++) {
            String[] values = vectors.get(i).split("\t", -1);
            assertThat(values).hasSize(2);
            assertThat(Double.parseDouble(values[0])).isCloseTo((2 * i - 3) * Math.sqrt(2), within(1e-9));
            assertThat(Double.parseDouble(values[1])).isCloseTo(0, within(1e-9));
        }
        assertThat(Files.readAllLines(folder.resolve("plot.metadata.tsv"))).containsExactly("index\tlabel\tpath",
                "0\tblue\ta", "1\tred\tb b", "2\tred\tc", "3\tx y\td");
        assertThat(json.propertyNames()).containsExactly("schema", "method", "dims", "points", "of", "dimension",
                "explained_variance_ratio", "singular_values", "seconds", "out");
        assertThat(json.get("explained_variance_ratio").get(0).asDouble()).isCloseTo(1, within(1e-9));
        assertThat(json.get("out").asString()).isEqualTo(out.toString());
    }

    @Test
    void plotsByEveryMethodInBothDimensions() throws IOException {
        cloud(60, 5);
        for (String method : List.of("pca", "tsne")) {
            for (int dims : List.of(2, 3)) {
                for (String end : List.of("html", "png", "tsv")) {
                    out = folder.resolve(method + dims + "." + end);
                    JsonNode json = plot("--method", method, "--dims", dims, "--json", "-q").ok().json();
                    assertThat(out).isNotEmptyFile();
                    assertThat(json.get("trustworthiness").asDouble()).as(method + dims).isGreaterThan(0.7);
                }
            }
        }
        BufferedImage picture = ImageIO.read(folder.resolve("pca2.png").toFile());
        assertThat(picture.getWidth()).isEqualTo(1600);
    }

    @Test
    void givesTheSameBytesForASeedWithAnyNumberOfThreads() throws IOException {
        cloud(80, 4);
        plot("--method", "tsne", "--threads", "1", "-q").ok();
        String one = Files.readString(out);
        plot("--method", "tsne", "--threads", "3", "-q").ok();
        assertThat(Files.readString(out)).isEqualTo(one);
        plot("--method", "tsne", "--seed", "43", "-q").ok();
        assertThat(Files.readString(out)).isNotEqualTo(one);
    }

    @Test
    void takesAShareOfEachLabel() throws IOException {
        cloud(90, 4);
        JsonNode json = plot("--limit", "30", "--json").ok().json();
        assertThat(json.get("points").asInt()).isEqualTo(30);
        assertThat(json.get("of").asInt()).isEqualTo(90);
        List<String> metadata = Files.readAllLines(folder.resolve("plot.metadata.tsv"));
        assertThat(metadata.subList(1, 31)).allSatisfy(line -> {
            String[] fields = line.split("\t", -1);
            assertThat(Integer.parseInt(fields[0]) % 3).isEqualTo(Integer.parseInt(fields[1]));
        });
        assertThat(metadata.stream().filter(line -> line.endsWith("\t2"))).hasSize(10);
    }

    @Test
    void showsEmbeddingsOfThreeDimensionsAsTheyAre() throws IOException {
        write(4, 3, 1, 0, 0, 0, 1, 0, 0, 0, 1, -1, 0, 0);
        plot("--method", "none", "-q").ok();
        assertThat(Files.readAllLines(out)).containsExactly("1.0\t0.0\t0.0", "0.0\t1.0\t0.0", "0.0\t0.0\t1.0",
                "-1.0\t0.0\t0.0");
        out = folder.resolve("plot.html");
        plot("--method", "none", "--no-pictures", "-q").ok();
        assertThat(Files.readString(out)).contains("Unit sphere", "\"onSphere\":true");
        plot("--method", "none", "--dims", "2").failedWith(4, "arc: --method none shows embeddings as they are: they"
                + " have 3 dimensions, not 2\n");
    }

    @Test
    void drawsNothingOfMoreDimensionsAsTheyAre() throws IOException {
        cloud(10, 4);
        plot("--method", "none", "-q").ok();
        assertThat(Files.readAllLines(out).getFirst().split("\t", -1)).hasSize(4);
        out = folder.resolve("plot.png");
        plot("--method", "none").failedWith(4, "arc: embeddings of 4 dimensions can't be drawn as they are; use:"
                + " --method pca or tsne, or -o plot.tsv\n");
        assertThat(out).doesNotExist();
    }

    @Test
    void plotsPicturesAndAGallery() throws IOException {
        Path photos = Pictures.folder(folder.resolve("pets"), 4);
        Files.writeString(photos.resolve("cat/broken.png"), "no picture");
        out = folder.resolve("plot.html");
        Ran ran = arc("plot", photos, "-m", MODEL, "-o", out, "--json");
        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err()).startsWith("arc: warning: skipped ").contains("broken.png");
        assertThat(ran.json().get("points").asInt()).isEqualTo(8);
        assertThat(Files.readString(out)).contains("<h1 dir=\"auto\">Embeddings of " + photos + "</h1>",
                "src=\"data:image/png;base64,", "\"labels\":[\"cat\",\"dog\"]");

        Files.delete(photos.resolve("cat/broken.png"));
        Path gallery = folder.resolve("pets.arc");
        arc("index", photos, "-g", gallery, "-m", MODEL, "-q").ok();
        Files.delete(photos.resolve("cat/c0.png"));
        Ran shown = arc("plot", "-g", gallery, "-o", out);
        assertThat(shown.exitCode()).isZero();
        assertThat(shown.err()).isEqualTo("arc: warning: 1 of 8 pictures could not be read, and are not shown\n"
                + "arc: wrote " + out + "\n");
        assertThat(Files.readString(out)).contains("Embeddings of pets.arc", "data:image/png;base64,");
        arc("plot", "-g", gallery, "-o", out, "--no-pictures", "-q").ok();
        assertThat(Files.readString(out)).contains("Embeddings of pets.arc").doesNotContain("data:image");
    }

    @Test
    void findsThePicturesOfRowsOfADataSet() throws IOException {
        write(3, 2, 1, 2, 3, 5, 8, 13);
        Files.writeString(tsv,
                "index\tlabel\tpath\n0\t7\tmnist:test/00000\n1\t2\tmnist:test/00001\n2\t1\tmnist:test/99999\n");
        out = folder.resolve("plot.html");
        assertThat(plot().err()).startsWith("arc: warning: 1 of 3 pictures could not be read, and are not shown\n");
        assertThat(Files.readString(out)).contains("\"cell\":28", "\"missing\":[2]");
        Files.writeString(tsv, "index\tlabel\tpath\n0\t7\tgone.png\n1\t2\tgone\n2\t1\t\0\n");
        assertThat(plot().err()).startsWith("arc: warning: none of the pictures could be shown: the page has none\n");
    }

    @Test
    void plotsWhatEmbedWritesOfPicturesWithoutALabel() throws IOException {
        Path photos = Pictures.folder(folder.resolve("photos"), 3);
        Pictures.write(photos.resolve("loose.png"), 90);
        arc("embed", photos, "-m", MODEL, "--format", "npy", "-o", npy, "-q").ok();
        plot("-q").ok();
        assertThat(Files.readString(folder.resolve("plot.metadata.tsv"))).contains(
                "\tcat\t" + photos.resolve("cat/c0.png"),
                "\t\t" + photos.resolve("loose.png"));
        arc("embed", photos.resolve("loose.png"), photos.resolve("cat/c0.png"), "-m", MODEL, "--format", "npy", "-o",
                npy,
                "-q").ok();
        plot("-q").ok();
    }

    @Test
    void refusesWhatItCanNotPlot() throws IOException {
        cloud(30, 4);
        String what = "arc: plot one thing: pictures (DATA -m MODEL), a gallery (-g GALLERY),"
                + " embeddings (--embeddings X.npy --labels X.tsv) or a training (--run RUN)\n";
        arc("plot").failedWith(2, what);
        arc("plot", "-g", "x", "--embeddings", npy, "-o", "x.png").failedWith(2, what);
        arc("plot", "x", "-o", "x.png").failedWith(2, "arc: name the model that embeds x: -m MODEL\n");
        arc("plot", "-m", "x", "-o", "x.png").failedWith(2, "arc: name the pictures to embed: arc plot DATA -m x\n");
        arc("plot", "--embeddings", npy, "-o", "x.png").failedWith(2,
                "arc: --embeddings and --labels belong together, and one is missing\n");
        arc("plot", "--embeddings", npy, "--labels", tsv).failedWith(2,
                "arc: name the file to write: -o plot.html, plot.png or plot.tsv\n");
        arc("plot", "-g", "x", "-o", "x.pdf").failedWith(2, "arc: -o ends in .html, .png or .tsv, got x.pdf\n");
        plot("--dims", "4").failedWith(2, "arc: --dims must be 2 or 3, got 4\n");
        plot("--limit", "0").failedWith(2, "arc: --limit must be >= 1, got 0\n");
        plot("--method", "umap").failedWith(2, "arc: invalid value for option '--method': expected pca, tsne or none,"
                + " got 'umap'\n     see: arc plot --help\n");
        plot("--perplexity", "5").failedWith(2, "arc: --perplexity is for --method tsne, and the method is pca\n");
        plot("--iterations", "500").failedWith(2, "arc: --iterations is for --method tsne, and the method is pca\n");
        plot("--method", "tsne", "--perplexity", "0.5").failedWith(2, "arc: --perplexity must be >= 1, got 0.5\n");
        plot("--method", "tsne", "--iterations", "249").failedWith(2, "arc: --iterations must be >= 250, got 249\n");
        plot("--method", "tsne", "--perplexity", "10").failedWith(1, "arc: perplexity 10.0 needs at least 31 points,"
                + " three times as many and one, got 30\n     use: --perplexity 9\n");
        arc("plot", "--run", "r", "--method", "tsne").failedWith(2,
                "arc: --method is for embeddings, and --run shows a training: leave out one of them\n");
        plot("--device", "cpu").failedWith(2, "arc: --device is for embedding pictures, and --embeddings shows what is"
                + " embedded: leave out one of them\n");
        arc("plot", "-g", "x", "-o", "x.png", "--device", "cpu").failedWith(2,
                "arc: --device is for embedding pictures,"
                        + " and --gallery shows what is embedded: leave out one of them\n");
        arc("plot", "--run", "r", "x").failedWith(2, "arc: --run shows a training: leave out 'x'\n");
    }

    @Test
    void refusesEmbeddingsThatAreNone() throws IOException {
        write(2, 2, 1, 2, Float.NaN, 4);
        plot().failedWith(1, "arc: " + npy + ": row 1 is not finite: NaN in column 0\n");
        write(1, 2, 1, 2);
        plot().failedWith(1, "arc: PCA in 2 dimensions needs at least 2 points, got 1\n");
        plot("--method", "tsne").failedWith(1, "arc: t-SNE needs at least 4 points, got 1\n");
        write(3, 1, 1, 2, 3);
        plot().failedWith(4, "arc: PCA in 2 dimensions needs points of at least as many, got 1\n");
        write(3, 2, 1, 2, 1, 2, 1, 2);
        plot().failedWith(1, "arc: all 3 points are the same: there is nothing to see\n");
        Files.writeString(tsv, "index\tlabel\n0\ta\n2\tb\n");
        plot().failedWith(1, "arc: " + tsv + " has no label for row 1 of the 3 embeddings\n");
        assertThat(out).doesNotExist();
    }
}
