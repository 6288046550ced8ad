package arc.cli;

import static arc.cli.Ran.arc;
import static arc.cli.Ran.resource;
import static org.assertj.core.api.Assertions.assertThat;

import arc.infer.embedding.EmbeddingFiles;
import arc.infer.embedding.EmbeddingSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Tries what evaluate says of classes. */
class EvaluateCommandTest {

    private static final Path MODEL = resource("model/tiny.onnx");

    @TempDir
    private Path folder;

    /** Writes embeddings on the unit circle to {@code name.npy} and {@code name.tsv}. */
    private Path plane(String name, List<String> labels, double... degrees) {
        EmbeddingSet.Builder builder = new EmbeddingSet.Builder(2, degrees.length);
        for (double angle : degrees) {
            builder.addNormalised(new double[]{Math.cos(Math.toRadians(angle)), Math.sin(Math.toRadians(angle))});
        }
        Path file = folder.resolve(name + ".npy");
        EmbeddingFiles.writeNpy(file, builder.build().withLabels(labels).withPaths(labels));
        return file;
    }

    private Ran evaluate(Path probes, Object... more) {
        List<Object> words = new ArrayList<>(List.of("evaluate", "--embeddings", probes, "--labels",
                probes.toString().replace(".npy", ".tsv")));
        words.addAll(List.of(more));
        return arc(words.toArray());
    }

    private Object[] against(Path gallery, Object... more) {
        List<Object> words = new ArrayList<>(List.of("--gallery-embeddings", gallery, "--gallery-labels",
                gallery.toString().replace(".npy", ".tsv")));
        words.addAll(List.of(more));
        return words.toArray();
    }

    @Test
    void showsWhichClassesAreTakenForWhich() {
        Path gallery = plane("g", List.of("a", "b", "b"), 0, 90, 92);
        Path probes = plane("p", List.of("a", "a", "b", "a"), 10, 80, 91, 2);

        List<String> lines = evaluate(probes, against(gallery)).ok().lines();
        assertThat(lines).contains("class centre accuracy  0.7500");
        assertThat(lines.subList(lines.indexOf("") + 1, lines.size())).containsExactly(
                "class  n  precision@1   MAP@R  angle to centre  confused with",
                "a      3       0.6667  0.6667            32.3°  b (1)",
                "b      1       1.0000  1.0000             0.0°",
                "",
                "label of the nearest entry (columns) of the probes of each label (rows)",
                "label  a  b",
                "a      2  1",
                "b      ·  1");
        JsonNode json = evaluate(probes, against(gallery, "--json")).ok().json();
        assertThat(json.get("confusion").toString()).isEqualTo("{\"a\":{\"a\":2,\"b\":1},\"b\":{\"b\":1}}");
        assertThat(json.get("centre_accuracy").doubleValue()).isEqualTo(0.75);
        JsonNode a = json.get("per_class").get("a");
        assertThat(a.propertyNames()).containsExactly("n", "precision_at_1", "map_at_r", "intra_deg",
                "confused_with");
        assertThat(a.get("confused_with").toString()).isEqualTo("{\"b\":1}");
    }

    @Test
    void listsTheLargestConfusionsWhereThereAreTooManyClassesForAMatrix() {
        List<String> labels = new ArrayList<>();
        double[] degrees = new double[42];
        for (int i = 0; i < 42; i++) {
            labels.add("label " + i / 2);
            degrees[i] = 5 * (i / 2) + (i % 2 == 0 ? -0.5 : 0.5);
        }
        degrees[3] = 0.6; // of label 1, among those of label 0
        List<String> lines = evaluate(plane("many", labels, degrees)).ok().lines();
        int heading = lines.indexOf("largest confusions among 21 labels");
        assertThat(lines.get(heading + 1)).isEqualTo("label    nearest entry's  probes   share");
        assertThat(lines.subList(heading + 2, lines.size()))
                .containsExactly("label 0  label 1               1  0.5000",
                        "label 1  label 0               1  0.5000");
        Path twenty = plane("twenty", labels.subList(0, 40), java.util.Arrays.copyOf(degrees, 40));
        assertThat(evaluate(twenty).ok().lines())
                .contains("label of the nearest entry (columns) of the probes of each label (rows)");
    }

    @Test
    void keepsLongLabelsFromWideningTheMatrix() {
        Path set = plane("long", List.of("an extraordinary label", "an extraordinary label", "b\tc", "b\tc"), 0, 1, 90,
                91);
        assertThat(evaluate(set).ok().out()).contains("label                   an extrao…  b?c\n");
    }

    @Test
    void refusesOptionsAboutPicturesBesideEmbeddings() {
        Path set = plane("s", List.of("a", "a", "b"), 0, 1, 90);
        for (String[] idle : new String[][]{{"--device", "cpu"}, {"--data-dir", "x"}, {"--seed", "1"}}) {
            evaluate(set, idle[0], idle[1]).failedWith(2, "arc: " + idle[0]
                    + " is for pictures, and --embeddings names what is embedded: leave out one of them\n");
        }
        evaluate(set, "--limit", "2").failedWith(2,
                "arc: --limit takes a part of pictures, and --embeddings are none\n");
        evaluate(set, "--threads", "1", "--json", "-q").ok();
    }

    @Test
    void warnsWhereTheGalleryIsTheProbesThemselves() throws IOException {
        Path set = plane("s", List.of("a", "a", "b", "b"), 0, 50, 90, 91);
        Path link = Files.createSymbolicLink(folder.resolve("link.npy"), set);
        Files.copy(folder.resolve("s.tsv"), folder.resolve("link.tsv"));
        for (Path gallery : List.of(set, link)) {
            Ran ran = evaluate(set, against(gallery, "--json"));
            assertThat(ran.err())
                    .isEqualTo("arc: warning: each of the 4 probes finds itself, since --gallery-embeddings"
                            + " is the file of --embeddings; without the --gallery options each leaves itself out\n");
            assertThat(ran.json().get("precision_at_1").doubleValue()).isOne();
        }
        assertThat(evaluate(set, "--json").ok().json().get("precision_at_1").doubleValue()).isEqualTo(0.75);
        evaluate(set, against(plane("copy", List.of("a", "a", "b", "b"), 0, 50, 90, 91))).ok();
    }

    @Test
    void refusesOneClassOnly() throws IOException {
        Path set = plane("s", List.of("a", "a", "a"), 0, 90, 91);
        String nothing = ", 'a', so there is nothing to tell apart\n     evaluate two labels or more\n";
        evaluate(set).failedWith(1, "arc: the embeddings (3) have one label only" + nothing);
        evaluate(set, against(plane("g", List.of("a"), 3), "--json")).failedWith(1,
                "arc: probes (3) and gallery (1) have one label only" + nothing);
        evaluate(set, against(plane("ab", List.of("a", "b"), 3, 80))).ok();

        Path cats = Pictures.folder(folder.resolve("pets"), 2).resolve("cat");
        Path list = Files.writeString(folder.resolve("cats.csv"), "path,label\n" + cats.resolve("c0.png") + ",cat\n"
                + cats.resolve("c1.png") + ",cat\n");
        Path gallery = folder.resolve("cats.arc");
        arc("index", list, "-g", gallery, "-m", MODEL).ok();
        arc("evaluate", "-g", gallery, list).failedWith(1, "arc: probes (2) and gallery (2) have one label only, 'cat',"
                + " so there is nothing to tell apart\n     evaluate two labels or more\n");
    }

    @Test
    void refusesProbesOfWhichNoneHasAnythingToFind() {
        Path probes = plane("p", List.of("c", "d"), 0, 90);
        Path gallery = plane("g", List.of("a", "b"), 0, 90);
        evaluate(probes, against(gallery)).failedWith(1, """
                arc: no probe has an entry of its label to find in the gallery, its own left out
                     the probes' labels are c, d; the gallery's are a, b
                     put pictures of the probes' labels into the gallery, or evaluate other probes
                """);
        evaluate(probes).failedWith(1, """
                arc: each of the 2 embeddings is the only one of its label, so there is nothing to find
                     evaluate two embeddings of a label or more
                """);
        JsonNode open = evaluate(probes, against(gallery, "--open-set", "c,d", "--json")).ok().json();
        assertThat(open.get("n_left_out").intValue()).as("open classes need no entry").isEqualTo(2);
    }

    @Test
    void measuresAnOpenSetOfFiles() {
        Path gallery = plane("g", List.of("1", "2", "10"), 0, 90, 200);
        Path probes = plane("p", List.of("1", "2", "10", "2"), 5, 80, 170, 30);
        JsonNode two = evaluate(probes, against(gallery, "--open-set", "10", "--json")).ok().json();
        assertThat(two.propertyNames()).endsWith("open_set");
        JsonNode open = two.get("open_set");
        assertThat(open.toString()).startsWith("{\"labels\":[\"10\"],\"n_probes\":1,\"n_gallery\":1,"
                + "\"precision_at_1\":1.0,\"map_at_r\":1.0,\"n_known_probes\":3,\"n_known_gallery\":2,\"n_left_out\":0,"
                + "\"auroc\":1.0,\"dir_at_far\":{\"0.1\":0.66666666666666");
        assertThat(open.get("threshold_at_far").propertyNames()).containsExactly("0.1", "0.01", "0.001");
        assertThat(evaluate(probes, against(gallery, "--json")).ok().json().has("open_set")).isFalse();

        Path set = plane("s", List.of("1", "1", "2", "2", "10", "10"), 0, 1, 90, 91, 200, 201);
        JsonNode one = evaluate(set, "--open-set", "10,2", "--json").ok().json().get("open_set");
        assertThat(one.get("labels").toString()).isEqualTo("[\"2\",\"10\"]");
        assertThat(one.get("n_probes").intValue()).isEqualTo(4);
        assertThat(one.get("precision_at_1").doubleValue()).as("each finds the other one").isEqualTo(1);
        assertThat(one.get("n_known_probes").intValue()).isEqualTo(2);
        List<String> lines = evaluate(set, "--open-set", "10,2").ok().lines();
        assertThat(lines.subList(lines.size() - 11, lines.size())).containsExactly(
                "open set: 2, 10                value",
                "probes of these classes            4",
                "gallery of these classes           4",
                "precision@1 among them        1.0000",
                "MAP@R among them              1.0000",
                "probes of known classes            2",
                "gallery of known classes           2",
                "AUROC, known against open     1.0000",
                "known and right at FAR 0.1    1.0000",
                "known and right at FAR 0.01   1.0000",
                "known and right at FAR 0.001  1.0000");
    }

    @Test
    void namesOpenLabelsThatHaveACommaInThem() {
        Path set = plane("s", List.of("a", "a", "b, c", "b, c"), 0, 1, 90, 91);
        JsonNode open = evaluate(set, "--open-set", "b\\, c", "--json").ok().json().get("open_set");
        assertThat(open.get("labels").toString()).isEqualTo("[\"b, c\"]");
        evaluate(set, "--open-set", "a,b\\, c").failedWith(2,
                "arc: --open-set a,b\\, c leaves no known class in the gallery\n");
    }

    @Test
    void refusesOpenSetsThatMakeNoSense() {
        Path set = plane("s", List.of("1", "2", "2"), 0, 90, 91);
        evaluate(set, "--open-set", "3").failedWith(2,
                "arc: --open-set: there is no label '3' in probes and gallery\n     the"
                        + " labels are 1, 2\n");
        evaluate(set, "--open-set", "1,2").failedWith(2,
                "arc: --open-set 1,2 leaves no known class in the gallery\n");
        evaluate(set, "--open-set", "1,").failedWith(2,
                "arc: --open-set takes labels with commas between them, such as 7,8,9; got '1,'\n");
    }

    @Test
    void measuresAnOpenSetOfAGallery() throws IOException {
        Path photos = Pictures.folder(folder.resolve("photos"), 3);
        Pictures.write(photos.resolve("bird/b0.png"), 70);
        Pictures.write(photos.resolve("bird/b1.png"), 71);
        Path gallery = folder.resolve("pets.arc");
        arc("index", photos, "-g", gallery, "-m", MODEL).ok();
        JsonNode open = arc("evaluate", "-g", gallery, photos, "--open-set", "bird", "--json").ok().json()
                .get("open_set");
        assertThat(open.get("n_probes").intValue()).isEqualTo(2);
        assertThat(open.get("n_known_probes").intValue()).isEqualTo(6);
        assertThat(open.get("precision_at_1").doubleValue()).as("itself left out, the other bird is left")
                .isEqualTo(1);
        assertThat(open.get("auroc").doubleValue()).isBetween(0.0, 1.0);
    }

    /**
     * The same pictures as PNG and as BMP files: their ids, which are hashes of the files, and with them the order of the entries
     * are others. Each picture is there once as a cat and once as a dog, so that every nearest entry is a matter of that order.
     */
    @Test
    void choosesAmongEqualCosinesWithoutRegardToTheContainer() throws IOException {
        Path one = folder.resolve("one");
        Path other = folder.resolve("other");
        for (int i = 0; i < 6; i++) {
            write(one.resolve("cat/" + i + ".png"), i);
            write(one.resolve("dog/" + i + ".bmp"), i);
            write(other.resolve("cat/" + i + ".bmp"), i);
            write(other.resolve("dog/" + i + ".png"), i);
        }
        Path probes = Pictures.folder(folder.resolve("probes"), 3);
        arc("index", one, "-g", folder.resolve("one.arc"), "-m", MODEL).ok();
        arc("index", other, "-g", folder.resolve("other.arc"), "-m", MODEL).ok();

        JsonNode evaluation = arc("evaluate", "-g", folder.resolve("one.arc"), probes, "--json").ok().json();
        assertThat(evaluation.get("confusion").toString()).as("of equal cosines, the smaller label")
                .isEqualTo("{\"cat\":{\"cat\":3},\"dog\":{\"cat\":3}}");
        assertThat(arc("evaluate", "-g", folder.resolve("other.arc"), probes, "--json").ok().json())
                .isEqualTo(evaluation);
    }

    private static void write(Path file, long seed) throws IOException {
        Files.createDirectories(file.getParent());
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(Pictures.png(1000 + seed)));
        String name = file.toString();
        assertThat(ImageIO.write(picture, name.substring(name.length() - 3), file.toFile())).isTrue();
    }

    @Test
    void countsRowsOfEachDataSetThoughTheirNamesAreEqual() throws IOException {
        Path one = IdxFiles.write(folder.resolve("one/digits"), 0);
        Path other = IdxFiles.write(folder.resolve("other/digits"), 1);
        Path digits = folder.resolve("digits.arc");
        arc("index", one + ":train", "-g", digits, "-m", resource("model/tiny.onnx")).ok();
        Ran both = arc("evaluate", "-g", digits, one + ":test", other + ":test", "--json").ok();
        assertThat(both.err()).isEmpty();
        assertThat(both.json().get("n_probes").asInt()).isEqualTo(4);
        Ran again = arc("evaluate", "-g", digits, one + ":test", one + ":test/1", "--json");
        assertThat(again.err()).isEqualTo("arc: 1 of 3 pictures were named before; each counts once\n");
        assertThat(again.json().get("n_probes").asInt()).isEqualTo(2);
    }
}
