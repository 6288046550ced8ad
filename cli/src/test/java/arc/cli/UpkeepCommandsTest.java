package arc.cli;

import static arc.cli.Ran.arc;
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

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Tries delete, check, compact, duplicates, export and merge. */
class UpkeepCommandsTest {

    private static final Path MODEL = resource("model/tiny.onnx");
    private static final Path OTHER_MODEL = resource("model/other.onnx");

    @TempDir
    private Path folder;

    private Path photos;
    private Path gallery;

    @BeforeEach
    void indexPictures() throws IOException {
        photos = Pictures.folder(folder.resolve("ph\u00f6tos\nof pets"), 3);
        gallery = folder.resolve("pets.arc");
        arc("index", photos, "-g", gallery, "-m", MODEL).ok();
    }

    private static String delete(Object... arguments) {
        JsonNode report = arc(arguments).ok().json();
        assertThat(report.propertyNames()).containsExactly("schema", "gallery", "removed_entries", "removed_paths",
                "skipped", "entries");
        return report.get("removed_entries").asInt() + " entries, " + report.get("removed_paths").asInt()
                + " paths, " + report.get("entries").asInt() + " left";
    }

    private int entries() {
        return arc("info", gallery, "--json").ok().json().get("entries").asInt();
    }

    private String idOf(Path picture) {
        return arc("search", "--like", picture, "-g", gallery, "-k", "1", "--json").ok().json().get("hits").get(0)
                .get("id").asString();
    }

    /** Returns what is in a folder: each file's name and content. */
    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                contents.put(file.getFileName().toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        }
        return contents;
    }

    @Test
    void deletesByIdPathAndFilterAndLeavesThePictures() {
        Path cat = photos.resolve("cat/c0.png");
        String id = idOf(photos.resolve("cat/c1.png"));
        assertThat(delete("delete", cat, "-g", gallery, "--force", "--json")).isEqualTo("1 entries, 1 paths, 5 left");
        assertThat(delete("delete", id.substring(0, 8), "-g", gallery, "--force", "--json"))
                .isEqualTo("1 entries, 1 paths, 4 left");
        assertThat(delete("delete", "--filter", "label=dog", "-g", gallery, "--force", "--json"))
                .isEqualTo("3 entries, 3 paths, 1 left");
        assertThat(delete("delete", "--filter", "label=dog", "-g", gallery, "--force", "--json"))
                .isEqualTo("0 entries, 0 paths, 1 left");
        assertThat(cat).exists();
        assertThat(arc("check", "-g", gallery).ok().lines()).containsExactly("ok: 1 entries, annRecall@10 1.0000");
    }

    @Test
    void deletesOnePathOfAnEntryThatHasSeveral() throws IOException {
        Path copy = Files.copy(photos.resolve("cat/c0.png"), photos.resolve("-x.png"));
        arc("index", photos, "-g", gallery).ok();
        assertThat(delete("delete", copy, "-g", gallery, "--force", "--json")).isEqualTo("0 entries, 1 paths, 6 left");
        arc("index", photos, "-g", gallery).ok();
        assertThat(delete("delete", "--filter", "path~*-x.png", "-g", gallery, "--force", "--json"))
                .isEqualTo("1 entries, 2 paths, 5 left");
        arc("delete", "-g", gallery, "--force", "--", "-x.png").failedWith(1,
                "arc: warning: skipped -x.png: no entry has this id or path\narc: the only input was skipped\n");
    }

    @Test
    void saysWhichNamesItDoesNotKnow() {
        Ran ran = arc("delete", photos.resolve("cat/c0.png"), "nobody", "-g", gallery, "--force", "--json");
        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err()).isEqualTo("arc: warning: skipped nobody: no entry has this id or path\n");
        assertThat(ran.json().get("skipped").asInt()).isEqualTo(1);
        assertThat(entries()).isEqualTo(5);
        arc("delete", "-g", gallery, "--force").failedWith(2,
                "arc: nothing to delete: name ids or paths, or --filter entries\n");
        arc("delete", "x", "--filter", "label=cat", "-g", gallery, "--force").failedWith(2,
                "arc: entries are either named or chosen by --filter, not both\n");
        arc("delete", "x", "-g", gallery).failedWith(2, "arc: delete asks on a terminal, and this is none: add --force,"
                + " or --dry-run to see what it would do\n");
    }

    @Test
    void asksOnATerminalAndTakesOnlyYesForYes() {
        Path cat = photos.resolve("cat/c0.png");
        String question = "delete 1 entries, 1 paths in all, from gallery " + gallery + "? [y/N] ";
        for (String no : List.of("", "\n", "n\n", "yess\n")) {
            Ran ran = onATerminal(no, "delete", cat, "-g", gallery);
            assertThat(ran.exitCode()).isEqualTo(1);
            assertThat(ran.err()).isEqualTo(question + "\r\u001b[Karc: nothing was deleted\n");
            assertThat(entries()).isEqualTo(6);
        }
        Ran ran = onATerminal("Yes\n", "delete", cat, "-g", gallery);
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).isEqualTo(question);
        assertThat(entries()).isEqualTo(5);
    }

    private static Ran onATerminal(String input, Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8),
                new Terminal(true, false, true, 100), Map.of("NO_COLOR", "1"));
        String[] args = Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
        int exitCode = Arc.run(args, console, new Stop());
        return new Ran(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void tellsWhatItWouldDelete() throws IOException {
        Map<String, String> before = files(gallery);
        Ran ran = arc("delete", "--filter", "label=cat", "-g", gallery, "--dry-run", "--json");
        assertThat(ran.err()).isEqualTo("arc: nothing was written: --dry-run\n");
        assertThat(ran.json().get("removed_entries").asInt()).isEqualTo(3);
        assertThat(ran.json().get("entries").asInt()).isEqualTo(3);
        assertThat(files(gallery)).isEqualTo(before);
    }

    @Test
    void findsNothingWrongWithASoundGalleryAndWritesNothing() throws IOException {
        Map<String, String> before = files(gallery);
        JsonNode report = arc("check", "-g", gallery, "--json").ok().json();
        assertThat(report.toString()).isEqualTo(
                "{\"schema\":1,\"ok\":true,\"entries\":6,\"problems\":[],\"ann_recall_at_10\":1.0}");
        assertThat(files(gallery)).isEqualTo(before);
        try (GalleryWriter _ = GalleryWriter.open(gallery)) {
            arc("check", "-g", gallery).ok();
        }
        arc("check", "-g", folder.resolve("no.arc")).failedWith(1, "arc: there is no gallery at "
                + folder.resolve("no.arc") + "\n     create it with: arc index DATA -g " + folder.resolve("no.arc")
                + " -m MODEL\n");
    }

    @Test
    void findsDamage() throws IOException {
        try (Stream<Path> list = Files.list(gallery)) {
            for (Path file : list.filter(each -> !each.endsWith("write.lock")).toList()) {
                byte[] sound = Files.readAllBytes(file);
                byte[] flipped = sound.clone();
                flipped[flipped.length / 2] ^= 1;
                Files.write(file, flipped);
                Ran ran = arc("check", "-g", gallery, "--json");
                assertThat(ran.exitCode()).as(file.toString()).isEqualTo(1);
                assertThat(ran.json().get("ok").asBoolean()).isFalse();
                assertThat(ran.json().get("problems").size()).isPositive();
                Files.write(file, sound);
            }
        }
        arc("check", "-g", gallery).ok();
        Files.copy(OTHER_MODEL, gallery.resolve("model.onnx"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Ran ran = arc("check", "-g", gallery);
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.lines().getFirst()).startsWith("problem: the copy of the model, or the card beside it, is ");
        assertThat(ran.lines().getLast()).isEqualTo("not ok");
    }

    @Test
    void missesTheCopyOfTheModelAndChecksTheRest() throws IOException {
        Files.delete(gallery.resolve("model.onnx"));
        Ran ran = arc("check", "-g", gallery);
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.lines()).containsExactly(
                "problem: the copy of the model, model.onnx, is missing: searches work by --like, by --embedding, and by"
                        + " pictures with -m MODEL; arc index with -m MODEL puts it back",
                "not ok: 6 entries, annRecall@10 1.0000");
        assertThat(ran.err()).isEmpty();
        JsonNode report = arc("check", "-g", gallery, "--json").json();
        assertThat(report.get("ok").asBoolean()).isFalse();
        assertThat(report.get("problems").size()).isEqualTo(1);

        arc("index", photos, "-g", gallery, "-m", MODEL).ok();
        arc("check", "-g", gallery).ok();
    }

    @Test
    void compactsToOneSegmentWithoutWhatWasRemoved() {
        arc("delete", "--filter", "label=cat", "-g", gallery, "--force").ok();
        JsonNode report = arc("compact", "-g", gallery, "--json").ok().json();
        assertThat(report.propertyNames()).containsExactly("schema", "gallery", "entries", "segments_before",
                "segments", "bytes_before", "bytes");
        assertThat(report.get("segments").asInt()).isEqualTo(1);
        assertThat(report.get("entries").asInt()).isEqualTo(3);
        assertThat(arc("compact", "-g", gallery).ok().lines().getFirst())
                .isEqualTo("        entries  segments  bytes");
    }

    @Test
    void findsCopiesAndNearPictures() throws IOException {
        arc("duplicates", "-g", gallery, "--json").ok();
        Path copy = Files.copy(photos.resolve("cat/c0.png"), photos.resolve("dog/copy.png"));
        arc("index", photos, "-g", gallery).ok();
        JsonNode exact = arc("duplicates", "-g", gallery, "--json").ok().json();
        assertThat(exact.propertyNames()).containsExactly("schema", "gallery", "exact", "near");
        assertThat(exact.get("near").size()).isZero();
        assertThat(exact.get("exact").size()).isEqualTo(1);
        assertThat(exact.get("exact").get(0).get("paths").get(1).asString()).isEqualTo(copy.toString());
        JsonNode near = arc("duplicates", "-g", gallery, "--min-cosine", "-1", "--json").ok().json().get("near");
        assertThat(near.size()).as("at -1 all hang together").isEqualTo(1);
        assertThat(near.get(0).size()).isEqualTo(6);
        assertThat(near.get(0).get(0).propertyNames()).containsExactly("id", "paths", "label", "cosine");
        Ran table = arc("duplicates", "-g", gallery);
        assertThat(table.err()).isEqualTo("arc: 1 group\n");
        assertThat(table.lines()).hasSize(3).first().isEqualTo("group  cosine  label  path");
        arc("duplicates", "-g", gallery, "--min-cosine", "1.5").failedWith(2,
                "arc: min-cosine must be in [-1, 1], got 1.5\n");
    }

    @Test
    void exportsWhatCanBeIndexedAgain() throws IOException {
        Files.copy(photos.resolve("cat/c0.png"), photos.resolve("dog/a \"copy\"\tof 日本.png"));
        Path table = Files.writeString(folder.resolve("pets.csv"),
                "path,year\n\"" + photos.resolve("cat/c1.png") + "\",2001\n");
        assertThat(arc("index", photos, "-g", gallery, "--metadata", table, "-q").exitCode()).isZero();
        Path npy = folder.resolve("e.npy");
        JsonNode report = arc("export", "-g", gallery, "-o", npy, "--json").ok().json();
        assertThat(report.propertyNames()).containsExactly("schema", "gallery", "embeddings", "labels", "entries",
                "dimension");
        assertThat(report.get("entries").asInt()).isEqualTo(6);
        Path again = folder.resolve("again.arc");
        arc("index", "--embeddings", npy, "--labels", folder.resolve("e.tsv"), "-g", again, "-m", MODEL).ok();
        for (String picture : List.of("cat/c1.png", "dog/d2.png")) {
            Object[] search = {"search", "--like", photos.resolve(picture), "--json", "-g", gallery};
            JsonNode expected = arc(search).ok().json().get("hits");
            search[search.length - 1] = again;
            assertThat(arc(search).ok().json().get("hits")).isEqualTo(expected);
        }
        arc("evaluate", "--embeddings", npy, "--labels", folder.resolve("e.tsv")).ok();
        assertThat(arc("export", "-g", gallery, "-o", npy, "--filter", "year=2001", "--json").ok().json()
                .get("entries").asInt()).isEqualTo(1);
        arc("export", "-g", gallery, "-o", npy, "--filter", "label=bird").failedWith(1,
                "arc: there is nothing to export: no entry matches the filter\n");
        arc("export", "-g", gallery, "-o", folder.resolve("e.csv")).failedWith(2,
                "arc: -o ends in .npy, got " + folder.resolve("e.csv") + "\n");
        arc("export", "-g", gallery, "-o", MODEL.resolve("e.npy")).failedWith(6,
                "arc: cannot write " + MODEL.resolve("e.npy") + ": a file of that name is in the way\n");
    }

    @Test
    void exportTellsOfMetadataThatHaveNoColumnAndLeavesNoHalfPair() throws IOException {
        Path table = Files.writeString(folder.resolve("pets.csv"),
                "path,id,year\n\"" + photos.resolve("cat/c1.png") + "\",P7,2001\n");
        assertThat(arc("index", photos, "-g", gallery, "--metadata", table, "-q").exitCode()).isZero();
        Ran ran = arc("export", "-g", gallery, "-o", folder.resolve("e.npy"));
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err())
                .contains("warning: metadata 'id' are left out: the table has a column of that name");
        assertThat(Files.readAllLines(folder.resolve("e.tsv")).getFirst()).isEqualTo("index\tid\tpath\tlabel\tyear");
        Path taken = Files.createDirectories(folder.resolve("f.npy"));
        assertThat(arc("export", "-g", gallery, "-o", taken).exitCode()).isEqualTo(6);
        assertThat(folder.resolve("f.tsv")).doesNotExist();
    }

    @Test
    void mergesGalleriesOfOneModel() throws IOException {
        Path more = Pictures.folder(folder.resolve("more"), 5);
        Path other = folder.resolve("other.arc");
        arc("index", more, "-g", other, "-m", MODEL).ok();
        Path target = folder.resolve("all.arc");
        JsonNode report = arc("merge", gallery, other, "-g", target, "--json").ok().json();
        assertThat(report.propertyNames()).containsExactly("schema", "gallery", "added", "updated", "unchanged",
                "entries", "seconds");
        assertThat(report.get("added").asInt()).as("6 and 10 paths").isEqualTo(16);
        assertThat(report.get("entries").asInt()).as("6 of the 10 are copies").isEqualTo(10);
        assertThat(arc("merge", gallery, other, "-g", target, "--json").ok().json().get("unchanged").asInt())
                .isEqualTo(16);
        JsonNode hit = arc("search", more.resolve("cat/c0.png"), "-g", target, "-k", "1", "--json").ok().json()
                .get("hits").get(0);
        assertThat(hit.get("paths").size()).isEqualTo(2);
        arc("check", "-g", target).ok();
        assertThat(entries()).isEqualTo(6);
    }

    @Test
    void refusesMergesThatMakeNoSense() throws IOException {
        Path other = folder.resolve("other.arc");
        arc("index", photos, "-g", other, "-m", OTHER_MODEL).ok();
        Path target = folder.resolve("all.arc");
        Ran differs = arc("merge", gallery, other, "-g", target);
        assertThat(differs.exitCode()).isEqualTo(4);
        assertThat(differs.err()).startsWith("arc: gallery " + other + " was built by model ")
                .endsWith("\n     only galleries of one model can be merged\n");
        assertThat(arc("merge", gallery, "-g", other).exitCode()).isEqualTo(4);
        arc("merge", gallery, "-g", gallery).failedWith(2, "arc: gallery " + gallery
                + " can't be merged into itself: name it only behind -g\n");
        assertThat(target).doesNotExist();
        arc("merge", gallery, "-g", target).ok();
        try (GalleryWriter _ = GalleryWriter.open(target)) {
            for (Ran ran : List.of(arc("merge", gallery, "-g", target), arc("compact", "-g", target),
                    arc("delete", "--filter", "label=cat", "-g", target, "--force"))) {
                assertThat(ran.exitCode()).isEqualTo(5);
                assertThat(ran.err()).startsWith("arc: gallery " + target + " is locked by this process\n");
            }
            for (String command : List.of("check", "duplicates")) {
                assertThat(arc(command, "-g", target, "-q").exitCode()).isZero();
            }
        }
    }

    @Test
    void writesNothingThroughLinksThatAGalleryHolds() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        for (String name : List.of("writer.pid", "model.card.json", "write.lock")) {
            Path link = gallery.resolve(name);
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, victim);
            arc("index", photos, "-g", gallery).failedWith(1, "arc: gallery " + gallery + " holds a link, " + name
                    + ", and arc writes nothing outside of a gallery's folder\n"
                    + "     put the file in its place, or remove it\n");
            assertThat(arc("delete", "--filter", "label=cat", "-g", gallery, "--force").exitCode()).isEqualTo(1);
            assertThat(arc("compact", "-g", gallery).exitCode()).isEqualTo(1);
            Files.delete(link);
        }
        assertThat(victim).hasContent("precious");
        arc("index", photos, "-g", gallery).ok();
    }
}
