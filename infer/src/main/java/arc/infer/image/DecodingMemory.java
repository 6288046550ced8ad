package arc.infer.image;

import arc.infer.image.UnreadableImageException.Reason;

import java.util.concurrent.Semaphore;

/**
 * Shares the heap among threads that decode at the same time: very large pictures take turns, tiny ones never wait, and
 * one that would not fit is refused by its header alone. Half of the heap is shared out; the other half is for what
 * comes before and after.
 */
final class DecodingMemory {

    private static final int UNIT_BYTES = 1 << 16;
    private static final long TOTAL_BYTES = Runtime.getRuntime().maxMemory() / 2;
    private static final Semaphore UNITS = new Semaphore((int) Math.min(Integer.MAX_VALUE, TOTAL_BYTES / UNIT_BYTES),
            true);

    private DecodingMemory() {}

    /** Gives memory back when closed. */
    record Share(int units) implements AutoCloseable {
        @Override
        public void close() {
            UNITS.release(units);
        }
    }

    /**
     * Waits until that much may be used.
     *
     * @throws ImageProblem when there is not that much at all
     */
    static Share take(long bytes) throws ImageProblem {
        if (bytes > TOTAL_BYTES) {
            throw new ImageProblem(Reason.TOO_LARGE, "decoding takes about " + megabytes(bytes) + " MB, and there are "
                    + megabytes(TOTAL_BYTES) + " MB for it; give Java more with ARC_JAVA_OPTS=-Xmx4g");
        }
        int units = (int) (bytes / UNIT_BYTES);
        if (units > 0) { // otherwise too small to count, and not to wait behind a large one
            UNITS.acquireUninterruptibly(units);
        }
        return new Share(units);
    }

    private static long megabytes(long bytes) {
        return (bytes + 999_999) / 1_000_000;
    }
}
