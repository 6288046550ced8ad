package arc.train.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/** Fixes the width of the vectors that the passes use. */
final class Lanes {

    /**
     * Eight floats, or four where the processor has no more. Wider vectors don't help: the passes wait
     * for memory, and the channel count has to be a multiple of this width.
     */
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED.length() >= 8
            ? FloatVector.SPECIES_256
            : FloatVector.SPECIES_128;

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

    /** Adds the lanes of {@code vector} to {@code sums[index …]} in double precision. */
    static void addTo(FloatVector vector, double[] sums, int index) {
        for (int lane = 0; lane < COUNT; lane++) {
            sums[index + lane] += vector.lane(lane);
        }
    }
}
