package arc.infer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import arc.infer.model.OnnxOutline.FixedAxis;
import arc.infer.model.OnnxOutline.FreeAxis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

class OnnxModelTest {

    /** A metadata entry of a key of 10 bytes and a value of 64. */
    private static final int SEAL_BYTES = 80;

    @TempDir
    Path folder;

    @Test
    void outlinesAFileWithoutItsWeights() throws IOException {
        TinyOnnx tiny = TinyOnnx.identity();
        OnnxOutline outline = OnnxOutline.read(write(tiny.bytes()));

        assertThat(outline.irVersion()).isEqualTo(8);
        assertThat(outline.producer()).isEqualTo("arc 0.1.0");
        assertThat(outline.opsets()).isEqualTo(Map.of("", 17L));
        assertThat(outline.metadata()).isEqualTo(tiny.metadata);
        assertThat(outline.inputs()).containsExactly(new OnnxOutline.ValueInfo("pixels", 1,
                List.of(new FreeAxis("batch"), new FixedAxis(1), new FixedAxis(2), new FixedAxis(2))));
        assertThat(outline.outputs()).hasToString("[embedding float32[batch, 4]]");
        assertThat(outline.operators()).hasToString("{Flatten=1, LpNormalization=1, MatMul=1}");
        assertThat(outline.initializerCount()).isEqualTo(1);
        assertThat(outline.initializerBytes()).isBetween(64L, 90L);
        assertThat(outline.externalTensors()).isEmpty();
        assertThat(outline.subGraphs()).isZero();
        assertThat(outline.functions()).isZero();
        assertThat(outline.trainingInfo()).isFalse();
    }

    @Test
    void doesNotTakeAnInitializerForAnInput() throws IOException {
        TinyOnnx tiny = TinyOnnx.identity();
        tiny.extraGraphFields.message(11, TinyOnnx.valueInfo("weight", TinyOnnx.FLOAT, 4, 4)); // as files of IR 3 do

        assertThat(OnnxModel.inspect(write(tiny.bytes())).inputName()).isEqualTo("pixels");
    }

    @Test
    void inspectsAFileThatArcCanRun() throws IOException {
        byte[] onnx = OnnxSeal.seal(TinyOnnx.identity().bytes());
        OnnxModel model = OnnxModel.inspect(write(onnx));

        assertThat(model.bytes()).isEqualTo(onnx.length);
        assertThat(model.card()).isEqualTo(TinyOnnx.identity().card);
        assertThat(model.outline().metadata()).containsKey("arc.sha256");
    }

    @Test
    void saysThatAFileHasNoCard() throws IOException {
        TinyOnnx tiny = TinyOnnx.identity();
        tiny.metadata.clear();
        Path file = write(tiny.bytes());

        assertThatThrownBy(() -> OnnxModel.inspect(file)).isInstanceOfSatisfying(ArcException.class,
                e -> assertThat(e.kind()).isEqualTo(ArcException.Kind.FAILURE))
                .hasMessage(file + " has no arc card, neither in its metadata nor beside it, so its preprocessing is "
                        + "unknown\nuse a model.onnx that `arc train` wrote, or say how this one sees pictures: arc card "
                        + file + " ...");
    }

    @Test
    void saysWhichInputOrOutputDoesNotFitTheCard() {
        assertShapeRefused(t -> t.input = TinyOnnx.valueInfo("pixels", 1, "batch", 3, 2, 2),
                "input float32[batch, 1, 2, 2] by its card, but has pixels float32[batch, 3, 2, 2]");
        assertShapeRefused(t -> t.input = TinyOnnx.valueInfo("pixels", 1, 1, 1, 2, 2),
                "input float32[batch, 1, 2, 2] by its card, but has pixels float32[1, 1, 2, 2]");
        assertShapeRefused(t -> t.input = TinyOnnx.valueInfo("pixels", 1, "batch", 4),
                "input float32[batch, 1, 2, 2] by its card, but has pixels float32[batch, 4]");
        assertShapeRefused(t -> t.input = TinyOnnx.valueInfo("pixels", 11, "batch", 1, 2, 2),
                "input float32[batch, 1, 2, 2] by its card, but has pixels type 11[batch, 1, 2, 2]");
        assertShapeRefused(t -> t.output = TinyOnnx.valueInfo("embedding", 1, "batch", 5),
                "output float32[batch, 4] by its card, but has embedding float32[batch, 5]");
        assertRefused(t -> t.extraGraphFields.message(12, TinyOnnx.valueInfo("raw", 1, "batch", 4)),
                "tiny.onnx should have one output, float32[batch, 4] by its card, but has 2: "
                        + "[embedding float32[batch, 4], raw float32[batch, 4]]");
    }

    @Test
    void refusesDataInOtherFilesWhereverTheyAreHidden() {
        String refused = "tiny.onnx is refused: tensor 'evil' keeps its data in another file; "
                + "save the model as one file";
        ProtoBytes evil = TinyOnnx.floatTensor("evil", new float[1], 1).number(14, 1).message(13,
                new ProtoBytes().text(1, "location").text(2, "../../etc/passwd"));
        ProtoBytes sparse = new ProtoBytes().message(1, evil);
        assertRefused(t -> t.extraGraphFields.message(5, evil), refused);
        assertRefused(t -> t.extraGraphFields.message(15, sparse), refused);
        assertRefused(t -> t.extraGraphFields.message(15, new ProtoBytes().message(2, evil)), refused);
        for (int field : new int[]{5, 10}) {
            assertRefused(t -> addAttribute(t, new ProtoBytes().message(field, evil)), refused);
        }
        for (int field : new int[]{22, 23}) {
            assertRefused(t -> addAttribute(t, new ProtoBytes().message(field, sparse)), refused);
        }
        ProtoBytes subGraph = new ProtoBytes().message(5, evil);
        for (int field : new int[]{6, 11}) {
            assertRefused(t -> addAttribute(t, new ProtoBytes().message(field, subGraph)), refused);
        }
        ProtoBytes node = TinyOnnx.node("Constant", List.of(), "c").message(5, new ProtoBytes().message(5, evil));
        assertRefused(t -> t.extraModelFields.message(25, new ProtoBytes().message(7, node)), refused);
        assertRefused(t -> t.extraModelFields.message(20, new ProtoBytes().message(1, subGraph)), refused);
        ProtoBytes onlyEntries = TinyOnnx.floatTensor("evil", new float[1], 1).message(13, new ProtoBytes());
        assertRefused(t -> t.extraGraphFields.message(5, onlyEntries), refused);
        // A second graph field is merged into the first by protobuf readers.
        assertRefused(t -> t.extraModelFields.message(7, subGraph), refused);
        // So are two values of one tensor: the second occurrence of an attribute's tensor adds its fields to the first.
        assertRefused(t -> addAttribute(t, new ProtoBytes().message(5, TinyOnnx.floatTensor("x", new float[1], 1))
                .message(5, new ProtoBytes().text(8, "evil").number(14, 1))), refused);
    }

    @Test
    void refusesWhatIsMoreThanArithmetic() {
        assertRefused(t -> t.nodes.add(TinyOnnx.node("Evil", List.of("raw"), "x").text(7, "com.acme")),
                "tiny.onnx is refused: it uses operators that arc doesn't run: [com.acme.Evil]");
        assertRefused(t -> t.nodes.add(TinyOnnx.node("Relu", List.of("raw"), "x").text(7, "com.microsoft")),
                "tiny.onnx is refused: it uses operators that arc doesn't run: [com.microsoft.Relu]");
        assertRefused(t -> t.nodes.add(TinyOnnx.node("RandomNormalLike", List.of("raw"), "x")),
                "tiny.onnx is refused: it uses operators that arc doesn't run: [RandomNormalLike]");
        assertRefused(t -> {
            for (int i = 1; i <= 7; i++) {
                t.nodes.add(TinyOnnx.node("Op" + i, List.of("raw"), "x" + i));
            }
        }, "tiny.onnx is refused: it uses operators that arc doesn't run: [Op1, Op2, Op3, Op4, Op5] and 2 more");
        ProtoBytes loop = TinyOnnx.node("Loop", List.of(), "x").message(5,
                new ProtoBytes().message(6, new ProtoBytes()));
        assertRefused(t -> t.nodes.add(loop),
                "tiny.onnx is refused: it has control flow (a graph inside a node), and arc runs feed-forward models");
        assertRefused(t -> t.extraModelFields.message(25, new ProtoBytes().text(1, "f")),
                "tiny.onnx is refused: it defines functions of its own; inline them when exporting");
        assertRefused(t -> t.extraModelFields.message(20, new ProtoBytes()),
                "tiny.onnx is refused: it carries training information; export it for inference");
    }

    @Test
    void takesTheOtherNameOfOnnxsOwnDomain() {
        TinyOnnx tiny = TinyOnnx.identity();
        tiny.nodes.set(1, TinyOnnx.node("MatMul", List.of("flat", "weight"), "raw").text(7, "ai.onnx"));
        OnnxEmbedder.open(tiny.bytes(), "tiny.onnx", new Device.Cpu(), 1).close();
    }

    @Test
    void refusesDeepNestingAndHoarding() {
        ProtoBytes graph = new ProtoBytes();
        for (int i = 0; i < 40; i++) {
            graph = new ProtoBytes().message(1, new ProtoBytes().message(5, new ProtoBytes().message(6, graph)));
        }
        ProtoBytes deep = graph;
        assertRefused(t -> t.extraModelFields.message(7, deep),
                "tiny.onnx is not an ONNX file: its messages nest deeper than 64");
        ProtoBytes shape = new ProtoBytes();
        for (int i = 0; i < 1_100_000; i++) {
            shape.message(1, new ProtoBytes());
        }
        ProtoBytes type = new ProtoBytes().message(1, new ProtoBytes().message(2, shape));
        assertRefused(t -> t.extraGraphFields.message(11, new ProtoBytes().message(2, type)),
                "tiny.onnx is not an ONNX file: its names and metadata take more than 67108864 bytes");
        assertRefused(t -> t.extraModelFields.text(2, "x".repeat(1 << 26)),
                "tiny.onnx is not an ONNX file: its names and metadata take more than 67108864 bytes");
    }

    @Test
    void saysWhatIsNoOnnxFile() throws IOException {
        assertNotOnnx(new byte[0], "it states no version of the format");
        assertNotOnnx("<html>".getBytes(java.nio.charset.StandardCharsets.UTF_8), null);
        assertNotOnnx(new ProtoBytes().number(1, 8).toByteArray(), "it has no graph");
        assertNotOnnx(new ProtoBytes().number(1, 8).message(7, new ProtoBytes()).toByteArray(),
                "it states no operator set");
        assertNotOnnx(new ProtoBytes().number(1, 8).lengthOnly(7, 1000).toByteArray(),
                "it is cut short");
        assertNotOnnx(new ProtoBytes().number(1, 8).lengthOnly(99, 1000).toByteArray(),
                "it is cut short or its structure is broken");
        assertNotOnnx(new ProtoBytes().number(1, 8).lengthOnly(7, -1).toByteArray(), "a field has a negative length");
        assertNotOnnx(new ProtoBytes().text(1, "8").toByteArray(), "its field 1 has wire type 2 instead of 0");
        assertNotOnnx(new ProtoBytes().emptyGroup(99).toByteArray(), "it has a group, field 99");
        assertNotOnnx(new ProtoBytes().bytes(2, new byte[]{(byte) 0xff}).toByteArray(), "a name in it is not UTF-8");
        TinyOnnx twice = TinyOnnx.identity();
        twice.extraModelFields.message(14, new ProtoBytes().text(1, "arc.card").text(2, "{}"));
        assertNotOnnx(twice.bytes(), "its metadata have the key 'arc.card' twice");
        assertThatThrownBy(() -> OnnxModel.inspect(folder)).isInstanceOf(ArcException.class)
                .hasMessage("cannot read " + folder + ": it is not a file");
        Path missing = folder.resolve("missing.onnx");
        assertThatThrownBy(() -> OnnxModel.inspect(missing)).isInstanceOf(ArcException.class)
                .hasMessage("cannot read " + missing + ": no such file or folder");
    }

    @Test
    void refusesAFileOfMoreThanTwoGibibytes() throws IOException {
        Path huge = folder.resolve("huge.onnx");
        try (java.io.RandomAccessFile file = new java.io.RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength(1L << 31); // a hole, which takes no space
        }
        String message = huge + " is refused: it has 2147483648 bytes, and an ONNX file has at most 2147483647";
        assertThatThrownBy(() -> OnnxModel.inspect(huge)).isInstanceOf(ArcException.class).hasMessage(message);
        assertThatThrownBy(() -> OnnxOutline.read(huge)).isInstanceOf(ArcException.class).hasMessage(message);
    }

    @Test
    void refusesASealedFileCutAnywhere() {
        byte[] sealed = OnnxSeal.seal(TinyOnnx.identity().bytes());
        for (int length = 0; length < sealed.length; length++) {
            byte[] cut = Arrays.copyOf(sealed, length);
            if (length == sealed.length - SEAL_BYTES) {
                continue; // exactly the seal is gone: a whole file without a seal
            }
            assertThatThrownBy(() -> open(cut)).as("cut to %d bytes", length).isInstanceOf(ArcException.class)
                    .message().startsWith("tiny.onnx ");
        }
    }

    @Test
    void neverRunsASealedFileInWhichABitWasFlippedOutsideOfTheSealsName() {
        byte[] sealed = OnnxSeal.seal(TinyOnnx.identity().bytes());
        int sealStart = sealed.length - SEAL_BYTES;
        for (int i = 0; i < sealed.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] flipped = sealed.clone();
                flipped[i] ^= (byte) (1 << bit);
                try (OnnxEmbedder embedder = open(flipped)) {
                    // Only where the seal itself can't be recognised any more; then all the rest is as it was.
                    assertThat(i).as("bit %d of byte %d", bit, i).isGreaterThanOrEqualTo(sealStart);
                    assertThat(embedder.model().outline().metadata()).doesNotContainKey(OnnxSeal.METADATA_KEY);
                } catch (ArcException e) {
                    assertThat(e).message().contains("tiny.onnx");
                }
            }
        }
    }

    @Test
    void saysThatASealedFileWasChanged() {
        byte[] sealed = OnnxSeal.seal(TinyOnnx.identity().bytes());
        byte[] longer = TinyOnnx.concat(sealed, new ProtoBytes().text(6, "note").toByteArray());
        assertThatThrownBy(() -> open(longer)).isInstanceOf(ArcException.class)
                .hasMessage("tiny.onnx is damaged, or was changed after arc wrote it: its checksum arc.sha256 "
                        + "doesn't fit its content; copy or export it again");
    }

    @Test
    void endsInArcExceptionsWhateverTheBytes() {
        byte[] good = TinyOnnx.identity().bytes();
        for (long seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            byte[] bad = seed % 4 == 0 ? new byte[random.nextInt(200)] : good.clone();
            int changes = seed % 4 == 0 ? bad.length : 1 + random.nextInt(6);
            for (int i = 0; i < changes; i++) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            try (java.lang.foreign.Arena arena = java.lang.foreign.Arena.ofConfined()) {
                OnnxModel.of(ModelFile.copyOf(bad, "tiny.onnx", arena));
            } catch (ArcException e) {
                assertThat(e).as("seed %d", seed).message().startsWith("tiny.onnx ");
            }
        }
    }

    private static void assertShapeRefused(java.util.function.Consumer<TinyOnnx> spoil, String message) {
        assertRefused(spoil, "tiny.onnx should have the " + message);
    }

    private static void assertRefused(java.util.function.Consumer<TinyOnnx> spoil, String message) {
        TinyOnnx tiny = TinyOnnx.identity();
        spoil.accept(tiny);
        assertThatThrownBy(() -> open(tiny.bytes())).isInstanceOf(ArcException.class).hasMessage(message);
    }

    private void assertNotOnnx(byte[] bytes, @org.jspecify.annotations.Nullable String reason) throws IOException {
        Path file = write(bytes);
        assertThatThrownBy(() -> OnnxModel.inspect(file)).isInstanceOf(ArcException.class).message()
                .startsWith(file + " is not an ONNX file: " + (reason == null ? "" : reason));
        assertThatThrownBy(() -> OnnxOutline.read(file)).isInstanceOf(ArcException.class).message()
                .startsWith(file + " is not an ONNX file: " + (reason == null ? "" : reason));
    }

    private static void addAttribute(TinyOnnx tiny, ProtoBytes attribute) {
        tiny.nodes.getFirst().message(5, attribute);
    }

    private static OnnxEmbedder open(byte[] onnx) {
        return OnnxEmbedder.open(onnx, "tiny.onnx", new Device.Cpu(), 1);
    }

    private Path write(byte[] onnx) throws IOException {
        return Files.write(folder.resolve("model.onnx"), onnx);
    }
}
