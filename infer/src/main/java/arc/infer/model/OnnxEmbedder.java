package arc.infer.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import arc.infer.ArcException;
import arc.infer.embedding.Embedding;
import arc.infer.image.InputTensor;
import arc.infer.image.Preprocessing;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.regex.Pattern;

/**
 * Runs a model with ONNX Runtime. Open one with {@link #open(Path, Device, int)}, share it between
 * threads, and close it: it owns native memory. The L2 normalisation is part of the model's graph;
 * here it is only checked.
 */
public final class OnnxEmbedder implements Embedder {

    /**
     * Pixels in one run, all pictures together: 128 pictures of 32 × 32. More are not faster on a CPU,
     * and the activations of a VGG take 64 times this many floats.
     */
    private static final int PIXELS_PER_RUN = 128 * 32 * 32;

    private static final Pattern CODE = Pattern
            .compile("^Error code - \\w+ - message: (?:.* Failed to load library \\S+ with error: )?");

    private final OnnxModel model;
    private final OrtSession session;
    private final Optional<String> deviceNote;
    private final ReadWriteLock lock = new ReentrantReadWriteLock(); // closing is the writer
    private boolean closed;

    private OnnxEmbedder(OnnxModel model, OrtSession session, Optional<String> deviceNote) {
        this.model = model;
        this.session = session;
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
            case Device.Cpu _ -> new OnnxEmbedder(model, cpuSession(model, onnx, threads), Optional.empty());
            case Device.Cuda(int index) -> {
                try {
                    yield onCuda(model, onnx, threads, index);
                } catch (OrtException | LinkageError e) {
                    throw new ArcException(
                            device + " can't run " + model.name() + ": " + oneLine(e)
                                    + "; use --device cpu or auto, or a build with -Pcuda",
                            e);
                }
            }
            case Device.Auto _ -> {
                try {
                    yield onCuda(model, onnx, threads, 0);
                } catch (OrtException | LinkageError e) {
                    yield new OnnxEmbedder(model, cpuSession(model, onnx, threads),
                            Optional.of("CUDA is not available (" + oneLine(e) + "): using the CPU"));
                }
            }
        };
    }

    private static OrtSession cpuSession(OnnxModel model, ByteBuffer onnx, int threads) {
        try {
            return OrtSessions.onCpu(onnx, threads);
        } catch (OrtException e) {
            throw new ArcException("ONNX Runtime can't load " + model.name() + ": " + oneLine(e), e);
        } catch (LinkageError e) {
            throw new ArcException("ONNX Runtime can't start on " + System.getProperty("os.name") + " "
                    + System.getProperty("os.arch") + ": " + oneLine(e), e);
        }
    }

    /** Opens a session and runs it once: a device that can't run the model often says so only then. */
    private static OnnxEmbedder onCuda(OnnxModel model, ByteBuffer onnx, int threads, int index) throws OrtException {
        OrtSession session = OrtSessions.onCuda(onnx, threads, index);
        OnnxEmbedder embedder = new OnnxEmbedder(model, session, Optional.empty());
        Preprocessing input = model.card().preprocessing();
        try {
            embedder.run(List.of(new InputTensor(input.channels().count(), input.sizePixels(),
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
    public ModelCard card() {
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
        int batch = Math.max(1, PIXELS_PER_RUN / (expected.sizePixels() * expected.sizePixels()));
        List<Embedding> embeddings = new ArrayList<>(inputs.size());
        for (int from = 0; from < inputs.size(); from += batch) {
            List<InputTensor> part = inputs.subList(from, Math.min(from + batch, inputs.size()));
            addEmbeddings(runOrExplain(part), part.size(), embeddings);
        }
        return embeddings;
    }

    private float[] runOrExplain(List<InputTensor> inputs) {
        try {
            return run(inputs);
        } catch (OrtException e) {
            throw new ArcException("ONNX Runtime can't run " + model.name() + ": " + oneLine(e), e);
        }
    }

    /** Runs one batch; returns [B, dimension]. */
    private float[] run(List<InputTensor> inputs) throws OrtException {
        Preprocessing expected = model.card().preprocessing();
        long[] shape = {inputs.size(), expected.channels().count(), expected.sizePixels(), expected.sizePixels()};
        lock.readLock().lock();
        try (Arena arena = Arena.ofConfined()) {
            if (closed) {
                throw new IllegalStateException("the embedder of " + model.name() + " is closed");
            }
            FloatBuffer pixels = arena.allocate(ValueLayout.JAVA_FLOAT, (long) inputs.size() * expected.inputLength())
                    .asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
            inputs.forEach(input -> input.putInto(pixels));
            OrtEnvironment environment = OrtSessions.environment();
            try (OnnxTensor tensor = OnnxTensor.createTensor(environment, pixels.flip(), shape);
                    OrtSession.Result result = session.run(Map.of(model.inputName(), tensor))) {
                return values((OnnxTensor) result.get(0), inputs.size());
            }
        } finally {
            lock.readLock().unlock();
        }
    }

    private float[] values(OnnxTensor output, int batch) {
        long[] expected = {batch, model.card().dimension()};
        long[] found = output.getInfo().getShape();
        if (!Arrays.equals(found, expected)) {
            throw new ArcException(model.name() + " should give " + Arrays.toString(expected)
                    + " by its card, but gave " + Arrays.toString(found));
        }
        FloatBuffer buffer = output.getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    private void addEmbeddings(float[] values, int batch, List<Embedding> embeddings) {
        int dimension = model.card().dimension();
        for (int i = 0; i < batch; i++) {
            try {
                embeddings.add(
                        Embedding.ofUnitVector(Arrays.copyOfRange(values, i * dimension, (i + 1) * dimension)));
            } catch (IllegalArgumentException e) {
                throw new ArcException(model.name() + " gave no unit vector for input " + embeddings.size() + ": "
                        + e.getMessage() + "; the model or this input is broken", e);
            }
        }
    }

    /** Waits for running batches, then releases the session. May be called twice. */
    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                session.close();
            }
        } catch (OrtException e) {
            throw new ArcException("ONNX Runtime can't release " + model.name() + ": " + oneLine(e), e);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /**
     * Shortens ONNX Runtime's message, which starts with a code, may quote sources, and may span lines. Of a library that
     * does not load, only the one that is missing is told.
     */
    static String oneLine(Throwable e) {
        Throwable told = e.getMessage() == null && e.getCause() != null ? e.getCause() : e;
        String message = CODE.matcher(String.valueOf(told.getMessage()).strip()).replaceFirst("");
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end).strip();
    }
}
