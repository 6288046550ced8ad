package arc.infer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import arc.infer.ArcException;
import arc.infer.embedding.Embedding;
import arc.infer.image.InputTensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class OnnxEmbedderTest {

    private static final Device CPU = new Device.Cpu();

    @TempDir
    Path folder;

    @Test
    void embedsOnTheUnitSphere() {
        try (OnnxEmbedder embedder = open(TinyOnnx.identity())) {
            List<Embedding> embeddings = embedder.embed(List.of(input(3, 0, 4, 0), input(0, -2, 0, 0)));

            assertThat(embeddings).hasSize(2);
            assertThat(embeddings.get(0).toArrayCopy()).containsExactly(new float[]{0.6f, 0, 0.8f, 0}, within(1e-6f));
            assertThat(embeddings.get(1).toArrayCopy()).containsExactly(new float[]{0, -1, 0, 0}, within(1e-6f));
        }
    }

    @Test
    void embedsNothingAsNothing() {
        try (OnnxEmbedder embedder = open(TinyOnnx.identity())) {
            assertThat(embedder.embed(List.of())).isEmpty();
        }
    }

    @Test
    void keepsTheOrderOverSeveralRuns() {
        int size = 128; // 8 pictures a run
        float[] weights = new float[size * size * 3];
        for (int i = 0; i < 3; i++) {
            weights[i * 3 + i] = 1; // the first three pixels
        }
        Random random = new Random(5);
        List<InputTensor> inputs = new ArrayList<>();
        for (int i = 0; i < 17; i++) {
            float[] pixels = new float[size * size];
            for (int j = 0; j < 3; j++) {
                pixels[j] = random.nextFloat() + 0.1f;
            }
            inputs.add(new InputTensor(1, size, pixels));
        }
        try (OnnxEmbedder embedder = open(new TinyOnnx(TinyOnnx.card(size, 3), weights))) {
            List<Embedding> embeddings = embedder.embed(inputs);

            assertThat(embeddings).hasSize(17);
            for (int i = 0; i < 17; i++) {
                float[] pixels = java.util.Arrays.copyOf(inputs.get(i).toArrayCopy(), 3);
                assertThat(embeddings.get(i).cosine(Embedding.normalised(pixels))).as("input " + i).isCloseTo(1,
                        within(1e-6));
            }
        }
    }

    @Test
    void takesIdAndCardFromTheFile() throws IOException {
        byte[] onnx = TinyOnnx.identity().bytes();
        Path file = Files.write(folder.resolve("modèle 1.onnx"), onnx);
        try (OnnxEmbedder fromFile = OnnxEmbedder.open(file, CPU, 1);
                OnnxEmbedder fromBytes = OnnxEmbedder.open(onnx, "bytes", CPU, 1)) {
            assertThat(fromFile.card()).isEqualTo(TinyOnnx.identity().card);
            assertThat(fromFile.modelId()).isEqualTo(fromBytes.modelId());
            assertThat(fromFile.modelId().sha256()).isEqualTo(sha256(onnx));
            assertThat(fromFile.model().bytes()).isEqualTo(onnx.length);
            assertThat(fromFile.deviceNote()).isEmpty();
        }
    }

    @Test
    void runsASealedVgg16() {
        byte[] onnx = OnnxSeal.seal(VggOnnx.bytes(0.125, 24));
        float[] pixels = new float[32 * 32];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (i * 31 % 97) / 97f - 0.5f;
        }
        try (OnnxEmbedder embedder = OnnxEmbedder.open(onnx, "vgg.onnx", CPU, 2)) {
            List<Embedding> embeddings = embedder
                    .embed(java.util.Collections.nCopies(130, new InputTensor(1, 32, pixels)));

            assertThat(embeddings).hasSize(130);
            assertThat(embeddings.getFirst().dimension()).isEqualTo(24);
            assertThat(embeddings.getLast().cosine(embeddings.getFirst())).isCloseTo(1, within(1e-6));
        }
    }

    @Test
    void refusesAnInputOfAnotherShape() {
        try (OnnxEmbedder embedder = open(TinyOnnx.identity())) {
            assertThatThrownBy(() -> embedder.embed(List.of(new InputTensor(1, 3, new float[9]))))
                    .isInstanceOf(IllegalArgumentException.class).hasMessage("the model takes 1x2x2, got 1x3x3");
            assertThatThrownBy(() -> embedder.embed(List.of(new InputTensor(3, 2, new float[12]))))
                    .hasMessage("the model takes 1x2x2, got 3x2x2");
        }
    }

    @Test
    void refusesAnEmbeddingWithoutDirection() {
        try (OnnxEmbedder embedder = open(TinyOnnx.identity())) {
            assertThatThrownBy(() -> embedder.embed(List.of(input(1, 0, 0, 0), input(0, 0, 0, 0))))
                    .isInstanceOf(ArcException.class)
                    .hasMessageStartingWith("tiny.onnx gave no unit vector for input 1: ");
            assertThatThrownBy(() -> embedder.embed(List.of(input(Float.NaN, 0, 0, 0))))
                    .isInstanceOf(ArcException.class)
                    .hasMessage("tiny.onnx gave no unit vector for input 0: an embedding is finite, got NaN; "
                            + "the model or this input is broken");
        }
    }

    @Test
    void refusesAGraphThatDoesNotNormalise() {
        TinyOnnx model = TinyOnnx.identity();
        model.nodes.removeLast();
        model.nodes.add(TinyOnnx.node("Identity", List.of("raw"), "embedding"));
        try (OnnxEmbedder embedder = open(model)) {
            assertThatThrownBy(() -> embedder.embed(List.of(input(3, 0, 4, 0)))).isInstanceOf(ArcException.class)
                    .hasMessage("tiny.onnx gave no unit vector for input 0: an embedding has norm 1, got 5.0; "
                            + "the model or this input is broken");
        }
    }

    @Test
    void refusesAnOutputThatTurnsOutToHaveAnotherLength() {
        TinyOnnx model = TinyOnnx.identity();
        model.output = TinyOnnx.valueInfo("embedding", TinyOnnx.FLOAT, "batch", "length");
        ModelCard claimsFive = TinyOnnx.card(2, 5);
        model.metadata.put(ModelCard.METADATA_KEY, ModelCardJson.toJson(claimsFive));
        try (OnnxEmbedder embedder = open(model)) {
            assertThatThrownBy(() -> embedder.embed(List.of(input(1, 2, 3, 4)))).isInstanceOf(ArcException.class)
                    .hasMessage("tiny.onnx should give [1, 5] by its card, but gave [1, 4]");
        }
    }

    @Test
    void saysWhatOnnxRuntimeCannotLoad() {
        TinyOnnx model = TinyOnnx.identity();
        model.nodes.set(1, TinyOnnx.node("MatMul", List.of("flat", "missing"), "raw"));
        assertThatThrownBy(() -> open(model)).isInstanceOf(ArcException.class)
                .hasMessageStartingWith("ONNX Runtime can't load tiny.onnx: ").hasMessageNotContaining("\n")
                .hasMessageNotContaining("Error code");
    }

    @Test
    void runsInSeveralThreadsAtOnce() throws Exception {
        try (OnnxEmbedder embedder = open(TinyOnnx.identity());
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                float[] pixels = {i + 1, 2, 3, 4};
                tasks.add(() -> embedder.embed(List.of(new InputTensor(1, 2, pixels.clone()))).getFirst()
                        .cosine(Embedding.normalised(pixels)) > 0.999999);
            }
            for (Future<Boolean> result : threads.invokeAll(tasks)) {
                assertThat(result.get()).isTrue();
            }
        }
    }

    @Test
    void refusesToRunAfterClosing() {
        OnnxEmbedder embedder = open(TinyOnnx.identity());
        embedder.close();
        embedder.close();
        assertThatThrownBy(() -> embedder.embed(List.of(input(1, 0, 0, 0)))).isInstanceOf(IllegalStateException.class)
                .hasMessage("the embedder of tiny.onnx is closed");
    }

    @Test
    void failsWhereCudaIsNamedAndMissing() {
        assertThatThrownBy(() -> OnnxEmbedder.open(TinyOnnx.identity().bytes(), "tiny.onnx", new Device.Cuda(999), 1))
                .isInstanceOf(ArcException.class).hasMessageStartingWith("cuda:999 can't run tiny.onnx: ")
                .hasMessageEndingWith("; use --device cpu or auto, or a build with -Pcuda")
                .hasMessageNotContaining("Error code").hasMessageNotContaining("\n");
    }

    @Test
    void tellsOfALibraryThatDoesNotLoadOnlyWhichOneIsMissing() {
        assertThat(OrtErrors.oneLine(new IllegalStateException("Error code - ORT_FAIL - message: /src/bridge.cc:1988"
                + " Provider& Get() [ONNXRuntimeError] : 1 : FAIL : Failed to load library /home/me/libproviders_cuda.so"
                + " with error: libcublasLt.so.12: cannot open shared object file\n")))
                .isEqualTo("libcublasLt.so.12: cannot open shared object file");
        assertThat(OrtErrors.oneLine(new IllegalStateException("Error code - ORT_FAIL - message: odd")))
                .isEqualTo("odd");
    }

    @Test
    void saysSoWhereAutoEndsOnTheCpu() {
        try (OnnxEmbedder embedder = OnnxEmbedder.open(TinyOnnx.identity().bytes(), "tiny.onnx", new Device.Auto(),
                1)) {
            embedder.deviceNote().ifPresent(note -> assertThat(note).startsWith("CUDA is not available (")
                    .endsWith("): using the CPU").doesNotContain("\n"));
            assertThat(embedder.embed(List.of(input(1, 0, 0, 0)))).hasSize(1);
        }
    }

    @Test
    void refusesZeroThreads() {
        assertThatThrownBy(() -> OnnxEmbedder.open(TinyOnnx.identity().bytes(), "tiny.onnx", CPU, 0))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("threads must be >= 1, got 0");
    }

    private static OnnxEmbedder open(TinyOnnx model) {
        return OnnxEmbedder.open(model.bytes(), "tiny.onnx", CPU, 1);
    }

    private static InputTensor input(float... pixels) {
        return new InputTensor(1, 2, pixels);
    }

    static String sha256(byte[] bytes) {
        try {
            return java.util.HexFormat.of()
                    .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
