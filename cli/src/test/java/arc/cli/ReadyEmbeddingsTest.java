package arc.cli;

import static arc.cli.Ran.arc;
import static arc.cli.Ran.resource;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Tries galleries of embeddings that were made elsewhere. */
class ReadyEmbeddingsTest {

    private static final Path MODEL = resource("model/tiny.onnx");
    private static final int DIMENSION = 8;

    @TempDir
    private Path folder;

    private Path photos;
    private Path gallery;
    private Path npy;
    private Path tsv;

    @BeforeEach
    void embedPictures() throws IOException {
        photos = Pictures.folder(folder.resolve("ph\u00f6tos\nof pets"), 2);
        gallery = folder.resolve("pets.arc");
        npy = folder.resolve("e.npy");
        tsv = folder.resolve("e.tsv");
        arc("embed", photos, "-m", MODEL, "-o", npy).ok();
    }

    private JsonNode index(Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("index", "--embeddings", npy, "-g", gallery, "--json"));
        arguments.addAll(List.of(more));
        return arc(arguments.toArray()).ok().json();
    }

    private static String counts(JsonNode report) {
        return "added " + report.get("added").asInt() + ", updated " + report.get("updated").asInt() + ", unchanged "
                + report.get("unchanged").asInt() + ", embedded " + report.get("embedded").asInt() + ", entries "
                + report.get("entries").asInt();
    }

    private Path writeNpy(String name, String shape, float... values) throws IOException {
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(new byte[]{(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
        bytes.write(header.getBytes(StandardCharsets.ISO_8859_1));
        ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        bytes.write(data.array());
        return Files.write(folder.resolve(name), bytes.toByteArray());
    }

    @Test
    void indexesThemOnceAndFindsEachByItsPath() {
        assertThat(counts(index("--labels", tsv)))
                .isEqualTo("added 4, updated 0, unchanged 0, embedded 0, entries 4");
        assertThat(counts(index("--labels", tsv)))
                .isEqualTo("added 0, updated 0, unchanged 4, embedded 0, entries 4");
        String cat = photos.resolve("cat/c1.png").toString();
        JsonNode hit = arc("search", "--like", cat, "-g", gallery, "-k", "1", "--json").ok().json().get("hits").get(0);
        assertThat(hit.get("id").asString()).isEqualTo(cat);
        assertThat(hit.get("path").asString()).isEqualTo(cat);
        assertThat(hit.get("label").asString()).isEqualTo("cat");
    }

    @Test
    void searchesByEmbeddingFilesOfOneOrMoreRows() throws IOException {
        index("--labels", tsv);
        List<JsonNode> found = arc("search", "--embedding", npy, "-g", gallery, "-k", "1", "--json").ok().jsonLines();
        assertThat(found).extracting(line -> line.get("query").asString()).containsExactly(npy + ":0", npy + ":1",
                npy + ":2", npy + ":3");
        assertThat(found.get(3).get("hits").get(0).get("path").asString())
                .isEqualTo(photos.resolve("dog/d1.png").toString());
        Path one = writeNpy("one.npy", "(8,)", 1, 0, 0, 0, 0, 0, 0, 0);
        assertThat(arc("search", "--embedding", one, "-g", gallery, "--json").ok().json().get("query").asString())
                .isEqualTo(one.toString());
        Path two = writeNpy("two.npy", "(2,)", 1, 0);
        arc("search", "--embedding", two, "-g", gallery).failedWith(4,
                "arc: gallery " + gallery + " holds embeddings of 8 dimensions, but this one has 2\n");
        Path cube = writeNpy("cube.npy", "(1, 1, 1)", 1);
        arc("search", "--embedding", cube, "-g", gallery).failedWith(1,
                "arc: " + cube + " should have the shape (rows, dimensions) or (dimensions,), found (1, 1, 1)\n");
        arc("search", "--embedding", folder.resolve("no.npy"), "-g", gallery).failedWith(1,
                "arc: cannot read " + folder.resolve("no.npy") + ": no such file or folder\n");
    }

    @Test
    void takesPicturesOnlyWhenGivenTheModel() {
        index("--labels", tsv);
        Path cat = photos.resolve("cat/c0.png");
        arc("search", cat, "-g", gallery).failedWith(1,
                "arc: gallery " + gallery + " has no copy of its model; name it with: -m MODEL\n");
        arc("check", "-g", gallery).ok();
        Ran ran = arc("search", cat, "-g", gallery, "-m", MODEL, "-k", "1", "--json");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).startsWith("arc: warning: gallery " + gallery
                + " was filled with ready embeddings of a model named 'unknown'; whether that is model ");
        assertThat(ran.json().get("hits").get(0).get("path").asString()).isEqualTo(cat.toString());
        arc("index", photos, "-g", gallery, "-m", MODEL).failedWith(4, "arc: gallery " + gallery + " was built by model"
                + " 'unknown', but this is model " + modelId().substring(0, 12)
                + "\n     use the gallery's own: leave out -m, or index again by the new model into another folder:"
                + " arc index DATA -g NEW_GALLERY -m MODEL\n");
    }

    @Test
    void checksAModelWhoseIdWasStated() {
        index("--labels", tsv, "--model-id", modelId());
        Path cat = photos.resolve("cat/c0.png");
        arc("search", cat, "-g", gallery, "-m", MODEL).ok();
        assertThat(arc("search", cat, "-g", gallery, "-m", resource("model/other.onnx")).exitCode()).isEqualTo(4);
        assertThat(arc("info", gallery, "--json").ok().json().has("model_name")).isFalse();
    }

    @Test
    void keepsACopyOfAModelThatWasGiven() {
        index("--labels", tsv, "-m", MODEL);
        arc("search", photos.resolve("cat/c0.png"), "-g", gallery).ok();
        arc("index", "--embeddings", npy, "-g", gallery, "-m", MODEL, "--model-id", "x").failedWith(2,
                "arc: -m and --model-id contradict each other\n");
    }

    @Test
    void keepsNamedModelsApart() {
        index("--labels", tsv, "--model-id", "dino v2");
        assertThat(arc("info", gallery, "--json").ok().json().get("model_name").asString()).isEqualTo("dino v2");
        arc("index", "--embeddings", npy, "-g", gallery, "--model-id", "clip").failedWith(4,
                "arc: gallery " + gallery + " was built by model 'dino v2', but this is model 'clip'\n"
                        + "     use the gallery's own: leave out -m, or index again by the new model into another"
                        + " folder: arc index DATA -g NEW_GALLERY -m MODEL\n");
        assertThat(counts(index("--labels", tsv))).as("nothing said: the gallery's own").contains("unchanged 4");
    }

    @Test
    void takesIdsAndMetadataFromTheTableOrNumbersTheRows() throws IOException {
        Path table = Files.write(folder.resolve("t.tsv"), List.of("\uFEFFid\tyear\tlabel\tpaths", "a\t2001\tcat\t",
                "b b\t\t\t\"[\"\"x\\ty.png\"\",\"\"-z.png\"\"]\"", "\u65e5\t2003\tdog\t", "d\t2004\t\t"));
        assertThat(counts(index("--labels", table))).contains("added 5").contains("entries 4");
        JsonNode hits = arc("search", "--like", "d", "-g", gallery, "--filter", "year>=2003", "--json").ok().json()
                .get("hits");
        assertThat(hits.get(0).get("id").asString()).isEqualTo("d");
        assertThat(hits.get(0).get("label").isNull()).isTrue();
        assertThat(hits.get(1).get("id").asString()).isEqualTo("\u65e5");
        JsonNode copies = arc("search", "--like=-z.png", "-g", gallery, "-k", "1", "--json").ok().json().get("hits")
                .get(0);
        assertThat(copies.get("paths").toString()).isEqualTo("[\"x\\ty.png\",\"-z.png\"]");
        Path numbered = folder.resolve("numbered.arc");
        arc("index", "--embeddings", npy, "-g", numbered).ok();
        assertThat(arc("search", "--like", "3", "-g", numbered, "-k", "1", "--json").ok().json().get("hits").get(0)
                .get("id").asString()).isEqualTo("3");
    }

    @Test
    void replacesAVectorThatChanged() throws IOException {
        Path two = writeNpy("two.npy", "(2, 2)", 1, 0, 0, 1);
        arc("index", "--embeddings", two, "-g", gallery).ok();
        writeNpy("two.npy", "(2, 2)", 1, 0, 1, 1);
        JsonNode report = arc("index", "--embeddings", two, "-g", gallery, "--json").ok().json();
        assertThat(counts(report)).isEqualTo("added 0, updated 1, unchanged 1, embedded 0, entries 2");
        JsonNode hits = arc("search", "--like", "0", "-g", gallery, "--json").ok().json().get("hits");
        assertThat(hits.get(1).get("cosine").asDouble()).isCloseTo(Math.sqrt(0.5),
                org.assertj.core.api.Assertions.within(1e-6));
    }

    @Test
    void tellsWhatWouldHappenInADryRun() {
        Ran ran = arc("index", "--embeddings", npy, "--labels", tsv, "-g", gallery, "--dry-run", "--json", "-q").ok();
        assertThat(counts(ran.json())).isEqualTo("added 4, updated 0, unchanged 0, embedded 0, entries 4");
        assertThat(gallery).doesNotExist();
    }

    @Test
    void refusesTablesThatDoNotFit() throws IOException {
        Path table = folder.resolve("t.tsv");
        for (String[] wrong : new String[][]{
                {"index\tlabel\n0\ta\n", " has no line for row 1 of the 4 embeddings"},
                {"index\tlabel\n4\ta\n", " line 2: index '4' is not a row of the embeddings, 0 to 3"},
                {"index\tlabel\n0\ta\n0\tb\n", " line 3: row 0 has a line already"},
                {"id\tlabel\nx\ta\ny\ta\nx\ta\nz\ta\n", ": rows 0 and 2 have the same id, x"},
                {"id\tlabel\n\ta\n", " line 2: it has no id"}, {"path\tlabel\n\ta\n", " line 2: it has no path"},
                {"id\tid\n", " line 1: two columns are named id"}, {"id\t\n", " line 1: a column has no name"},
                {"id\tlabel\nx\n", " line 2: expected 2 fields, found 1"},
                {"id\tpaths\nx\t[1\n", " line 2: paths should be a JSON list of strings, found [1"},
                {"index,label\n0,a\n", " has none of the columns index, id, path, paths, label in its first line,"
                        + " separated by tabs; found index,label"},
                {"", " is empty; its first line should name the columns, such as id and label"}}) {
            Files.writeString(table, wrong[0]);
            arc("index", "--embeddings", npy, "--labels", table, "-g", gallery).failedWith(1,
                    "arc: " + table + wrong[1] + "\n");
        }
        Files.writeString(table, "id\n" + "x".repeat(10_001) + "\nb\nc\nd\n");
        arc("index", "--embeddings", npy, "--labels", table, "-g", gallery).failedWith(1,
                "arc: " + npy + ", row 0: path has at most 10000 characters, got 10001\n");
        assertThat(gallery).doesNotExist();
    }

    @Test
    void refusesOptionsThatAreAboutPictures() throws IOException {
        arc("index", photos, "--embeddings", npy, "-g", gallery).failedWith(2, "arc: with --embeddings there are no"
                + " pictures: leave out '" + photos.toString().replace("\n", "'\n").split("'", -1)[0]
                + "\n     of pets'\n");
        for (String option : List.of("--prune", "--fail-fast")) {
            arc("index", "--embeddings", npy, option, "-g", gallery).failedWith(2,
                    "arc: with --embeddings there are no pictures: leave out " + option + "\n");
        }
        arc("index", "--embeddings", npy, "--files-from", "x", "-g", gallery).failedWith(2,
                "arc: with --embeddings there are no pictures: leave out --files-from\n");
        arc("index", photos, "--labels", tsv, "-g", gallery).failedWith(2,
                "arc: --labels belongs to --embeddings X.npy, which is missing\n");
        arc("index", photos, "--model-id", "x", "-g", gallery).failedWith(2,
                "arc: --model-id belongs to --embeddings X.npy, which is missing\n");
        Path two = writeNpy("two.npy", "(1, 2)", 1, 0);
        arc("index", "--embeddings", two, "-g", gallery, "-m", MODEL).failedWith(4, "arc: " + two
                + " holds embeddings of 2 dimensions, but those of model " + MODEL + " have " + DIMENSION + "\n");
        index("--labels", tsv);
        for (String[] more : new String[][]{{}, {"--dry-run"}}) {
            List<Object> arguments = new ArrayList<>(List.of("index", "--embeddings", two, "-g", gallery));
            arguments.addAll(List.of(more));
            arc(arguments.toArray()).failedWith(4,
                    "arc: gallery " + gallery + " holds embeddings of 8 dimensions, but this one has 2\n");
        }
    }

    private static String modelId() {
        return arc("info", MODEL, "--json").ok().json().get("model_id").asString();
    }
}
