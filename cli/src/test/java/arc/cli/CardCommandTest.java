package arc.cli;

import static arc.cli.Ran.arc;
import static arc.cli.Ran.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** Uses a model that arc did not train, from its card to a gallery. */
class CardCommandTest {

    private static final int NPY_HEADER_BYTES = 128;

    @TempDir
    private Path folder;

    private Path model;
    private Path card;
    private Path photos;
    private Path gallery;

    @BeforeEach
    void copyTheModel() throws IOException {
        model = Files.copy(resource("model/foreign.onnx"), folder.resolve("any.onnx"));
        card = folder.resolve("any.card.json");
        photos = Pictures.folder(folder.resolve("photos"), 2);
        gallery = folder.resolve("pets.arc");
    }

    @Test
    void describesAModel() {
        Ran ran = describe("rgb");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).isEqualTo("arc: the model's output is not normalised, so arc will do it\n");
        JsonNode made = ran.json();
        assertThat(made.propertyNames()).containsExactly("schema", "card_file", "model_id", "card", "unit_vectors",
                "test_length");
        assertThat(made.get("card_file").asString()).isEqualTo(card.toString());
        assertThat(made.get("card").propertyNames()).containsExactly("format_version", "preprocessing", "dimension",
                "input", "output", "one_by_one");
        assertThat(made.get("card").get("preprocessing").get("interpolation").asString()).isEqualTo("bicubic");
        assertThat(made.get("unit_vectors").asBoolean()).isFalse();
        assertThat(made.get("test_length").asDouble()).isGreaterThan(1.1);
        assertThat(card).exists();
        JsonNode info = arc("info", model, "--json").ok().json();
        assertThat(info.get("model_id")).isEqualTo(made.get("model_id"));
        assertThat(info.get("card")).isEqualTo(made.get("card"));
        assertThat(info.get("outputs").get(1).asString()).isEqualTo("logits float32[batch, 3]");
        arc("card", model, "--output", "embedding").failedWith(1,
                "arc: " + card + " exists already; --force replaces it\n");
        Ran again = arc("card", model, "--output", "embedding", "--force", "-q").ok();
        assertThat(again.lines()).contains("card.dimension                    6",
                "card.preprocessing.channels       rgb", "unit_vectors                      false");
    }

    @Test
    void saysWhatItKnowsOfAModelWithoutACard() {
        Ran ran = arc("info", model, "--json");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).isEqualTo(
                "arc: it has no card, so arc can't use it yet; describe it with: arc card " + model + " ...\n");
        assertThat(ran.json().propertyNames()).containsExactly("schema", "kind", "path", "producer", "inputs",
                "outputs",
                "opsets", "ir_version");
        assertThat(ran.json().get("inputs").get(0).asString()).isEqualTo("pixels float32[batch, 3, 8, 8]");
        arc("embed", photos, "-m", model).failedWith(1, "arc: " + model
                + " has no arc card, neither in its metadata nor beside it, so its preprocessing is unknown\n"
                + "     use a model.onnx that `arc train` wrote, or say how this one sees pictures: arc card " + model
                + " ...\n");
    }

    @Test
    void refusesWhatContradictsTheFile() {
        assertThat(arc("card", model).exitCode()).isEqualTo(2);
        assertThat(arc("card", model, "--output", "logit").exitCode()).isEqualTo(2);
        assertThat(arc("card", model, "--output", "logits", "--size", "9").exitCode()).isEqualTo(2);
        arc("card", model, "--output", "logits", "--fit", "stretch").failedWith(2, "arc: invalid value for option"
                + " '--fit': expected pad, resize or crop, got 'stretch'\n     see: arc card --help\n");
        arc("card", resource("model/tiny.onnx")).failedWith(1, "arc: " + resource("model/tiny.onnx")
                + " has a card inside already, and no other one overrides it\n");
        assertThat(card).doesNotExist();
    }

    @Test
    void fillsAGalleryThatNeedsNeitherFileAfterwards() throws IOException {
        String id = describe("bgr").json().get("model_id").asString();
        assertThat(arc("index", photos, "-g", gallery, "-m", model, "--json").ok().json().get("embedded").asInt())
                .isEqualTo(4);
        Files.delete(model);
        Files.delete(card);
        assertThat(arc("info", gallery, "--json").ok().json().get("model_id").asString()).isEqualTo(id);
        assertThat(arc("info", gallery.resolve("model.onnx"), "--json").ok().json().get("model_id").asString())
                .isEqualTo(id);
        Path cat = photos.resolve("cat/c1.png");
        JsonNode hit = arc("search", cat, "-g", gallery, "--json").ok().json().get("hits").get(0);
        assertThat(hit.get("path").asString()).isEqualTo(cat.toString());
        assertThat(hit.get("cosine").asDouble()).isGreaterThan(0.9999);
        Pictures.write(photos.resolve("cat/c9.png"), 99);
        assertThat(arc("index", photos, "-g", gallery, "--json").ok().json().get("added").asInt()).isEqualTo(1);
        assertThat(arc("evaluate", "-g", gallery, photos, "--json").ok().json().get("n_probes").asInt()).isEqualTo(5);
    }

    @Test
    void isAnotherModelWithAnotherCard() {
        describe("rgb");
        arc("index", photos, "-g", gallery, "-m", model).ok();
        Path cat = photos.resolve("cat/c1.png");
        arc("search", cat, "-g", gallery, "-m", model).ok();
        describe("bgr", "--force");
        Ran search = arc("search", cat, "-g", gallery, "-m", model);
        assertThat(search.exitCode()).isEqualTo(4);
        assertThat(search.err()).startsWith("arc: gallery " + gallery + " was built by model ");
        assertThat(arc("index", photos, "-g", gallery, "-m", model).exitCode()).isEqualTo(4);
    }

    @Test
    void saysThatTheGallerysCardIsGoneOrDamagedAndPutsItBack() throws IOException {
        describe("rgb");
        arc("index", photos, "-g", gallery, "-m", model).ok();
        Path copy = gallery.resolve("model.card.json");
        Path cat = photos.resolve("cat/c1.png");
        Files.writeString(copy, "{");
        Ran damaged = arc("search", cat, "-g", gallery);
        damaged.failedWith(1,
                "arc: " + copy + " has a card that is not JSON: it ends too early, in line 1, column 2\n");
        Files.writeString(copy, Files.readString(card).replace("0.25", "0.75"));
        for (Ran changed : List.of(arc("search", cat, "-g", gallery), arc("index", photos, "-g", gallery),
                arc("evaluate", "-g", gallery, photos))) {
            assertThat(changed.exitCode()).isEqualTo(4);
            assertThat(changed.err()).startsWith("arc: gallery " + gallery + " was built by model ")
                    .endsWith("\n     name the model that it was built by: -m MODEL\n")
                    .contains(", but its copy of the model, or the card beside that, is now ");
        }
        arc("search", cat, "-g", gallery, "-m", model).ok();
        Files.delete(copy);
        Ran missing = arc("search", cat, "-g", gallery);
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err()).startsWith("arc: " + gallery.resolve("model.onnx") + " has no arc card");
        arc("index", photos, "-g", gallery, "-m", model).ok();
        assertThat(copy).hasSameBinaryContentAs(card);
        arc("search", cat, "-g", gallery).ok();
    }

    @Test
    void writesUnitVectorsAndWhatTheModelSees() throws IOException {
        describe("bgr");
        List<JsonNode> lines = arc("embed", photos, "-m", model).ok().jsonLines();
        assertThat(lines).hasSize(4).allSatisfy(line -> {
            double squares = 0;
            for (JsonNode value : line.get("embedding")) {
                squares += value.asDouble() * value.asDouble();
            }
            assertThat(squares).isCloseTo(1, within(1e-5));
        });
        BufferedImage red = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64; i++) {
            red.setRGB(i % 8, i / 8, 0xff0000);
        }
        Path picture = folder.resolve("red.png");
        ImageIO.write(red, "png", picture.toFile());
        Path seen = folder.resolve("seen.npy");
        assertThat(arc("tensor", picture, "-m", model, "-o", seen).exitCode()).isZero();
        ByteBuffer values = ByteBuffer.wrap(Files.readAllBytes(seen)).order(ByteOrder.LITTLE_ENDIAN);
        int plane = 8 * 8 * Float.BYTES;
        assertThat(values.getFloat(NPY_HEADER_BYTES)).as("blue comes first").isEqualTo((float) (-0.25 / 0.5));
        assertThat(values.getFloat(NPY_HEADER_BYTES + 2 * plane)).as("red comes last").isEqualTo((float) (0.75 / 0.5));
        Path shown = folder.resolve("seen.png");
        assertThat(arc("tensor", picture, "-m", model, "-o", shown).exitCode()).isZero();
        assertThat(ImageIO.read(shown.toFile()).getRGB(3, 3)).isEqualTo(0xffff0000);
    }

    private Ran describe(String channels, Object... more) {
        Object[] arguments = {"card", model, "--size", "8", "--channels", channels, "--fit", "crop", "--interpolation",
                "bicubic", "--mean", "0.25", "--std", "0.5,0.5,0.5", "--output", "embedding", "--json"};
        Object[] all = java.util.stream.Stream.concat(java.util.Arrays.stream(arguments),
                java.util.Arrays.stream(more)).toArray();
        Ran ran = arc(all);
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        return ran;
    }
}
