package arc.cli;

import static arc.cli.Ran.arc;
import static arc.cli.Ran.arcWithInput;
import static arc.cli.Ran.resource;
import static org.assertj.core.api.Assertions.assertThat;

import arc.cli.output.Console;
import arc.cli.output.Terminal;
import arc.cli.signal.Stop;
import arc.index.GalleryWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tries index, search and info on pictures with names that trip programs up. */
class GalleryCommandsTest {

    private static final Path MODEL = resource("model/tiny.onnx");
    private static final Path OTHER_MODEL = resource("model/other.onnx");

    @TempDir
    private Path folder;

    private Path photos;
    private Path gallery;

    @BeforeEach
    void makePictures() throws IOException {
        photos = Pictures.folder(folder.resolve("ph\u00f6tos\nof pets"), 3);
        gallery = folder.resolve("pets.arc");
    }

    @Test
    void countsWhatIndexingDid() {
        JsonNode first = arc("index", photos, "-g", gallery, "-m", MODEL, "--json").ok().json();
        assertThat(first.propertyNames()).containsExactly("schema", "gallery", "added", "updated", "moved", "unchanged",
                "removed", "skipped", "embedded", "entries", "seconds", "skipped_by_reason");
        assertThat(counts(first))
                .isEqualTo("added 6, updated 0, moved 0, unchanged 0, removed 0, skipped 0, embedded 6, entries 6");
        assertThat(first.get("gallery").asString()).isEqualTo(gallery.toString());
        JsonNode second = arc("index", photos, "-g", gallery, "--json").ok().json();
        assertThat(counts(second))
                .isEqualTo("added 0, updated 0, moved 0, unchanged 6, removed 0, skipped 0, embedded 0, entries 6");
    }

    @Test
    void prunesWhatIsGoneAndFollowsWhatMoved() throws IOException {
        arc("index", photos, "-g", gallery, "-m", MODEL).ok();
        Files.delete(photos.resolve("cat/c0.png"));
        Files.move(photos.resolve("dog/d0.png"), photos.resolve("dog/renamed.png"));
        Pictures.write(photos.resolve("cat/c1.png"), 99);
        JsonNode report = arc("index", photos, "-g", gallery, "--prune", "--json").ok().json();
        assertThat(counts(report))
                .isEqualTo("added 0, updated 1, moved 1, unchanged 3, removed 1, skipped 0, embedded 1, entries 5");
    }

    @Test
    void escapesTheNamesOfWhatItSkips() throws IOException {
        Files.writeString(photos.resolve("cat/ev\u001b[31mil\n.png"), "");
        Ran ran = arc("index", photos, "-g", gallery, "-m", MODEL);
        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err())
                .isEqualTo("arc: warning: skipped " + photos.resolve("cat").toString().replace("\n", "\\u000a")
                        + "/ev\\u001b[31mil\\u000a.png: not an image arc can read (it is empty, 0 bytes)\n");
    }

    @Test
    void refusesAFilterThatComparesWithAList() {
        arc("index", photos, "-g", gallery, "-m", MODEL).ok();
        arc("search", photos.resolve("cat/c0.png"), "-g", gallery, "--filter", "year>=2020,2019").failedWith(2,
                "arc: filter 'year>=2020,2019', position 11: >= takes one value, only = and != take several;"
                        + " write \\, for a comma in a value\n");
    }

    @Test
    void skipsWhatIsNoPictureAndListsIt() throws IOException {
        Path broken = Files.writeString(photos.resolve("cat/broken.png"), "no picture");
        Path errors = folder.resolve("errors.tsv");
        Ran ran = arc("index", photos, "-g", gallery, "-m", MODEL, "--errors", errors, "--json");
        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.json().get("skipped").asInt()).isEqualTo(1);
        assertThat(ran.err()).startsWith("arc: warning: skipped " + photos.getParent());
        List<String> listed = Files.readAllLines(errors);
        assertThat(listed).hasSize(2);
        assertThat(listed.get(0)).isEqualTo("path\treason");
        assertThat(listed.get(1)).startsWith(broken.toString().replace("\n", "\\n") + "\t");
    }

    @Test
    void countsSkippedPicturesByReason() throws IOException {
        Files.writeString(photos.resolve("cat/broken.png"), "no picture");
        Files.writeString(photos.resolve("cat/words.png"), "no picture either");
        Files.createFile(photos.resolve("dog/empty.png"));
        Ran json = arc("index", photos, "-g", gallery, "-m", MODEL, "--json", "-q");
        assertThat(json.json().get("skipped_by_reason").toString())
                .isEqualTo("{\"not an image, or of an unsupported format\":2,\"empty file\":1}");
        Ran table = arc("index", photos, "-g", gallery);
        assertThat(table.exitCode()).isEqualTo(3);
        assertThat(table.err())
                .contains("arc: skipped 3: 2 not an image, or of an unsupported format, 1 empty file\n");
    }

    @Test
    void refusesAnotherModelInADryRunToo() {
        assertThat(arc("index", photos, "-g", indexed(), "-m", OTHER_MODEL, "--dry-run").exitCode()).isEqualTo(4);
    }

    @Test
    void failsWhenEveryInputIsSkipped() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.png"), "no picture");
        Ran ran = arc("index", broken, "-g", gallery, "-m", MODEL);
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).endsWith("arc: the only input was skipped\n");
        assertThat(arc("search", broken, "-g", gallery).exitCode()).isEqualTo(1);
    }

    @Test
    void endsAtTheFirstBrokenPictureWhenAskedTo() throws IOException {
        Files.writeString(photos.resolve("cat/broken.png"), "no picture");
        Ran ran = arc("index", photos, "-g", gallery, "-m", MODEL, "--fail-fast");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).startsWith("arc: cannot index ").contains("--fail-fast");
    }

    @Test
    void writesNothingInADryRun() {
        Ran ran = arc("index", photos, "-g", gallery, "-m", MODEL, "--dry-run", "--json", "-q").ok();
        assertThat(counts(ran.json()))
                .isEqualTo("added 6, updated 0, moved 0, unchanged 0, removed 0, skipped 0, embedded 6, entries 6");
        assertThat(gallery).doesNotExist();
    }

    @Test
    void takesListsOfFilesAndSkipsThoseThatAreGone() throws IOException {
        Path cat = photos.resolve("cat/c0.png");
        Path dog = photos.resolve("dog/d0.png");
        byte[] list = (cat + "\0" + dog + "\0nowhere.png\0").getBytes(StandardCharsets.UTF_8);
        Ran ran = arcWithInput(list, "index", "--files-from", "-", "-g", gallery, "-m", MODEL, "--json");
        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(counts(ran.json()))
                .isEqualTo("added 2, updated 0, moved 0, unchanged 0, removed 0, skipped 1, embedded 2, entries 2");
        arcWithInput(list, "index", "-", "--files-from", "-", "-g", gallery).failedWith(2,
                "arc: standard input is either a picture (-) or a list (--files-from -), not both\n");
        arc("index", "-g", gallery, "-m", MODEL).failedWith(2,
                "arc: nothing to index: name pictures, folders or data sets, or --files-from a list\n");
    }

    @Test
    void takesNamesThatTripProgramsUp() throws IOException {
        List<String> names = List.of("-x.png", "--json", " leading and trailing ", "new\nline.png", "\ttab.png",
                "\u202eright to left.png", "\ud83d\ude00.png", "a\u0301.png", "'\"`$(x)\\.png", "mnist:test");
        Path odd = Files.createDirectories(folder.resolve("odd"));
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            list.append(Pictures.write(odd.resolve(names.get(i)), 100 + i)).append('\0');
        }
        Ran ran = arcWithInput(list.toString().getBytes(StandardCharsets.UTF_8), "index", "--files-from", "-", "-g",
                gallery, "-m", MODEL, "--json").ok();
        assertThat(ran.json().get("added").asInt()).isEqualTo(names.size());
        for (String name : names) {
            Path file = odd.resolve(name);
            JsonNode byPicture = arc("search", "-g", gallery, "-k", "1", "--json", "--", file).ok().json();
            assertThat(byPicture.get("query").asString()).isEqualTo(file.toString());
            assertThat(byPicture.get("hits").get(0).get("path").asString()).isEqualTo(file.toString());
            assertThat(hits("search", "--like=" + file, "-g", gallery, "-k", "1", "--json").getFirst().get("path")
                    .asString()).isEqualTo(file.toString());
            assertThat(hits("search", "--like=" + file, "-g", gallery, "--filter", "path=" + file, "--json"))
                    .as("spaces around a value don't count").hasSize(name.endsWith(" ") ? 0 : 1);
        }
    }

    @Test
    void joinsMetadataByPath() throws IOException {
        Path table = Files.writeString(folder.resolve("pets.csv"),
                "path,label,owner\n\"" + photos.resolve("cat/c0.png") + "\",tiger,ann\n");
        Ran ran = arc("index", photos, "-g", gallery, "-m", MODEL, "--metadata", table);
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).isEqualTo("arc: warning: 5 of 6 pictures have no row in " + table + "\n");
        JsonNode hits = arc("search", photos.resolve("cat/c0.png"), "-g", gallery, "--filter", "owner=ann", "--json")
                .ok().json().get("hits");
        assertThat(hits.size()).isEqualTo(1);
        assertThat(hits.get(0).get("label").asString()).isEqualTo("tiger");
        assertThat(hits.get(0).get("metadata").get("owner").asString()).isEqualTo("ann");
    }

    @Test
    void keepsMetadataWhereNoTableIsGiven() throws IOException {
        Path table = Files.writeString(folder.resolve("pets.csv"),
                "path,owner,year\n\"" + photos.resolve("cat/c0.png") + "\",ann,2019\n");
        arc("index", photos, "-g", gallery, "-m", MODEL, "--metadata", table, "-q").ok();
        JsonNode again = arc("index", photos, "-g", gallery, "--json").ok().json();
        assertThat(again.get("unchanged").asInt()).isEqualTo(6);
        Object[] search = {"search", photos.resolve("dog/d1.png"), "-g", gallery, "--filter", "owner=ann", "--json"};
        assertThat(arc(search).ok().json().get("hits").size()).isEqualTo(1);

        Files.writeString(table, "path,owner\n\"" + photos.resolve("cat/c0.png") + "\",ann\n");
        assertThat(arc("index", table, "-g", gallery, "--json").ok().json().get("updated").asInt()).isEqualTo(1);
        assertThat(arc(search).ok().json().get("hits").get(0).get("metadata").toString())
                .isEqualTo("{\"owner\":\"ann\"}");
    }

    @Test
    void findsAnIndexedPictureFirst() {
        arc("index", photos, "-g", gallery, "-m", MODEL).ok();
        Path query = photos.resolve("dog/d1.png");
        JsonNode found = arc("search", query, "-g", gallery, "-k", "2", "--json").ok().json();
        assertThat(found.propertyNames()).containsExactly("schema", "query", "gallery", "mode", "hits");
        assertThat(found.get("schema").asInt()).isEqualTo(1);
        assertThat(found.get("query").asString()).isEqualTo(query.toString());
        assertThat(found.get("mode").asString()).isEqualTo("exact");
        assertThat(found.get("hits").size()).isEqualTo(2);
        JsonNode hit = found.get("hits").get(0);
        assertThat(hit.propertyNames()).containsExactly("rank", "id", "path", "paths", "label", "cosine", "metadata");
        assertThat(hit.get("rank").asInt()).isEqualTo(1);
        assertThat(hit.get("path").asString()).isEqualTo(query.toString());
        assertThat(hit.get("label").asString()).isEqualTo("dog");
        assertThat(hit.get("cosine").asDouble()).isGreaterThanOrEqualTo(0.9999);
        assertThat(hit.get("id").asString()).matches("[0-9a-f]{64}");
    }

    @Test
    void showsHitsAsATable() {
        arc("index", photos, "-g", gallery, "-m", MODEL).ok();
        List<String> lines = arc("search", photos.resolve("cat/c0.png"), "-g", gallery, "-k", "1").ok().lines();
        assertThat(lines).containsExactly("rank  cosine  label  path", "   1  1.0000  cat    "
                + photos.resolve("cat/c0.png").toString().replace("\n", "\\u000a"));
    }

    @Test
    void answersEachOfSeveralQueriesOnItsLineAndSkipsBrokenOnes() throws IOException {
        arc("index", photos, "-g", gallery, "-m", MODEL).ok();
        Path broken = Files.writeString(folder.resolve("broken.png"), "no picture");
        Ran ran = arc("search", photos, broken, "-g", gallery, "-k", "1", "--json");
        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.jsonLines()).hasSize(6).allSatisfy(found -> assertThat(found.get("query").asString())
                .isEqualTo(found.get("hits").get(0).get("path").asString()));
    }

    @Test
    void searchesWithStandardInputAndWithEntries() throws IOException {
        arc("index", photos, "-g", gallery, "-m", MODEL).ok();
        Path cat = photos.resolve("cat/c2.png");
        JsonNode byInput = arcWithInput(Files.readAllBytes(cat), "search", "-", "-g", gallery, "--json").ok().json();
        assertThat(byInput.get("query").asString()).isEqualTo("-");
        assertThat(byInput.get("hits").get(0).get("path").asString()).isEqualTo(cat.toString());
        String id = byInput.get("hits").get(0).get("id").asString();
        JsonNode byId = arc("search", "--like", id, "-g", gallery, "--json").ok().json();
        assertThat(byId.get("hits")).isEqualTo(byInput.get("hits"));
        arc("search", "--like", "nobody", "-g", gallery).failedWith(1,
                "arc: gallery " + gallery + " has no entry with the id or path nobody\n");
    }

    @Test
    void returnsWhatThereIsWhenKIsLarger() {
        arc("index", photos, "-g", gallery, "-m", MODEL).ok();
        Path cat = photos.resolve("cat/c2.png");
        assertThat(hits("search", cat, "-g", gallery, "-k", "100", "--json")).hasSize(6);
        assertThat(hits("search", cat, "-g", gallery, "-k", "100", "--filter", "label=cat", "--json")).hasSize(3);
        assertThat(hits("search", cat, "-g", gallery, "--min-cosine", "0.9999", "--json")).hasSize(1);
        assertThat(hits("search", cat, "-g", gallery, "--filter", "label=bird", "--json")).isEmpty();
        assertThat(hits("search", cat, "-g", gallery, "--num-candidates", "10", "--json")).hasSize(6);
    }

    @Test
    void refusesSearchesThatMakeNoSense() {
        arc("search", "x", "-g", gallery, "-k", "0").failedWith(2, "arc: k must be >= 1, got 0\n");
        arc("search", "-g", gallery).failedWith(2,
                "arc: nothing to search with: name a picture, --like an entry, or an --embedding\n");
        arc("search", "x", "-g", gallery, "--exact", "--num-candidates", "20").failedWith(2,
                "arc: --exact and --num-candidates contradict each other\n");
        arc("search", "x", "-g", gallery, "--min-cosine", "2").failedWith(2,
                "arc: min-cosine must be in [-1, 1], got 2.0\n");
        assertThat(arc("search", "x", "-g", gallery, "--filter", "label").exitCode()).isEqualTo(2);
        assertThat(arc("search", "x", "-g", gallery).exitCode()).isEqualTo(1);
        assertThat(arc("search", "nowhere.png", "-g", indexed()).exitCode()).isEqualTo(1);
    }

    @Test
    void refusesAGalleryBuiltByAnotherModel() {
        indexed();
        Ran search = arc("search", photos.resolve("cat/c0.png"), "-g", gallery, "-m", OTHER_MODEL);
        assertThat(search.exitCode()).isEqualTo(4);
        assertThat(search.err()).startsWith("arc: gallery " + gallery + " was built by model ");
        assertThat(arc("index", photos, "-g", gallery, "-m", OTHER_MODEL).exitCode()).isEqualTo(4);
    }

    @Test
    void refusesAGalleryThatIsBeingWritten() {
        indexed();
        try (GalleryWriter _ = GalleryWriter.open(gallery)) {
            Ran index = arc("index", photos, "-g", gallery);
            assertThat(index.exitCode()).isEqualTo(5);
            assertThat(index.err()).startsWith("arc: gallery " + gallery + " is locked by ");
            arc("search", photos.resolve("cat/c0.png"), "-g", gallery).ok();
        }
    }

    @Test
    void leavesFoldersThatAreNoGalleryAlone() {
        Ran index = arc("index", photos, "-g", photos, "-m", MODEL);
        assertThat(index.exitCode()).isEqualTo(1);
        assertThat(photos.resolve("cat/c0.png")).exists();
        arc("index", photos, "-g", folder.resolve("new.arc")).failedWith(2,
                "arc: a new gallery needs a model: arc index ... -g " + folder.resolve("new.arc") + " -m MODEL\n");
    }

    @Test
    void keepsWhatIsDoneWhenStopped() {
        Stop stop = new Stop();
        stop.request(130);
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(InputStream.nullInputStream(),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), Terminal.NONE, Map.of());
        int exitCode = Arc.run(new String[]{"index", "mnist:test", "-g", gallery.toString(), "-m", MODEL.toString()},
                console, stop);
        assertThat(exitCode).isEqualTo(130);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo(
                "arc: stopped; what was done until then is kept, and the same command goes on from there\n");
        assertThat(arc("info", gallery, "--json").ok().json().get("entries").asInt()).isLessThan(10_000);
    }

    @Test
    void describesModelsAndGalleries() {
        JsonNode model = arc("info", MODEL, "--json").ok().json();
        assertThat(model.get("kind").asString()).isEqualTo("model");
        assertThat(model.get("card").get("preprocessing").get("size").asInt()).isEqualTo(32);
        JsonNode info = arc("info", indexed(), "--json").ok().json();
        assertThat(info.get("kind").asString()).isEqualTo("gallery");
        assertThat(info.get("entries").asInt()).isEqualTo(6);
        assertThat(info.get("labels").asInt()).isEqualTo(2);
        assertThat(info.get("model_id")).isEqualTo(model.get("model_id"));
        assertThat(arc("info", MODEL).ok().lines()).contains("card.dimension               8");
        arc("info", folder.resolve("nowhere")).failedWith(1,
                "arc: " + folder.resolve("nowhere") + ": no such file or folder\n");
        arc("info", photos).failedWith(1, "arc: " + photos.toString().replace("\n", "\n     ")
                + " is neither a gallery nor a training run; a model is a file, such as "
                + photos.resolve("model.onnx").toString().replace("\n", "\n     ") + "\n");
    }

    private Path indexed() {
        arc("index", photos, "-g", gallery, "-m", MODEL).ok();
        return gallery;
    }

    private static List<JsonNode> hits(Object... arguments) {
        List<JsonNode> hits = new ArrayList<>();
        arc(arguments).ok().json().get("hits").forEach(hits::add);
        return hits;
    }

    private static String counts(JsonNode report) {
        StringBuilder text = new StringBuilder();
        for (String name : List.of("added", "updated", "moved", "unchanged", "removed", "skipped", "embedded",
                "entries")) {
            text.append(text.isEmpty() ? "" : ", ").append(name).append(' ').append(report.get(name).asInt());
        }
        return text.toString();
    }
}
