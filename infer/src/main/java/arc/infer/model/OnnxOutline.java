package arc.infer.model;

import arc.infer.ArcException;
import arc.infer.file.FileErrors;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tells what an ONNX file holds without its weights: enough to judge the file before ONNX Runtime sees
 * it, and to show it to a person. Field by field it follows the {@code ModelProto} of onnx.proto.
 *
 * @param irVersion version of the format, at least 1
 * @param producer name and version of the program that wrote the file; may be empty
 * @param opsets version by operator domain; {@code ""} is ONNX's own, for which {@code ai.onnx} is another name
 * @param metadata the file's own key-value pairs
 * @param inputs of the graph, less those that an initializer provides
 * @param outputs of the graph
 * @param operators how many nodes there are of each operator, those of sub-graphs and functions included
 * @param initializerCount number of stored tensors, those of sub-graphs included
 * @param initializerBytes bytes that they take in the file
 * @param externalTensors names of tensors whose data are elsewhere, wherever in the file they stand
 * @param subGraphs number of graphs inside of nodes
 * @param functions number of local functions
 * @param trainingInfo whether there is any training information
 */
public record OnnxOutline(long irVersion, String producer, SortedMap<String, Long> opsets, Map<String, String> metadata,
        List<ValueInfo> inputs, List<ValueInfo> outputs, SortedMap<Operator, Integer> operators, long initializerCount,
        long initializerBytes, List<String> externalTensors, int subGraphs, int functions, boolean trainingInfo) {

    /** Largest file: protobuf's own limit, one byte short of 2 GiB. */
    public static final long MAX_FILE_BYTES = Integer.MAX_VALUE;

    /** Copies the collections. */
    public OnnxOutline {
        opsets = Collections.unmodifiableSortedMap(new TreeMap<>(opsets));
        metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        operators = Collections.unmodifiableSortedMap(new TreeMap<>(operators));
        externalTensors = List.copyOf(externalTensors);
    }

    /**
     * Names an operator.
     *
     * @param domain {@code ""} for ONNX's own
     * @param type such as {@code Conv}
     */
    public record Operator(String domain, String type) implements Comparable<Operator> {

        private static final Comparator<Operator> ORDER = Comparator.comparing(Operator::domain)
                .thenComparing(Operator::type);

        @Override
        public int compareTo(Operator other) {
            return ORDER.compare(this, other);
        }

        @Override
        public String toString() {
            return domain.isEmpty() ? type : domain + "." + type;
        }
    }

    /**
     * Describes an input or an output.
     *
     * @param name the value's name
     * @param elementType number of onnx.proto's {@code TensorProto.DataType}, 1 is float32; 0 for what is no tensor
     * @param shape its axes, empty for a scalar and where the file doesn't say
     */
    public record ValueInfo(String name, int elementType, List<Axis> shape) {

        /** The element type float32. */
        public static final int FLOAT32 = 1;

        /** Copies the shape. */
        public ValueInfo {
            shape = List.copyOf(shape);
        }

        @Override
        public String toString() {
            return name + " " + (elementType == FLOAT32 ? "float32" : "type " + elementType) + shape;
        }
    }

    /** The length of one axis of a tensor. */
    public sealed interface Axis {}

    /**
     * A length that the file states.
     *
     * @param length the length
     */
    public record FixedAxis(long length) implements Axis {
        @Override
        public String toString() {
            return Long.toString(length);
        }
    }

    /**
     * A length that is known only when the model runs.
     *
     * @param name such as {@code batch}; may be empty
     */
    public record FreeAxis(String name) implements Axis {
        @Override
        public String toString() {
            return name.isEmpty() ? "?" : name;
        }
    }

    /**
     * Reads a file's outline; the weights are passed over, so that a large file takes no memory.
     *
     * @throws ArcException when the file can't be read or is no ONNX file
     */
    public static OnnxOutline read(Path file) {
        String name = file.toString();
        try {
            ModelFile.requireFile(file);
            long bytes = Files.size(file);
            if (bytes > MAX_FILE_BYTES) {
                throw OnnxPrecheck.tooLarge(name, bytes);
            }
            try (InputStream in = Files.newInputStream(file)) {
                return read(in, name);
            }
        } catch (IOException e) {
            throw new ArcException("cannot read " + name + ": " + FileErrors.reason(e), e);
        }
    }

    /**
     * Reads an outline from a stream, up to its end.
     *
     * @param name what messages call the file
     * @throws ArcException when the bytes are no ONNX file
     * @throws IOException when the stream can't be read
     */
    static OnnxOutline read(InputStream in, String name) throws IOException {
        return new OnnxOutlineReader(name).read(in);
    }
}
