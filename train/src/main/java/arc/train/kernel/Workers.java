package arc.train.kernel;

import java.util.concurrent.ForkJoinPool;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Runs the pieces of one pass on several threads and waits for them. How a pass is cut never depends on
 * the number of threads, so neither does its result.
 */
public final class Workers {

    private final ForkJoinPool pool;

    /** Starts {@code threads} daemon threads. */
    public Workers(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be >= 1, got " + threads);
        }
        pool = new ForkJoinPool(threads);
    }

    /** Calls {@code piece} once for each of 0 … {@code pieces} − 1, in no order. */
    public void run(int pieces, IntConsumer piece) {
        pool.submit(() -> IntStream.range(0, pieces).parallel().forEach(piece)).join();
    }
}
