package arc.infer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import arc.infer.ArcException;
import arc.infer.embedding.Embedding;
import arc.infer.image.DecodedImage;
import arc.infer.image.InputTensor;
import arc.infer.image.Preprocessing;
import arc.infer.image.Preprocessing.Channels;
import arc.infer.image.Preprocessing.Fit;
import arc.infer.image.Preprocessor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** Runs models with a card beside them, and tries what cards of strangers may hold. */
class ForeignModelTest {

    private static final Device CPU = new Device.Cpu();
    private static final ForeignCard CARD = card(Channels.RGB, "embedding", 6, false);

    @TempDir
    Path folder;

    private Path model;

    @BeforeEach
    void name() {
        model = folder.resolve("any.onnx");
    }

    @Test
    void normalisesWhatTheGraphGives() throws Exception {
        try (OnnxEmbedder embedder = open(ForeignOnnx.rgb(8, 6), CARD)) {
            List<Embedding> embeddings = embedder.embed(List.of(tensor(1, embedder), tensor(2, embedder)));
            assertThat(embeddings).hasSize(2).allSatisfy(
                    embedding -> assertThat(embedding.cosine(embedding)).isCloseTo(1, within(1e-6)));
            assertThat(embeddings.getFirst().cosine(embeddings.getLast())).isLessThan(0.99);
            assertThat(embedder.card()).isEqualTo(CARD);
        }
    }

    @Test
    void seesBgrAsAnotherPicture() throws Exception {
        Embedding rgb;
        Embedding bgr;
        try (OnnxEmbedder embedder = open(ForeignOnnx.rgb(8, 6), CARD)) {
            rgb = embedder.embed(List.of(tensor(1, embedder))).getFirst();
        }
        try (OnnxEmbedder embedder = open(ForeignOnnx.rgb(8, 6), card(Channels.BGR, "embedding", 6, false))) {
            bgr = embedder.embed(List.of(tensor(1, embedder))).getFirst();
            InputTensor swapped = new Preprocessor(CARD.preprocessing()).apply(picture(1, true));
            assertThat(embedder.embed(List.of(swapped)).getFirst().cosine(bgr)).isCloseTo(1, within(1e-6));
        }
        assertThat(rgb.cosine(bgr)).isLessThan(0.99);
    }

    @Test
    void takesTheOutputThatTheCardNames() throws Exception {
        for (ForeignCard card : List.of(CARD, card(Channels.RGB, "logits", 3, false))) {
            try (OnnxEmbedder embedder = open(ForeignOnnx.withLogits(8, 6, 3), card)) {
                assertThat(embedder.embed(List.of(tensor(1, embedder))).getFirst().dimension())
                        .isEqualTo(card.dimension());
            }
        }
    }

    @Test
    void runsPicturesOneByOneWhereTheModelTakesNoMore() throws Exception {
        List<Embedding> together;
        try (OnnxEmbedder embedder = open(ForeignOnnx.rgb(8, 6), CARD)) {
            together = embedder.embed(List.of(tensor(1, embedder), tensor(2, embedder), tensor(3, embedder)));
        }
        ForeignCard card = card(Channels.RGB, "embedding", 6, true);
        for (TinyOnnx one : List.of(ForeignOnnx.oneByOne(8, 6), ForeignOnnx.oneByOneInSecret(8, 6))) {
            try (OnnxEmbedder embedder = open(one, card)) {
                List<Embedding> alone = embedder
                        .embed(List.of(tensor(1, embedder), tensor(2, embedder), tensor(3, embedder)));
                for (int i = 0; i < 3; i++) {
                    assertThat(alone.get(i).cosine(together.get(i))).isCloseTo(1, within(1e-6));
                }
            }
        }
    }

    @Test
    void refusesAPictureWithoutDirection() throws IOException {
        try (OnnxEmbedder embedder = open(ForeignOnnx.rgb(8, 6), CARD)) {
            assertThatThrownBy(() -> embedder.embed(List.of(new InputTensor(3, 8, new float[192]))))
                    .isInstanceOf(ArcException.class)
                    .hasMessage(model + " gave no direction for input 0: a zero vector has"
                            + " no direction; the model or this input is broken");
        }
    }

    @Test
    void isAnotherModelWithAnotherCard() throws IOException {
        ModelId first = inspect(ForeignOnnx.rgb(8, 6), CARD).id();
        assertThat(inspect(ForeignOnnx.rgb(8, 6), CARD).id()).isEqualTo(first);
        assertThat(inspect(ForeignOnnx.rgb(8, 6), card(Channels.BGR, "embedding", 6, false)).id()).isNotEqualTo(first);
        assertThat(inspect(ForeignOnnx.withLogits(8, 6, 3), CARD).id()).isNotEqualTo(first);
    }

    @Test
    void believesTheCardInsideRatherThanTheOneBeside() throws IOException {
        byte[] onnx = TinyOnnx.identity().bytes();
        Files.writeString(CardBeside.of(model), "no card at all");
        OnnxModel own = OnnxModel.inspect(Files.write(model, onnx));
        assertThat(own.card()).isEqualTo(TinyOnnx.identity().card);
        assertThat(own.id().sha256()).isEqualTo(OnnxEmbedderTest.sha256(onnx));
    }

    @Test
    void looksForTheCardBesideTheFilesName() {
        assertThat(CardBeside.of(Path.of("a/any.onnx"))).isEqualTo(Path.of("a/any.card.json"));
        assertThat(CardBeside.of(Path.of("model"))).isEqualTo(Path.of("model.card.json"));
    }

    @Test
    void saysWhereTheGraphDoesNotFitTheCard() throws IOException {
        assertMisfit(ForeignOnnx.oneByOne(8, 6), CARD,
                "should have the input float32[batch, 3, 8, 8] by its card, but has pixels float32[1, 3, 8, 8]");
        assertMisfit(ForeignOnnx.rgb(9, 6), CARD,
                "should have the input float32[batch, 3, 8, 8] by its card, but has pixels float32[batch, 3, 9, 9]");
        assertMisfit(ForeignOnnx.rgb(8, 7), CARD,
                "should have the output float32[batch, 6] by its card, but has embedding float32[batch, 7]");
        assertMisfit(ForeignOnnx.rgb(8, 6), card(Channels.RGB, "logits", 6, false),
                "should have an output 'logits' by its card, but has [embedding float32[batch, 6]]");
        TinyOnnx renamed = ForeignOnnx.rgb(8, 6);
        renamed.input = TinyOnnx.valueInfo("data", 1, "batch", 3, 8, 8);
        assertMisfit(renamed, CARD,
                "should have the one input 'pixels' by its card, but has [data float32[batch, 3, 8, 8]]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "\"dimension\" : 6 | \"dimension\" : 0 | has a card that can't be used: dimension must be 1 to 65536, got 0",
            "\"dimension\" : 6 | \"dimension\" : 65537 | has a card that can't be used: dimension must be 1 to 65536, got 65537",
            "\"dimension\" : 6 | \"dimension\" : \"6\" | has a card whose field dimension should be a whole number, found \"6\"",
            "\"size\" : 8 | \"size\" : 5000 | has a card that can't be used: size must be 1 to 4096 pixels, got 5000",
            "\"input\" : \"pixels\" | \"input\" : \"\" | has a card that can't be used: input and output must have names, got '' and 'embedding'",
            "\"one_by_one\" : false | \"one_by_one\" : 0 | has a card whose field one_by_one should be true or false, found 0",
            "\"interpolation\" : \"bilinear\", | | has a card whose field preprocessing.interpolation should be one of [bilinear, bicubic], found nothing",
            "\"interpolation\" | \"interpolaton\" | has a card with an unknown field preprocessing.interpolaton; it may have size, channels, fit, interpolation, mean, std",
            "\"dimension\" | \"normalise\" : true, \"dimension\" | has a card with an unknown field normalise; it may have format_version, preprocessing, dimension, input, output, one_by_one",
            "\"format_version\" : 1 | \"format_version\" : 2 | has a card of format version 2, and this arc reads versions up to 1: use a newer arc",
            "\"format_version\" : 1 | \"format_version\" : 0 | has a card that can't be used: format_version must be 1 to 1, got 0",
            "\"mean\" : [ 0.5, 0.5, 0.5 ] | \"mean\" : [ 1e999 ] | has a card that can't be used: mean must be finite, got Infinity",
            "\"std\" : [ 0.5, 0.5, 0.5 ] | \"std\" : [ 0.5, 0.5 ] | has a card that can't be used: std takes one value, or one a channel (3), got 2",
            "{ | [ | has a card that is not JSON"})
    void saysWhichFieldOfTheCardIsWrong(String part, String replacement, String message) throws IOException {
        Files.write(model, ForeignOnnx.rgb(8, 6).bytes());
        String json = ForeignCardJson.toJson(CARD);
        String spoilt = json.replace(part, replacement == null ? "" : replacement);
        assertThat(spoilt).isNotEqualTo(json);
        Path card = Files.writeString(CardBeside.of(model), spoilt);
        assertThatThrownBy(() -> OnnxModel.inspect(model)).isInstanceOf(ArcException.class)
                .hasMessageStartingWith(card + " " + message);
    }

    @Test
    void refusesCardsThatAreNone() throws IOException {
        Files.write(model, ForeignOnnx.rgb(8, 6).bytes());
        String json = ForeignCardJson.toJson(CARD);
        Path card = CardBeside.of(model);
        int room = CardBeside.MAX_BYTES - json.length();
        Files.writeString(card, json + " ".repeat(room));
        assertThat(OnnxModel.inspect(model).card()).isEqualTo(CARD);
        Files.writeString(card, json + " ".repeat(room + 1));
        assertCardRefused(card + " is no card: it has more than 65536 bytes");
        Files.write(card, new byte[]{'{', (byte) 0xff, '}'});
        assertCardRefused(card + " is no card: it is not UTF-8");
        Files.writeString(card, "[]");
        assertCardRefused(card + " has a card that is not a JSON object");
        Files.delete(card);
        Files.createDirectory(card);
        assertCardRefused("cannot read " + card + ": it is not a file");
    }

    @Test
    void endsInArcExceptionsWhateverTheCard() throws IOException {
        Files.write(model, ForeignOnnx.rgb(8, 6).bytes());
        byte[] good = ForeignCardJson.toJson(CARD).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        for (long seed = 0; seed < 500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bad = good.clone();
            for (int i = 0; i < 1 + random.nextInt(4); i++) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(128);
            }
            Files.write(CardBeside.of(model), bad);
            try {
                OnnxModel.inspect(model);
            } catch (ArcException e) {
                assertThat(e).as("seed %d", seed).message().contains("any.");
            }
        }
    }

    private void assertCardRefused(String message) {
        assertThatThrownBy(() -> OnnxModel.inspect(model)).isInstanceOf(ArcException.class).hasMessage(message);
    }

    private void assertMisfit(TinyOnnx onnx, ForeignCard card, String message) {
        assertThatThrownBy(() -> inspect(onnx, card)).isInstanceOf(ArcException.class)
                .hasMessage(model + " " + message);
    }

    private OnnxModel inspect(TinyOnnx onnx, ForeignCard card) throws IOException {
        Files.writeString(CardBeside.of(model), ForeignCardJson.toJson(card));
        return OnnxModel.inspect(Files.write(model, onnx.bytes()));
    }

    private OnnxEmbedder open(TinyOnnx onnx, ForeignCard card) throws IOException {
        inspect(onnx, card);
        return OnnxEmbedder.open(model, CPU, 1);
    }

    private static ForeignCard card(Channels channels, String output, int dimension, boolean oneByOne) {
        return new ForeignCard(1, new Preprocessing(8, channels, Fit.RESIZE, List.of(0.5), List.of(0.5)),
                dimension, "pixels", output, oneByOne);
    }

    private static InputTensor tensor(long seed, OnnxEmbedder embedder) throws IOException {
        return new Preprocessor(embedder.card().preprocessing()).apply(picture(seed, false));
    }

    private static DecodedImage picture(long seed, boolean swapped) {
        byte[] rgb = new byte[8 * 8 * 3];
        new SplittableRandom(seed).nextBytes(rgb);
        for (int i = 0; swapped && i < rgb.length; i += 3) {
            byte red = rgb[i];
            rgb[i] = rgb[i + 2];
            rgb[i + 2] = red;
        }
        return DecodedImage.ofRgb(8, 8, rgb);
    }
}
