package arc.train.kernel;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Shows the memory of a float array on the CPU as a segment. */
public final class NativeFloats {

    private NativeFloats() {}

    /**
     * Views the values without a copy. The segment doesn't keep the array alive: whoever uses it must.
     *
     * @param array float32, 'c' order, dense
     */
    @SuppressWarnings("restricted") // the length is the array's own
    public static MemorySegment of(INDArray array) {
        if (array.dataType() != DataType.FLOAT || !isDense(array)) {
            throw new IllegalArgumentException(
                    "expected a dense float array in 'c' order, got " + array.shapeInfoToString());
        }
        long address = array.data().pointer().address() + array.offset() * Float.BYTES;
        return MemorySegment.ofAddress(address).reinterpret(array.length() * Float.BYTES);
    }

    /** Copies the values; ND4J's own way asks for them one by one. */
    public static float[] copyOf(INDArray array) {
        return of(array).toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
    }

    private static boolean isDense(INDArray array) {
        long expected = 1;
        for (int d = array.rank() - 1; d >= 0; d--) {
            if (array.size(d) != 1 && array.stride(d) != expected) {
                return false;
            }
            expected *= array.size(d);
        }
        return true;
    }
}
