package arc.infer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import arc.infer.ArcException;
import arc.infer.ArcException.Kind;
import arc.infer.image.Interpolation;
import arc.infer.image.Preprocessing;
import arc.infer.image.Preprocessing.Channels;
import arc.infer.image.Preprocessing.Fit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class CardMakerTest {

    private static final CardRequest AS_THE_FILE_SAYS = request(null, null, null, null);

    @TempDir
    Path folder;

    @Test
    void writesTheCardBesideTheModel() throws IOException {
        Path model = write(ForeignOnnx.rgb(8, 6));
        CardMaker.Made made = CardMaker.make(model, new CardRequest(8, Channels.BGR, Fit.CROP, Interpolation.BICUBIC,
                List.of(0.1, 0.2, 0.3), List.of(0.5), null, null), false, 1);

        assertThat(made.file()).isEqualTo(folder.resolve("any.card.json"));
        assertThat(made.file()).hasContent("""
                {
                  "format_version" : 1,
                  "preprocessing" : {
                    "size" : 8,
                    "channels" : "bgr",
                    "fit" : "crop",
                    "interpolation" : "bicubic",
                    "mean" : [ 0.1, 0.2, 0.3 ],
                    "std" : [ 0.5, 0.5, 0.5 ]
                  },
                  "dimension" : 6,
                  "input" : "pixels",
                  "output" : "embedding",
                  "one_by_one" : false
                }
                """);
        assertThat(made.model().id().sha256()).isEqualTo(OnnxEmbedderTest
                .sha256(TinyOnnx.concat(Files.readAllBytes(model), Files.readAllBytes(made.file()))));
        assertThat(made.testLength()).isGreaterThan(2);
        assertThat(made.givesUnitVectors()).isFalse();
    }

    @Test
    void takesFromTheFileWhatIsNotSaid() throws IOException {
        assertThat(card(ForeignOnnx.rgb(8, 6), AS_THE_FILE_SAYS)).isEqualTo(new ForeignCard(1,
                new Preprocessing(8, Channels.RGB, Fit.RESIZE, List.of(0.5), List.of(0.5)), 6, "pixels", "embedding",
                false));
        TinyOnnx grey = TinyOnnx.identity();
        grey.metadata.clear();
        grey.output = TinyOnnx.valueInfo("embedding", TinyOnnx.FLOAT, "batch", "features");
        assertThat(card(grey, AS_THE_FILE_SAYS)).isEqualTo(new ForeignCard(1,
                new Preprocessing(2, Channels.GREY, Fit.RESIZE, List.of(0.5), List.of(0.5)), 4, "pixels", "embedding",
                false));
        CardMaker.Made made = CardMaker.make(write(grey), AS_THE_FILE_SAYS, true, 1);
        assertThat(made.testLength()).isCloseTo(1, within(1e-6));
        assertThat(made.givesUnitVectors()).isTrue();
    }

    @Test
    void findsOutWhetherTheModelTakesSeveralPictures() throws IOException {
        assertThat(card(ForeignOnnx.rgb(8, 6), AS_THE_FILE_SAYS).oneByOne()).isFalse();
        assertThat(card(ForeignOnnx.oneByOne(8, 6), AS_THE_FILE_SAYS).oneByOne()).isTrue();
        assertThat(card(ForeignOnnx.oneByOneInSecret(8, 6), AS_THE_FILE_SAYS).oneByOne()).isTrue();
    }

    @Test
    void takesAModelWhoseFileLeavesAllOpen() throws IOException {
        TinyOnnx open = ForeignOnnx.rgb(8, 6);
        open.input = TinyOnnx.valueInfo("pixels", TinyOnnx.FLOAT, "n", "c", "h", "w");
        assertThat(card(open, request(8, Channels.RGB, null, null)).dimension()).isEqualTo(6);
        assertRefused(open, AS_THE_FILE_SAYS, Kind.USAGE,
                "any.onnx takes pixels float32[n, c, h, w], which leaves the size open: add --size PIXELS");
        assertThatThrownBy(() -> CardMaker.make(write(open), request(9, null, null, null), true, 1))
                .isInstanceOf(ArcException.class)
                .hasMessageStartingWith("ONNX Runtime can't run " + folder.resolve("any.onnx")
                        + " on a test picture, float32[1, 3, 9, 9]: ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void takesAnOutputWithTrailingAxesOfOne() throws IOException {
        TinyOnnx model = ForeignOnnx.rgb(8, 6);
        model.nodes.set(2, TinyOnnx.node("Unsqueeze", List.of("raw", "axes"), "embedding"));
        model.extraGraphFields.message(5,
                new ProtoBytes().number(1, 2).number(2, 7).number(7, 2).number(7, 3).text(8, "axes"));
        model.output = TinyOnnx.valueInfo("embedding", TinyOnnx.FLOAT, "batch", 6, 1, 1);
        assertThat(card(model, AS_THE_FILE_SAYS).dimension()).isEqualTo(6);
    }

    @Test
    void choosesTheOutputThatIsNamed() throws IOException {
        TinyOnnx model = ForeignOnnx.withLogits(8, 6, 3);
        assertThat(card(model, request(null, null, "pixels", "logits")))
                .satisfies(card -> assertThat(card.output()).isEqualTo("logits"))
                .satisfies(card -> assertThat(card.dimension()).isEqualTo(3));
        assertRefused(model, AS_THE_FILE_SAYS, Kind.USAGE,
                "any.onnx has several outputs that may be the embedding: [embedding float32[batch, 6], "
                        + "logits float32[batch, 3]]; choose with --output NAME");
        assertRefused(model, request(null, null, null, "logit"), Kind.USAGE, "any.onnx has no output 'logit', only "
                + "[embedding float32[batch, 6], logits float32[batch, 3]]: mend --output");
        assertRefused(model, request(null, null, "image", "logits"), Kind.USAGE,
                "any.onnx has no input 'image', only pixels float32[batch, 3, 8, 8]: leave out --input");
    }

    @Test
    void passesOverOutputsThatAreNoVectors() throws IOException {
        TinyOnnx model = ForeignOnnx.rgb(8, 6);
        model.extraGraphFields.message(12, TinyOnnx.valueInfo("flat", TinyOnnx.FLOAT, "batch", "tokens", 192));
        assertThat(card(model, AS_THE_FILE_SAYS).output()).isEqualTo("embedding");
        assertRefused(model, request(null, null, null, "flat"), Kind.USAGE, "any.onnx gives flat "
                + "float32[batch, tokens, 192], and an embedding is float32[batch, dimension]: mend --output");
        model.output = TinyOnnx.valueInfo("embedding", TinyOnnx.FLOAT, 6);
        assertRefused(model, AS_THE_FILE_SAYS, Kind.FAILURE,
                "any.onnx gives [embedding float32[6], flat float32[batch, tokens, 192]], and an embedding is "
                        + "float32[batch, dimension]\nexport the image encoder with its pooled output");
    }

    @Test
    void refusesADescriptionThatContradictsTheFile() throws IOException {
        assertRefused(ForeignOnnx.rgb(8, 6), request(9, null, null, null), Kind.USAGE, "any.onnx takes pixels "
                + "float32[batch, 3, 8, 8], and rgb pictures of 9 pixels are float32[batch, 3, 9, 9]: mend --size or --channels");
        assertRefused(ForeignOnnx.rgb(8, 6), request(null, Channels.GREY, null, null), Kind.USAGE,
                "any.onnx takes pixels float32[batch, 3, 8, 8], and grey pictures of 8 pixels are "
                        + "float32[batch, 1, 8, 8]: mend --size or --channels");
        assertRefused(ForeignOnnx.rgb(8, 6), new CardRequest(null, null, Fit.PAD, Interpolation.BICUBIC, List.of(0.5),
                List.of(0.5), null, null), Kind.USAGE,
                "fit pad resizes nothing, so it takes no interpolation, got bicubic");
    }

    @Test
    void refusesInputsThatArcCannotGive() throws IOException {
        String anEncoder = "\nexport the image encoder alone, with one input float32[batch, channels, size, size]";
        String given = ", and arc gives a model float32[batch, channels, size, size], any number of pictures or one";
        TinyOnnx model = ForeignOnnx.rgb(8, 6);
        model.input = TinyOnnx.valueInfo("pixels", 2, "batch", 3, 8, 8);
        assertRefused(model, AS_THE_FILE_SAYS, Kind.FAILURE,
                "any.onnx takes pixels type 2[batch, 3, 8, 8]" + given + anEncoder);
        model.input = TinyOnnx.valueInfo("pixels", 1, 4, 3, 8, 8);
        assertRefused(model, AS_THE_FILE_SAYS, Kind.FAILURE,
                "any.onnx takes pixels float32[4, 3, 8, 8]" + given + anEncoder);
        model.input = TinyOnnx.valueInfo("pixels", 1, "batch", 3, 8, 9);
        assertRefused(model, AS_THE_FILE_SAYS, Kind.FAILURE,
                "any.onnx takes pixels float32[batch, 3, 8, 9], and arc's inputs are square" + anEncoder);
        model.input = TinyOnnx.valueInfo("pixels", 1, "batch", 8, 8, 3);
        assertRefused(model, AS_THE_FILE_SAYS, Kind.FAILURE,
                "any.onnx takes pixels float32[batch, 8, 8, 3], and arc's inputs are square" + anEncoder);
        TinyOnnx two = ForeignOnnx.rgb(8, 6);
        two.extraGraphFields.message(11, TinyOnnx.valueInfo("text", 7, "batch", 77));
        assertRefused(two, AS_THE_FILE_SAYS, Kind.FAILURE, "any.onnx takes [pixels float32[batch, 3, 8, 8], "
                + "text type 7[batch, 77]], and arc gives a model pictures and nothing else" + anEncoder);
    }

    @Test
    void refusesAnOutputWithoutDirection() throws IOException {
        TinyOnnx zero = ForeignOnnx.rgb(8, 6);
        zero.nodes.set(2, TinyOnnx.node("Sub", List.of("raw", "raw"), "embedding"));
        assertRefused(zero, AS_THE_FILE_SAYS, Kind.FAILURE,
                "any.onnx gave no direction for a test picture: a zero vector "
                        + "has no direction; is it the right --output, and are --mean and --std right?");
        TinyOnnx nan = ForeignOnnx.rgb(8, 6);
        nan.nodes.set(2, TinyOnnx.node("Sub", List.of("raw", "raw"), "zero"));
        nan.nodes.add(TinyOnnx.node("Div", List.of("zero", "zero"), "embedding"));
        assertRefused(nan, AS_THE_FILE_SAYS, Kind.FAILURE,
                "any.onnx gave no direction for a test picture: an embedding is "
                        + "finite, got NaN; is it the right --output, and are --mean and --std right?");
    }

    @Test
    void replacesACardOnlyWhenItMay() throws IOException {
        Path model = write(ForeignOnnx.rgb(8, 6));
        Path card = Files.writeString(folder.resolve("any.card.json"), "mine");
        assertThatThrownBy(() -> CardMaker.make(model, AS_THE_FILE_SAYS, false, 1))
                .isInstanceOf(ArcException.class).hasMessage(card + " exists already; --force replaces it");
        assertThat(card).hasContent("mine");
        CardMaker.make(model, AS_THE_FILE_SAYS, true, 1);
        assertThat(card).content().startsWith("{");
    }

    @Test
    void leavesAModelWithACardInsideAlone() throws IOException {
        assertRefused(TinyOnnx.identity(), AS_THE_FILE_SAYS, Kind.FAILURE,
                "any.onnx has a card inside already, and no other one overrides it");
    }

    @Test
    void writesNothingWhenItFails() throws IOException {
        assertRefused(ForeignOnnx.rgb(8, 6), request(9, null, null, null), Kind.USAGE, "any.onnx takes pixels "
                + "float32[batch, 3, 8, 8], and rgb pictures of 9 pixels are float32[batch, 3, 9, 9]: mend --size or --channels");
        assertThat(folder.toFile().list()).containsExactly("any.onnx");
    }

    private ForeignCard card(TinyOnnx model, CardRequest request) throws IOException {
        return (ForeignCard) CardMaker.make(write(model), request, true, 1).model().card();
    }

    private void assertRefused(TinyOnnx model, CardRequest request, Kind kind, String message) throws IOException {
        Path file = write(model);
        assertThatThrownBy(() -> CardMaker.make(file, request, true, 1))
                .isInstanceOfSatisfying(ArcException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessage(message.startsWith("any.onnx") ? folder.resolve(message).toString() : message);
    }

    private static CardRequest request(@Nullable Integer size, @Nullable Channels channels, @Nullable String input,
            @Nullable String output) {
        return new CardRequest(size, channels, Fit.RESIZE, Interpolation.BILINEAR, List.of(0.5), List.of(0.5), input,
                output);
    }

    private Path write(TinyOnnx model) throws IOException {
        return Files.write(folder.resolve("any.onnx"), model.bytes());
    }
}
