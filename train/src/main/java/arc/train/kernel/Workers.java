package arc.train.kernel;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Runs the pieces of one pass on several threads and waits for them. How a pass is cut never depends on
 * the number of threads, so neither does its result.
 *
 * <p>A step has some two hundred passes of less than a millisecond. The caller takes pieces itself, and the
 * other threads look out for the next pass for a while before they sleep: with a fork-join pool, which puts threads
 * to sleep and wakes them for each pass, the convolutions of a narrow VGG16 took a sixth longer.
 */
public final class Workers {

    /** How long a thread looks out before it sleeps. */
    private static final long LOOK_OUT_NANOS = 100_000;

    /** How long the caller sleeps at a time, once others have kept it waiting that long. */
    private static final long NAP_NANOS = 20_000;

    private final Helper[] helpers;
    private volatile @Nullable Pass current;

    /** Starts daemon threads: with the caller's, {@code threads}. */
    public Workers(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be >= 1, got " + threads);
        }
        helpers = new Helper[threads - 1];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = new Helper();
            helpers[i].start();
        }
    }

    /** Returns the number of threads, the caller's among them. */
    public int threads() {
        return helpers.length + 1;
    }

    /**
     * Calls {@code piece} once for each of 0 … {@code pieces} − 1, in no order. Calls from several threads take
     * turns; a piece must not call this.
     */
    public synchronized void run(int pieces, IntConsumer piece) {
        Pass pass = new Pass(pieces, piece);
        if (pieces > 1) {
            current = pass;
            for (Helper helper : helpers) {
                if (helper.asleep) {
                    LockSupport.unpark(helper);
                }
            }
        }
        pass.takePieces();
        pass.await();
    }

    /** The pieces of one call. */
    private static final class Pass {

        private final int pieces;
        private final IntConsumer piece;
        private final AtomicInteger taken = new AtomicInteger();
        private final AtomicInteger done = new AtomicInteger();
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

        Pass(int pieces, IntConsumer piece) {
            this.pieces = pieces;
            this.piece = piece;
        }

        void takePieces() {
            for (int i = taken.getAndIncrement(); i < pieces; i = taken.getAndIncrement()) {
                try {
                    piece.accept(i);
                } catch (Throwable t) {
                    failure.compareAndSet(null, t);
                } finally {
                    done.incrementAndGet();
                }
            }
        }

        /** Waits for the last pieces of others, which are as short as one's own: seldom worth a sleep. */
        void await() {
            long since = System.nanoTime();
            while (done.get() < pieces) {
                if (System.nanoTime() - since < LOOK_OUT_NANOS) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.parkNanos(NAP_NANOS);
                }
            }
            switch (failure.get()) {
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case null, default -> {
                }
            }
        }
    }

    /** Takes pieces of each pass. */
    private final class Helper extends Thread {

        private volatile boolean asleep;

        Helper() {
            super("arc-worker");
            setDaemon(true);
        }

        @Override
        public void run() {
            Pass last = null;
            while (true) {
                Pass next = nextAfter(last);
                next.takePieces();
                last = next;
            }
        }

        private Pass nextAfter(@Nullable Pass last) {
            long since = System.nanoTime();
            while (true) {
                Pass pass = current;
                if (pass != null && pass != last) {
                    return pass;
                }
                if (System.nanoTime() - since < LOOK_OUT_NANOS) {
                    Thread.onSpinWait();
                    continue;
                }
                asleep = true;
                if (current == last) { // else it came before it could see that this thread sleeps
                    LockSupport.park(Workers.this);
                }
                asleep = false;
            }
        }
    }
}
