package arc.train.export;

import onnx.Onnx;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.protobuf.ByteString;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes arrays as ONNX initialisers: float32, little-endian, row-major. */
final class OnnxTensors {

    private OnnxTensors() {}

    /** Copies an array under a name, whatever its memory order. */
    static Onnx.TensorProto of(String name, INDArray array) {
        float[] values = array.dup('c').reshape(new long[]{array.length()}).toFloatVector();
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        Onnx.TensorProto.Builder tensor = Onnx.TensorProto.newBuilder().setName(name)
                .setDataType(Onnx.TensorProto.DataType.FLOAT.getNumber()).setRawData(ByteString.copyFrom(bytes));
        for (long size : array.shape()) {
            tensor.addDims(size);
        }
        return tensor.build();
    }
}
