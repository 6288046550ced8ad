package arc.train.kernel;

import java.util.EnumMap;
import java.util.Map;

/** Keeps float arrays of the calling thread from one use to the next: their pages stay mapped, and often cached. */
final class Scratch {

    private static final ThreadLocal<Map<Use, float[]>> ARRAYS = ThreadLocal
            .withInitial(() -> new EnumMap<>(Use.class));

    private Scratch() {}

    /** What an array holds; arrays of different uses are different. */
    enum Use {
        KERNEL, KERNEL_POINTS, INPUT_POINTS, OUTPUT_POINTS, STRIP, KERNEL_ROW
    }

    /** Returns an array of at least {@code length} floats, of any content. */
    static float[] floats(Use use, int length) {
        Map<Use, float[]> arrays = ARRAYS.get();
        float[] kept = arrays.get(use);
        if (kept == null || kept.length < length) {
            kept = new float[length];
            arrays.put(use, kept);
        }
        return kept;
    }
}
