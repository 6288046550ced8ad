package arc.train.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/** Fixes the width of the vectors that the passes use. */
final class Lanes {

    /** The lanes of the widest vectors. Channel counts are multiples of it, on every processor. */
    static final int MOST = 16;

    /**
     * As many floats as the processor takes at once, 4, 8 or 16. There is one species in the whole program on purpose: the
     * compiler knows a loop's vectors by the classes seen so far, and with two it may keep them as objects on the
     * heap, at a tenth of the speed. A sum never runs across lanes, so that the width changes no result.
     */
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED.length() > MOST
            ? FloatVector.SPECIES_512
            : FloatVector.SPECIES_PREFERRED;

    static final int COUNT = SPECIES.length();

    static final long BYTES = (long) COUNT * Float.BYTES;

    private Lanes() {}

    static FloatVector load(MemorySegment segment, long byteOffset) {
        return FloatVector.fromMemorySegment(SPECIES, segment, byteOffset, ByteOrder.nativeOrder());
    }

    static void store(FloatVector vector, MemorySegment segment, long byteOffset) {
        vector.intoMemorySegment(segment, byteOffset, ByteOrder.nativeOrder());
    }

    static FloatVector load(float[] array, int index) {
        return FloatVector.fromArray(SPECIES, array, index);
    }

    static FloatVector broadcast(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }

    /** Returns a + factor·b. */
    static FloatVector plus(FloatVector a, float factor, FloatVector b) {
        return b.fma(broadcast(factor), a);
    }

    /** Adds the lanes of {@code vector} to {@code sums[index …]} in double precision. */
    static void addTo(FloatVector vector, double[] sums, int index) {
        for (int lane = 0; lane < COUNT; lane++) {
            sums[index + lane] += vector.lane(lane);
        }
    }
}
