package arc.train.data;

import arc.infer.ArcException;
import arc.infer.image.InputTensor;
import arc.train.data.augment.Augmenter;
import arc.train.kernel.Workers;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Deals the training images of each epoch in the order of a {@link Sampler}, changed by an {@link Augmenter}. What is left
 * at the end of an epoch and fills no batch is dropped: batch normalisation must not see a batch of one. Each epoch
 * leaves out others.
 *
 * <p>Where the step itself keeps every core busy, a batch is prepared between two steps, by the threads of the step: a
 * pass waits for all of them, and one more thread would keep one of them from it. Where a GPU computes, the next batch is
 * prepared meanwhile.
 *
 * <p>A batch depends on the data, the seed, the epoch and its place in the epoch, and on nothing that was dealt before;
 * nor on the number of threads.
 */
public final class Batches implements AutoCloseable {

    private final TrainingData data;
    private final int batchSize;
    private final long seed;
    private final Sampler sampler;
    private final IntFunction<Augmenter> augmenters;
    private final @Nullable Workers between;
    private final @Nullable ExecutorService ahead;

    /** Prepares to deal every image once an epoch, in a new order each, as it is. */
    public Batches(TrainingData data, int batchSize, long seed) {
        this(data, batchSize, seed, new Sampler.Shuffled(), _ -> Augmenter.none(), null);
    }

    /**
     * Prepares to deal.
     *
     * @param batchSize images a step where the sampler doesn't decide; all of them where there are fewer
     * @param augmenters what changes the pictures of an epoch
     * @param between threads that prepare a batch between two steps; null to prepare the next batch on another thread
     * @throws ArcException of kind USAGE when the sampler needs more classes than there are
     */
    public Batches(TrainingData data, int batchSize, long seed, Sampler sampler, IntFunction<Augmenter> augmenters,
            @Nullable Workers between) {
        requireClasses(sampler, data);
        this.data = data;
        this.batchSize = sampler.batchSize(batchSize, data.trainSize());
        this.seed = seed;
        this.sampler = sampler;
        this.augmenters = augmenters;
        this.between = between;
        ahead = between != null ? null : Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "arc-batches");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Checks that there are classes enough, which can be done before anything is written.
     *
     * @throws ArcException of kind USAGE when the sampler needs more than there are
     */
    public static void requireClasses(Sampler sampler, TrainingData data) {
        sampler.requireClasses((int) Arrays.stream(data.trainClassesCopy()).distinct().count(), data.name());
    }

    /** Returns the images in each batch. */
    public int batchSize() {
        return batchSize;
    }

    /** Returns the number of batches in an epoch. */
    public int perEpoch() {
        return sampler.batchesPerEpoch(batchSize, data.trainSize());
    }

    /** Takes one batch. */
    @FunctionalInterface
    public interface Step {
        /** Uses the batch, which is freed afterwards, and says whether to go on. */
        boolean accept(Batch batch);
    }

    /**
     * Deals an epoch from a batch on. What comes before isn't prepared, and what comes is as if it had been dealt.
     *
     * @param firstBatch 0 to {@link #perEpoch()}; with the latter there is nothing left to deal
     * @throws ArcException when a picture can't be read any more; any other failure to prepare a batch is an
     *     {@link IllegalStateException} with its cause
     */
    public void forEach(int epoch, int firstBatch, Step step) {
        if (firstBatch < 0 || firstBatch > perEpoch()) {
            throw new IllegalArgumentException(
                    "the first batch must be 0 to " + perEpoch() + ", got " + firstBatch);
        }
        int[] order = sampler.order(data.trainClassesCopy(), seed, epoch);
        if (ahead == null) {
            dealInTurn(order, epoch, firstBatch, step);
        } else {
            dealAhead(ahead, order, epoch, firstBatch, step);
        }
    }

    private void dealInTurn(int[] order, int epoch, int firstBatch, Step step) {
        boolean goOn = true;
        for (int i = firstBatch; i < perEpoch() && goOn; i++) {
            Batch batch = batch(order, epoch, i);
            try {
                goOn = step.accept(batch);
            } finally {
                batch.close();
            }
        }
    }

    private void dealAhead(ExecutorService thread, int[] order, int epoch, int firstBatch, Step step) {
        @Nullable
        Future<Batch> next = null;
        try {
            boolean goOn = true;
            for (int i = firstBatch; i < perEpoch() && goOn; i++) {
                int index = i;
                Batch batch = await(next == null ? thread.submit(() -> batch(order, epoch, index)) : next);
                next = i + 1 == perEpoch() ? null : thread.submit(() -> batch(order, epoch, index + 1));
                try {
                    goOn = step.accept(batch);
                } finally {
                    batch.close();
                }
            }
        } finally {
            if (next != null) {
                drop(next);
            }
        }
    }

    private Batch batch(int[] order, int epoch, int index) {
        InputTensor[] inputs = new InputTensor[batchSize];
        int[] classes = new int[batchSize];
        Augmenter augmenter = augmenters.apply(epoch);
        IntConsumer one = i -> {
            int position = index * batchSize + i;
            int sample = order[position];
            inputs[i] = augmenter.changes()
                    ? data.trainInput(sample, augmenter, Randomness.ofPicture(seed, epoch, position))
                    : data.trainInput(sample);
            classes[i] = data.trainClass(sample);
        };
        if (between == null) {
            IntStream.range(0, batchSize).forEach(one);
        } else {
            between.run(batchSize, one);
        }
        return Batch.of(Arrays.asList(inputs), classes);
    }

    private static Batch await(Future<Batch> batch) {
        try {
            return batch.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a batch", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ArcException failure) {
                throw failure;
            }
            throw new IllegalStateException("a batch could not be prepared", e.getCause());
        }
    }

    /** Frees a batch that nobody will take; one that is just being prepared is left to the garbage collector. */
    private static void drop(Future<Batch> batch) {
        if (!batch.cancel(false) && batch.state() == Future.State.SUCCESS) {
            batch.resultNow().close();
        }
    }

    /** Ends the thread. */
    @Override
    public void close() {
        if (ahead != null) {
            ahead.shutdownNow();
        }
    }
}
