package arc.train.transfer;

import onnx.Onnx;
import org.nd4j.shade.protobuf.ByteString;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the stored tensors of a graph: initializers, Constant nodes, and Identity nodes of those, which some
 * exporters write for tensors that are equal.
 */
final class OnnxWeights {

    private final String file;
    private final Map<String, Onnx.TensorProto> tensors = new HashMap<>();

    /** Collects the tensors of {@code graph}. */
    OnnxWeights(String file, Onnx.GraphProto graph) {
        this.file = file;
        graph.getInitializerList().forEach(tensor -> tensors.put(tensor.getName(), tensor));
        for (Onnx.NodeProto node : graph.getNodeList()) { // in an order in which inputs come first
            if (node.getOutputCount() != 1) {
                continue;
            }
            if (node.getOpType().equals("Constant")) {
                node.getAttributeList().stream().filter(a -> a.getName().equals("value")).findFirst()
                        .ifPresent(value -> tensors.put(node.getOutput(0), value.getT()));
            } else if (node.getOpType().equals("Identity") && node.getInputCount() == 1
                    && tensors.containsKey(node.getInput(0))) {
                tensors.put(node.getOutput(0), tensors.get(node.getInput(0)));
            }
        }
    }

    /** Tells whether a value is stored. */
    boolean contains(String name) {
        return tensors.containsKey(name);
    }

    /** Returns the lengths of a tensor's axes. */
    List<Long> shape(String name) {
        return tensor(name).getDimsList();
    }

    /** Returns the values of a tensor with one axis of the given length. */
    float[] vector(String name, int length) {
        if (!shape(name).equals(List.of((long) length))) {
            throw new UnusableTrunk(file,
                    "tensor '" + name + "' should have the shape [" + length + "], but has " + shape(name));
        }
        return values(name, length);
    }

    /**
     * Returns a tensor's values as float32, row-major.
     *
     * @param count how many its shape says
     */
    float[] values(String name, int count) {
        Onnx.TensorProto tensor = tensor(name);
        if (tensor.getDataLocation() == Onnx.TensorProto.DataLocation.EXTERNAL) {
            throw new UnusableTrunk(file, "tensor '" + name + "' keeps its data in another file");
        }
        float[] values = switch (Onnx.TensorProto.DataType.forNumber(tensor.getDataType())) {
            case FLOAT -> floats(tensor);
            case DOUBLE -> doubles(tensor);
            case FLOAT16 -> halves(tensor);
            case null, default ->
                throw new UnusableTrunk(file, "tensor '" + name + "' is of type " + typeName(tensor.getDataType())
                        + "; expected FLOAT, DOUBLE or FLOAT16: export the model in float32");
        };
        if (values.length != count) {
            throw new UnusableTrunk(file, "tensor '" + name + "' should hold " + count + " values by its shape "
                    + tensor.getDimsList() + ", but holds " + values.length + ": the file is damaged");
        }
        return Values.requireFinite(file, name, values);
    }

    private Onnx.TensorProto tensor(String name) {
        Onnx.TensorProto tensor = tensors.get(name);
        if (tensor == null) {
            throw new UnusableTrunk(file, "the weights '" + name
                    + "' are not stored but computed by the graph; export with constants folded");
        }
        return tensor;
    }

    private static float[] floats(Onnx.TensorProto tensor) {
        if (tensor.getRawData().isEmpty()) {
            float[] values = new float[tensor.getFloatDataCount()];
            for (int i = 0; i < values.length; i++) {
                values[i] = tensor.getFloatData(i);
            }
            return values;
        }
        float[] values = new float[tensor.getRawData().size() / Float.BYTES];
        littleEndian(tensor.getRawData()).asFloatBuffer().get(values);
        return values;
    }

    private static float[] doubles(Onnx.TensorProto tensor) {
        double[] values;
        if (tensor.getRawData().isEmpty()) {
            values = tensor.getDoubleDataList().stream().mapToDouble(Double::doubleValue).toArray();
        } else {
            values = new double[tensor.getRawData().size() / Double.BYTES];
            littleEndian(tensor.getRawData()).asDoubleBuffer().get(values);
        }
        return Values.narrowed(values);
    }

    private static float[] halves(Onnx.TensorProto tensor) {
        ByteString raw = tensor.getRawData();
        float[] values = new float[raw.isEmpty() ? tensor.getInt32DataCount() : raw.size() / Short.BYTES];
        ByteBuffer bytes = littleEndian(raw);
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.float16ToFloat(raw.isEmpty() ? (short) tensor.getInt32Data(i) : bytes.getShort());
        }
        return values;
    }

    private static ByteBuffer littleEndian(ByteString raw) {
        return raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String typeName(int number) {
        return Arrays.stream(Onnx.TensorProto.DataType.values())
                .filter(type -> type != Onnx.TensorProto.DataType.UNRECOGNIZED && type.getNumber() == number)
                .map(Enum::name).findFirst().orElse(Integer.toString(number));
    }
}
