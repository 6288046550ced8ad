package arc.index;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Applies a function to items by several threads, a bounded number of items ahead, and gives the results in order. */
final class ReadAhead<T, R> implements AutoCloseable {

    private final Iterator<? extends T> items;
    private final Function<? super T, R> function;
    private final int capacity;
    private final ExecutorService threads;
    private final Queue<Future<R>> ahead = new ArrayDeque<>();

    /** Starts at once with up to {@code capacity} items. */
    ReadAhead(Iterable<? extends T> items, Function<? super T, R> function, int threadCount, int capacity) {
        this.items = items.iterator();
        this.function = function;
        this.capacity = capacity;
        this.threads = Executors.newFixedThreadPool(threadCount,
                Thread.ofPlatform().daemon().name("arc-decode-", 0).factory());
        refill();
    }

    boolean hasNext() {
        return !ahead.isEmpty();
    }

    /** Waits for the next result. What the function throws comes out as it is. */
    R next() {
        Future<R> next = ahead.remove();
        refill();
        try {
            return next.get();
        } catch (ExecutionException e) {
            throw unchecked(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a picture", e);
        }
    }

    /** Returns what the function threw; throws it where it is an error. */
    private static RuntimeException unchecked(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof RuntimeException unchecked
                ? unchecked
                : new IllegalStateException("a function without checked exceptions threw one", e);
    }

    private void refill() {
        while (ahead.size() < capacity && items.hasNext()) {
            T item = items.next();
            ahead.add(threads.submit(() -> function.apply(item)));
        }
    }

    /** Gives up items that have not begun, and waits for those that have. */
    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
