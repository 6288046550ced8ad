package arc.cli;

import static arc.cli.Ran.arc;
import static arc.cli.Ran.arcWithInput;
import static arc.cli.Ran.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import arc.infer.embedding.Npy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** Tries tensor, embed and evaluate. */
class EmbeddingCommandsTest {

    private static final Path MODEL = resource("model/tiny.onnx");
    private static final int NPY_HEADER_BYTES = 128;

    @TempDir
    private Path folder;

    private Path photos;

    @BeforeEach
    void makePictures() throws IOException {
        photos = Pictures.folder(folder.resolve("photos"), 2);
    }

    @Test
    void writesWhatTheModelSeesAsAnArray() throws IOException {
        Path file = folder.resolve("x.npy");
        Ran ran = arc("tensor", "mnist:test/00000", "mnist:test/00001", "-o", file);
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).isEqualTo("arc: wrote 2 x 1 x 32 x 32 to " + file + "\n");
        byte[] bytes = Files.readAllBytes(file);
        assertThat(new String(bytes, 10, NPY_HEADER_BYTES - 10, StandardCharsets.ISO_8859_1))
                .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1, 32, 32), }");
        assertThat(bytes).hasSize(NPY_HEADER_BYTES + 2 * 32 * 32 * 4);
        ByteBuffer values = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(NPY_HEADER_BYTES);
        assertThat(values.getFloat()).as("the corner is padding: black").isEqualTo(-1f);
    }

    @Test
    void writesWhatTheModelSeesAsAPicture() throws IOException {
        Path file = folder.resolve("x.png");
        assertThat(arc("tensor", photos.resolve("cat/c0.png"), "-m", MODEL, "-o", file).exitCode()).isZero();
        BufferedImage picture = ImageIO.read(file.toFile());
        assertThat(picture.getWidth()).isEqualTo(32);
        assertThat(picture.getHeight()).isEqualTo(32);
    }

    @Test
    void takesPreprocessingFromTheModelOrFromOptionsNotBoth() {
        Path out = folder.resolve("x.npy");
        Path cat = photos.resolve("cat/c0.png");
        arc("tensor", cat, "-m", MODEL, "--size", "32", "-o", out).failedWith(2, "arc: a model's preprocessing can't be"
                + " changed: leave out -m, or --size, --channels, --fit, --interpolation, --mean, --std\n");
        arc("tensor", cat, "--std", "0", "-o", out).failedWith(2, "arc: std must be > 0, got 0.0\n");
        arc("tensor", cat, "--channels", "rgb", "--mean", "0.1,0.2", "-o", out).failedWith(2,
                "arc: mean takes one value, or one a channel (3), got 2\n");
        arc("tensor", cat, "--size", "0", "-o", out).failedWith(2, "arc: size must be 1 to 4096 pixels, got 0\n");
        arc("tensor", cat, "-o", folder.resolve("x.jpg")).failedWith(2,
                "arc: -o ends in .npy or .png, got " + folder.resolve("x.jpg") + "\n");
        assertThat(out).doesNotExist();
        assertThat(arc("tensor", cat, "--channels", "rgb", "--mean", "-0.1,0.2,0.3", "--fit", "resize", "--size", "7",
                "-o", out).exitCode()).isZero();
    }

    @Test
    void refusesToShrinkAPictureThatIsToBePadded() {
        Ran ran = arc("tensor", photos.resolve("cat/c0.png"), "--size", "27", "-o", folder.resolve("x.npy"));
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).contains("28x28 pixels do not fit into 27x27")
                .endsWith("arc: the only input was skipped\n");
        assertThat(folder.resolve("x.npy")).doesNotExist();
    }

    @Test
    void writesEmbeddingsALine() throws IOException {
        List<JsonNode> lines = arc("embed", photos, "-m", MODEL).ok().jsonLines();
        assertThat(lines).hasSize(4);
        assertThat(lines.getFirst().propertyNames()).containsExactly("path", "embedding", "label");
        assertThat(lines.getFirst().get("path").asString()).isEqualTo(photos.resolve("cat/c0.png").toString());
        assertThat(lines.getFirst().get("label").asString()).isEqualTo("cat");
        double squares = 0;
        for (JsonNode value : lines.getFirst().get("embedding")) {
            squares += value.asDouble() * value.asDouble();
        }
        assertThat(squares).isCloseTo(1, within(1e-5));
        JsonNode fromInput = arcWithInput(Files.readAllBytes(photos.resolve("cat/c0.png")), "embed", "-", "-m", MODEL)
                .ok().json();
        assertThat(fromInput.propertyNames()).containsExactly("path", "embedding");
        assertThat(fromInput.get("path").asString()).isEqualTo("-");
        assertThat(fromInput.get("embedding").size()).isEqualTo(8);
    }

    @Test
    void choosesTheFormatByTheFilesName() throws IOException {
        arc("embed", photos, "-m", MODEL, "-o", folder.resolve("e.csv")).ok();
        List<String> csv = Files.readAllLines(folder.resolve("e.csv"));
        assertThat(csv).hasSize(5);
        assertThat(csv.getFirst()).startsWith("path,label,");
        arc("embed", photos, "-m", MODEL, "-o", folder.resolve("e.npy")).ok();
        assertThat(folder.resolve("e.npy")).hasSize(NPY_HEADER_BYTES + 4 * 8 * 4);
        assertThat(Files.readAllLines(folder.resolve("e.tsv"))).startsWith("index\tpath\tlabel").hasSize(5);
        arc("embed", photos, "-m", MODEL, "--format", "npy").failedWith(2,
                "arc: npy is two files: name them with -o X.npy\n");
        arc("embed", photos, "-m", MODEL, "--format", "xml").failedWith(2,
                "arc: unknown format 'xml': use ndjson, npy, csv, tsv\n");
    }

    @Test
    void writesNoFormatThatTheFilesNameContradicts() {
        Path upper = folder.resolve("E.NPY");
        arc("embed", photos, "-m", MODEL, "-o", upper).ok();
        assertThat(Npy.readEmbeddings(upper).size()).isEqualTo(4);
        assertThat(folder.resolve("E.tsv")).isRegularFile();
        arc("embed", photos, "-m", MODEL, "--format", "csv", "-o", folder.resolve("f.npy")).failedWith(2,
                "arc: --format csv contradicts -o " + folder.resolve("f.npy")
                        + ": leave out --format, or name another file\n");
        assertThat(folder.resolve("f.npy")).doesNotExist();
    }

    @Test
    void writesOverNothingThatItReads() throws IOException {
        Path table = folder.resolve("x.tsv");
        String content = "path\tlabel\nphotos/cat/c0.png\tcat\nphotos/dog/d0.png\tdog\n";
        Files.writeString(table, content);
        Path link = Files.createSymbolicLink(folder.resolve("link.csv"), table);
        Path picture = photos.resolve("cat/c0.png");
        byte[] pixels = Files.readAllBytes(picture);
        Path npy = folder.resolve("x.npy");
        arc("embed", table, "-m", MODEL, "-o", npy).failedWith(2, refused(table));
        arc("embed", table, "-m", MODEL, "-o", table).failedWith(2, refused(table));
        arc("embed", table + ":all", "-m", MODEL, "-o", table).failedWith(2, refused(table));
        arc("embed", table, "-m", MODEL, "-o", link).failedWith(2, refused(link));
        arc("embed", photos, "-m", MODEL, "-o", picture).failedWith(2, refused(picture));
        arc("tensor", picture, "-o", picture).failedWith(2, refused(picture));
        arc("plot", table, "-m", MODEL, "-o", table).failedWith(2, refused(table));
        arc("index", table, "-m", MODEL, "-g", folder.resolve("g.arc"), "--errors", table).failedWith(2,
                refused(table));
        arc("index", photos, "-m", MODEL, "-g", folder.resolve("g.arc"), "--errors", picture).failedWith(2,
                refused(picture));
        Path model = Files.copy(MODEL, folder.resolve("m.onnx"));
        arc("index", photos, "-m", model, "-g", folder.resolve("g.arc"), "--errors", model).failedWith(2,
                refused(model));
        arc("embed", photos, "-m", model, "-o", model).failedWith(2, refused(model));
        assertThat(model).hasSameBinaryContentAs(MODEL);
        arc("index", "--embeddings", npy, "--labels", table, "-g", folder.resolve("g.arc"), "--errors", table)
                .failedWith(2, "arc: with --embeddings there are no pictures: leave out --errors\n");
        assertThat(folder.resolve("g.arc")).doesNotExist();
        assertThat(table).hasContent(content);
        assertThat(picture).hasBinaryContent(pixels);
        assertThat(npy).doesNotExist();

        arc("embed", photos, "-m", MODEL, "-o", npy).ok();
        arc("plot", "--embeddings", npy, "--labels", table, "-o", table).failedWith(2, refused(table));
        Path labels = Files.move(table, folder.resolve("p.metadata.tsv"));
        arc("plot", "--embeddings", npy, "--labels", labels, "-o", folder.resolve("p.tsv")).failedWith(2,
                refused(labels));
        arc("embed", photos, "-m", MODEL, "-o", npy).ok(); // what an earlier run wrote is no input
    }

    private static String refused(Path file) {
        return "arc: " + file + " is read, and would be written over: name another file to write\n";
    }

    @Test
    void takesAPartOfThePicturesSoThatEachLabelKeepsItsShare() {
        Ran two = arc("embed", photos, "-m", MODEL, "--limit", "2", "--format", "csv");
        assertThat(two.lines()).hasSize(3);
        assertThat(two.lines().stream().skip(1).map(line -> line.split(",", -1)[1])).containsExactly("cat", "dog");
        assertThat(arc("embed", photos, "-m", MODEL, "--limit", "2", "--seed", "42", "--format", "csv").out())
                .isEqualTo(two.out());
        assertThat(arc("embed", photos, "-m", MODEL, "--limit", "9").lines()).hasSize(4);
        arc("embed", photos, "-m", MODEL, "--limit", "0").failedWith(2, "arc: limit must be >= 1, got 0\n");
        Path gallery = folder.resolve("g.arc");
        assertThat(
                arc("index", photos, "-m", MODEL, "-g", gallery, "--limit", "2", "--json").json().get("added").asInt())
                .isEqualTo(2);
        arc("index", photos, "-g", gallery).ok();
        assertThat(arc("evaluate", photos, "-g", gallery, "--limit", "2", "--json").json().get("n_probes").asInt())
                .isEqualTo(2);
        String refusal = "arc: --limit takes a part of pictures, and --embeddings are none\n";
        arc("index", "--embeddings", "x.npy", "-g", gallery, "--limit", "2").failedWith(2, refusal);
        arc("evaluate", "--embeddings", "x.npy", "--labels", "x.tsv", "--limit", "2").failedWith(2, refusal);
    }

    @Test
    void writesNothingWhenEveryInputIsSkippedAndTheRestWhenSomeAre() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.png"), "no picture");
        for (String name : List.of("e.csv", "e.npy", "e.ndjson")) {
            assertThat(arc("embed", broken, "-m", MODEL, "-o", folder.resolve(name)).exitCode()).isEqualTo(1);
        }
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("photos", "broken.png");
        Ran some = arc("embed", photos, broken, "-m", MODEL);
        assertThat(some.exitCode()).isEqualTo(3);
        assertThat(some.lines()).hasSize(4);
    }

    @Test
    void measuresAGallery() {
        Path gallery = folder.resolve("pets.arc");
        arc("index", photos, "-g", gallery, "-m", MODEL).ok();
        JsonNode evaluation = arc("evaluate", "-g", gallery, photos, "--json").ok().json();
        assertThat(evaluation.propertyNames()).containsExactly("schema", "n_probes", "n_gallery", "n_left_out",
                "precision_at_1", "recall_at", "r_precision", "map_at_r", "mrr", "knn_accuracy", "centre_accuracy",
                "verification", "angles", "per_class", "confusion");
        assertThat(evaluation.get("n_probes").asInt()).isEqualTo(4);
        assertThat(evaluation.get("n_gallery").asInt()).isEqualTo(4);
        assertThat(evaluation.get("recall_at").propertyNames()).containsExactly("1", "5", "10");
        assertThat(evaluation.get("recall_at").get("5").asDouble()).as("itself left out, one other cat is left")
                .isEqualTo(1);
        assertThat(evaluation.get("knn_accuracy").propertyNames()).containsExactly("1", "5");
        JsonNode verification = evaluation.get("verification");
        assertThat(verification.propertyNames()).containsExactly("pairs", "sampled", "roc_auc", "eer", "tar_at_far",
                "threshold_at_far");
        assertThat(verification.get("pairs").asInt()).as("4 x 4 without the probes themselves").isEqualTo(12);
        assertThat(verification.get("tar_at_far").propertyNames()).containsExactly("0.1", "0.01", "0.001", "0.0001");
        assertThat(evaluation.get("angles").propertyNames()).containsExactly("intra_deg", "inter_deg");
        assertThat(evaluation.get("per_class").propertyNames()).containsExactly("cat", "dog");
        assertThat(evaluation.get("per_class").get("cat").propertyNames()).containsExactly("n", "precision_at_1",
                "map_at_r", "intra_deg", "confused_with");
        assertThat(arc("evaluate", "-g", gallery, photos).ok().lines()).contains("probes                      4");
    }

    @Test
    void measuresFilesOfEmbeddings() {
        Path npy = folder.resolve("e.npy");
        Path tsv = folder.resolve("e.tsv");
        arc("embed", photos, "-m", MODEL, "-o", npy).ok();
        JsonNode own = arc("evaluate", "--embeddings", npy, "--labels", tsv, "--json").ok().json();
        assertThat(own.get("verification").get("pairs").asInt()).as("pairs i < j").isEqualTo(6);
        Ran ran = arc("evaluate", "--embeddings", npy, "--labels", tsv, "--gallery-embeddings", npy,
                "--gallery-labels", tsv, "--json");
        assertThat(ran.err()).startsWith("arc: warning: each of the 4 probes finds itself").hasLineCount(1);
        assertThat(ran.exitCode()).isZero();
        JsonNode two = ran.json();
        assertThat(two.get("verification").get("pairs").asInt()).isEqualTo(16);
        assertThat(two.get("precision_at_1").asDouble()).as("nothing left out: each finds itself").isEqualTo(1);
    }

    @Test
    void refusesEvaluationsThatMakeNoSense() {
        arc("evaluate").failedWith(2, "arc: evaluate either a gallery (-g GALLERY PROBES) or files (--embeddings X.npy"
                + " --labels X.tsv)\n");
        arc("evaluate", "--embeddings", "x.npy").failedWith(2,
                "arc: --embeddings and --labels belong together, and one is missing\n");
        arc("evaluate", "--embeddings", "x.npy", "--labels", "x.tsv", "mnist").failedWith(2,
                "arc: with --embeddings there are no pictures: leave out 'mnist'\n");
        arc("evaluate", "-g", "x").failedWith(2, "arc: name the probes: arc evaluate -g x PROBES\n");
        arc("evaluate", "--embeddings", "x.npy", "--labels", "x.tsv").failedWith(1,
                "arc: cannot read x.npy: no such file or folder\n");
    }

    @Test
    void skipsProbesWithoutALabel() throws IOException {
        Path gallery = folder.resolve("pets.arc");
        arc("index", photos, "-g", gallery, "-m", MODEL).ok();
        Path loose = Pictures.write(folder.resolve("loose/x.png"), 77);
        Ran some = arc("evaluate", "-g", gallery, photos, loose, "--json");
        assertThat(some.exitCode()).isEqualTo(3);
        assertThat(some.err()).isEqualTo("arc: warning: skipped " + loose + ": it has no label\n");
        assertThat(some.json().get("n_probes").asInt()).isEqualTo(4);
        assertThat(arc("evaluate", "-g", gallery, loose).exitCode()).isEqualTo(1);
    }

    @Test
    void listsDataSets() throws IOException {
        JsonNode sets = arc("data", "list", "--json").ok().json().get("data_sets");
        assertThat(sets.get(1).get("name").asString()).isEqualTo("mnist");
        assertThat(sets.get(1).get("train").asInt()).isEqualTo(60_000);
        Path data = Files.createDirectories(folder.resolve("data/fashion-mnist")).getParent();
        assertThat(arc("data", "list", "--data-dir", data).ok().out())
                .contains(data.resolve("fashion-mnist").toString());
    }

    @Test
    void looksAtTheMachine() {
        Ran doctor = arc("doctor", "--json").ok();
        assertThat(doctor.json().get("ok").asBoolean()).isTrue();
        assertThat(doctor.json().get("checks")).allSatisfy(check -> {
            assertThat(check.propertyNames()).containsExactly("name", "status", "value", "remedy");
            assertThat(check.get("status").asString()).isIn("ok", "warn");
            assertThat(check.get("remedy").isNull()).isEqualTo(check.get("status").asString().equals("ok"));
        });
        assertThat(arc("doctor").ok().out()).contains("ONNX Runtime").contains("Lucene").contains("mnist");
    }
}
