package arc.infer.model;

import ai.onnxruntime.OrtException;
import arc.infer.ArcException;
import arc.infer.embedding.Embedding;
import arc.infer.file.AtomicFile;
import arc.infer.image.DecodedImage;
import arc.infer.image.InputTensor;
import arc.infer.image.Preprocessing;
import arc.infer.image.Preprocessor;
import arc.infer.image.UnreadableImageException;

import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Makes the card of a foreign model. The model embeds two test pictures before, so that a description that it can't run by
 * fails here and now; whether the description is the one it was trained by no test can tell.
 */
public final class CardMaker {

    /** Largest difference of a unit vector's values that different batches may make. */
    private static final double SAME = 1e-4;

    private CardMaker() {}

    /**
     * Says what was made.
     *
     * @param file the card
     * @param model the model, as it is with this card
     * @param testLength length of a test picture's output before arc normalises it; 1 where the graph normalises
     */
    public record Made(Path file, OnnxModel model, double testLength) {

        /** Says whether the graph already gives unit vectors, as far as a test picture tells. */
        public boolean givesUnitVectors() {
            return Math.abs(testLength - 1) <= Embedding.NORM_TOLERANCE;
        }
    }

    /**
     * Writes a card beside a model.
     *
     * @param onnx a model without a card inside
     * @param replace whether a card that is there already may be replaced
     * @param threads for the test pictures
     * @throws ArcException of kind USAGE when the request contradicts the file, and as {@link OnnxModel#inspect}
     */
    public static Made make(Path onnx, CardRequest request, boolean replace, int threads) {
        Path file = CardBeside.of(onnx);
        double testLength;
        try (Arena arena = Arena.ofConfined()) {
            ModelFile model = ModelFile.read(onnx, arena);
            OnnxOutline outline = model.checkedOutline();
            if (outline.metadata().containsKey(ModelCard.METADATA_KEY)) {
                throw new ArcException(onnx + " has a card inside already, and no other one overrides it");
            }
            if (!replace && Files.exists(file)) {
                throw new ArcException(file + " exists already; --force replaces it");
            }
            GraphReading graph = GraphReading.of(outline, request, onnx.toString());
            Tried tried = tryOut(graph, model, threads);
            testLength = tried.length();
            ForeignCard card = new ForeignCard(ForeignCard.FORMAT_VERSION, graph.preprocessing(),
                    tried.dimension(), graph.input().name(), graph.output().name(), tried.oneByOne());
            byte[] json = ForeignCardJson.toJson(card).getBytes(StandardCharsets.UTF_8);
            AtomicFile.write(file, out -> out.write(json));
        }
        return new Made(file, OnnxModel.inspect(onnx), testLength);
    }

    /** What test pictures told. */
    private record Tried(int dimension, boolean oneByOne, double length) {}

    private static Tried tryOut(GraphReading graph, ModelFile file, int threads) {
        List<InputTensor> tests = List.of(test(graph.preprocessing(), false), test(graph.preprocessing(), true));
        try (OrtRunner runner = new OrtRunner(graph.name(),
                OrtSessions.onCpu(graph.name(), file.upTo(file.size()), threads), graph.input().name(),
                graph.output().name())) {
            float[] first = alone(runner, graph, tests.getFirst());
            float[] second = alone(runner, graph, tests.getLast());
            boolean oneByOne = graph.statesOneByOne() || !takesBoth(runner, tests, first, second);
            return new Tried(first.length, oneByOne, length(first));
        }
    }

    private static float[] alone(OrtRunner runner, GraphReading graph, InputTensor test) {
        OrtRunner.Output output;
        try {
            output = runner.run(List.of(test));
        } catch (OrtException e) {
            throw new ArcException("ONNX Runtime can't run " + graph.name() + " on a test picture, "
                    + GraphFit.inputType(graph.preprocessing(), true) + ": " + OrtErrors.oneLine(e), e);
        }
        int dimension = output.values().length;
        if (!output.isVectors(1, dimension) || dimension > ForeignCard.MAX_DIMENSION) {
            throw new ArcException(graph.name() + " gave " + graph.output().name() + " "
                    + Arrays.toString(output.shape())
                    + " for one picture, and an embedding is [1, dimension] of at most "
                    + ForeignCard.MAX_DIMENSION + " dimensions");
        }
        try {
            Embedding.normalised(output.values());
        } catch (IllegalArgumentException e) {
            throw new ArcException(graph.name() + " gave no direction for a test picture: " + e.getMessage()
                    + "; is it the right --output, and are --mean and --std right?", e);
        }
        return output.values();
    }

    /**
     * Says whether two pictures at once give what they give alone. Files often state a free number of pictures that a
     * reshaping inside takes back, and some quantise a batch as one.
     */
    private static boolean takesBoth(OrtRunner runner, List<InputTensor> tests, float[] first, float[] second) {
        OrtRunner.Output both;
        try {
            both = runner.run(tests);
        } catch (OrtException _) {
            return false; // That is the answer: the graph takes no two.
        }
        int dimension = first.length;
        return both.isVectors(2, dimension) && same(first, Arrays.copyOf(both.values(), dimension))
                && same(second, Arrays.copyOfRange(both.values(), dimension, 2 * dimension));
    }

    private static boolean same(float[] alone, float[] together) {
        double aloneLength = length(alone);
        double togetherLength = length(together);
        for (int i = 0; i < alone.length; i++) {
            if (!(Math.abs(alone[i] / aloneLength - together[i] / togetherLength) <= SAME)) {
                return false;
            }
        }
        return true;
    }

    private static double length(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }

    /** Makes a picture in which all samples differ from place to place: from dark to bright, or the other way. */
    private static InputTensor test(Preprocessing preprocessing, boolean fromBright) {
        int size = preprocessing.sizePixels();
        byte[] rgb = new byte[3 * size * size];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int[] samples = {255 * x / size, 255 * y / size, 255 * (x + y) / (2 * size)};
                for (int c = 0; c < 3; c++) {
                    rgb[3 * (y * size + x) + c] = (byte) (fromBright ? 255 - samples[c] : samples[c]);
                }
            }
        }
        try {
            return new Preprocessor(preprocessing).apply(DecodedImage.ofRgb(size, size, rgb));
        } catch (UnreadableImageException e) {
            throw new IllegalStateException("a picture of the input's size always fits", e);
        }
    }
}
