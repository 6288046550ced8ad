package arc.infer.model;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import arc.infer.ArcException;
import arc.infer.embedding.Embedding;
import arc.infer.image.InputTensor;
import arc.infer.image.Preprocessing;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Runs a model with ONNX Runtime. Open one with {@link #open(Path, Device, int)}, share it between
 * threads, and close it: it owns native memory. The L2 normalisation is part of the graph of arc's own models, and only
 * checked here; what a foreign model gives is normalised here.
 */
public final class OnnxEmbedder implements Embedder {

    /**
     * Pixels in one run, all pictures together: 128 pictures of 32 × 32. More are not faster on a CPU,
     * and the activations of a VGG take 64 times this many floats.
     */
    private static final int PIXELS_PER_RUN = 128 * 32 * 32;

    private final OnnxModel model;
    private final OrtRunner runner;
    private final Optional<String> deviceNote;

    private OnnxEmbedder(OnnxModel model, OrtSession session, Optional<String> deviceNote) {
        this.model = model;
        this.runner = new OrtRunner(model.name(), session, model.inputName(), model.outputName());
        this.deviceNote = deviceNote;
    }

    /**
     * Opens a model file. It is read once: id, card and weights belong together.
     *
     * @param threads that one run may use on the CPU, at least 1
     * @throws ArcException when {@link OnnxModel} refuses the file, when ONNX Runtime can't load it, or
     *     when a CUDA device was asked for by name and doesn't work
     */
    public static OnnxEmbedder open(Path onnx, Device device, int threads) {
        try (Arena arena = Arena.ofConfined()) {
            return open(ModelFile.read(onnx, arena), device, threads);
        }
    }

    /**
     * Opens a model that is in memory.
     *
     * @param onnx the bytes of an ONNX file; copied
     * @param name what messages call it
     * @throws ArcException as {@link #open(Path, Device, int)}
     */
    public static OnnxEmbedder open(byte[] onnx, String name, Device device, int threads) {
        try (Arena arena = Arena.ofConfined()) {
            return open(ModelFile.copyOf(onnx, name, arena), device, threads);
        }
    }

    private static OnnxEmbedder open(ModelFile file, Device device, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be >= 1, got " + threads);
        }
        OnnxModel model = OnnxModel.of(file);
        ByteBuffer onnx = file.upTo(file.size());
        return switch (device) {
            case Device.Cpu _ ->
                new OnnxEmbedder(model, OrtSessions.onCpu(model.name(), onnx, threads), Optional.empty());
            case Device.Cuda(int index) -> {
                try {
                    yield onCuda(model, onnx, threads, index);
                } catch (OrtException | LinkageError e) {
                    throw new ArcException(
                            device + " can't run " + model.name() + ": " + OrtErrors.oneLine(e)
                                    + "; use --device cpu or auto, or a build with -Pcuda",
                            e);
                }
            }
            case Device.Auto _ -> {
                try {
                    yield onCuda(model, onnx, threads, 0);
                } catch (OrtException | LinkageError e) {
                    yield new OnnxEmbedder(model, OrtSessions.onCpu(model.name(), onnx, threads),
                            Optional.of("CUDA is not available (" + OrtErrors.oneLine(e) + "): using the CPU"));
                }
            }
        };
    }

    /** Opens a session and runs it once: a device that can't run the model often says so only then. */
    private static OnnxEmbedder onCuda(OnnxModel model, ByteBuffer onnx, int threads, int index) throws OrtException {
        OrtSession session = OrtSessions.onCuda(onnx, threads, index);
        OnnxEmbedder embedder = new OnnxEmbedder(model, session, Optional.empty());
        Preprocessing input = model.card().preprocessing();
        try {
            embedder.runner.run(List.of(new InputTensor(input.channels().count(), input.sizePixels(),
                    new float[input.inputLength()])));
        } catch (OrtException e) {
            embedder.close();
            throw e;
        }
        return embedder;
    }

    @Override
    public ModelId modelId() {
        return model.id();
    }

    @Override
    public Card card() {
        return model.card();
    }

    /** Returns what was checked of the file before it was opened. */
    public OnnxModel model() {
        return model;
    }

    /** Returns why {@link Device.Auto} ended on the CPU, where it did. */
    public Optional<String> deviceNote() {
        return deviceNote;
    }

    @Override
    public List<Embedding> embed(List<InputTensor> inputs) {
        Preprocessing expected = model.card().preprocessing();
        for (InputTensor input : inputs) {
            if (input.channels() != expected.channels().count() || input.sizePixels() != expected.sizePixels()) {
                throw new IllegalArgumentException("the model takes " + expected.channels().count() + "x"
                        + expected.sizePixels() + "x" + expected.sizePixels() + ", got " + input.channels() + "x"
                        + input.sizePixels() + "x" + input.sizePixels());
            }
        }
        int batch = batchSize(expected);
        List<Embedding> embeddings = new ArrayList<>(inputs.size());
        for (int from = 0; from < inputs.size(); from += batch) {
            List<InputTensor> part = inputs.subList(from, Math.min(from + batch, inputs.size()));
            addEmbeddings(run(part), part.size(), embeddings);
        }
        return embeddings;
    }

    private int batchSize(Preprocessing input) {
        if (model.card() instanceof ForeignCard foreign && foreign.oneByOne()) {
            return 1;
        }
        return Math.max(1, PIXELS_PER_RUN / (input.sizePixels() * input.sizePixels()));
    }

    /** Runs one batch; returns [B, dimension]. */
    private float[] run(List<InputTensor> inputs) {
        try {
            OrtRunner.Output output = runner.run(inputs);
            if (!output.isVectors(inputs.size(), model.card().dimension())) {
                throw new ArcException(model.name() + " should give [" + inputs.size() + ", "
                        + model.card().dimension() + "] by its card, but gave " + Arrays.toString(output.shape()));
            }
            return output.values();
        } catch (OrtException e) {
            throw new ArcException("ONNX Runtime can't run " + model.name() + ": " + OrtErrors.oneLine(e), e);
        }
    }

    private void addEmbeddings(float[] values, int batch, List<Embedding> embeddings) {
        int dimension = model.card().dimension();
        for (int i = 0; i < batch; i++) {
            float[] vector = Arrays.copyOfRange(values, i * dimension, (i + 1) * dimension);
            try {
                embeddings.add(switch (model.card()) {
                    case ModelCard _ -> Embedding.ofUnitVector(vector);
                    case ForeignCard _ -> Embedding.normalised(vector);
                });
            } catch (IllegalArgumentException e) {
                String what = model.card() instanceof ForeignCard ? "no direction" : "no unit vector";
                throw new ArcException(model.name() + " gave " + what + " for input " + embeddings.size() + ": "
                        + e.getMessage() + "; the model or this input is broken", e);
            }
        }
    }

    /** Waits for running batches, then releases the session. May be called twice. */
    @Override
    public void close() {
        runner.close();
    }
}
