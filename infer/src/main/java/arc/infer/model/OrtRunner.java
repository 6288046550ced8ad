package arc.infer.model;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import arc.infer.ArcException;
import arc.infer.image.InputTensor;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Feeds pictures to one input of a session and takes one output; safe for several threads. Owns the session. */
final class OrtRunner implements AutoCloseable {

    private final String name;
    private final OrtSession session;
    private final String input;
    private final String output;
    private final ReadWriteLock lock = new ReentrantReadWriteLock(); // closing is the writer
    private boolean closed;

    /**
     * Takes over a session.
     *
     * @param name what messages call the model
     * @param input name of the graph's input
     * @param output name of the graph's output
     */
    OrtRunner(String name, OrtSession session, String input, String output) {
        this.name = name;
        this.session = session;
        this.input = input;
        this.output = output;
    }

    /** Holds what one run gave. */
    static final class Output {

        private final long[] shape;
        private final float[] values;

        private Output(long[] shape, float[] values) {
            this.shape = shape;
            this.values = values;
        }

        /** Says whether there is a vector of {@code dimension} for each of {@code batch} pictures: [B, D] or [B, D, 1, …]. */
        boolean isVectors(int batch, long dimension) {
            return shape.length >= 2 && shape[0] == batch && shape[1] == dimension
                    && values.length == batch * dimension;
        }

        /** Returns the axes' lengths. */
        long[] shape() {
            return shape;
        }

        /** Returns the values in the order of the axes; owned by the caller. */
        float[] values() {
            return values;
        }
    }

    /**
     * Runs one batch.
     *
     * @param inputs at least one, all of the same shape
     * @throws OrtException when the graph does not take them, or the device fails
     */
    Output run(List<InputTensor> inputs) throws OrtException {
        InputTensor first = inputs.getFirst();
        long[] shape = {inputs.size(), first.channels(), first.sizePixels(), first.sizePixels()};
        lock.readLock().lock();
        try (Arena arena = Arena.ofConfined()) {
            if (closed) {
                throw new IllegalStateException("the embedder of " + name + " is closed");
            }
            FloatBuffer pixels = arena.allocate(ValueLayout.JAVA_FLOAT, (long) inputs.size() * first.length())
                    .asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
            inputs.forEach(tensor -> tensor.putInto(pixels));
            OrtEnvironment environment = OrtSessions.environment();
            try (OnnxTensor tensor = OnnxTensor.createTensor(environment, pixels.flip(), shape);
                    OrtSession.Result result = session.run(Map.of(input, tensor), Set.of(output))) {
                return floats(result.get(0));
            }
        } finally {
            lock.readLock().unlock();
        }
    }

    private Output floats(OnnxValue value) {
        if (!(value instanceof OnnxTensor tensor) || tensor.getInfo().type != OnnxJavaType.FLOAT) {
            throw new ArcException(name + " should give float32 as " + output + ", but gave " + value.getType());
        }
        FloatBuffer buffer = tensor.getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return new Output(tensor.getInfo().getShape(), values);
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
            throw new ArcException("ONNX Runtime can't release " + name + ": " + OrtErrors.oneLine(e), e);
        } finally {
            lock.writeLock().unlock();
        }
    }
}
