package arc.train.data;

import arc.infer.image.InputTensor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Deals the training images of each epoch in a new order, and prepares the next batch on another thread
 * while one is computed. What is left at the end of an epoch and fills no batch is dropped: batch
 * normalisation must not see a batch of one. Each epoch leaves out others.
 */
public final class Batches implements AutoCloseable {

    private final TrainingData data;
    private final int batchSize;
    private final long seed;
    private final ExecutorService ahead = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "arc-batches");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Prepares to deal.
     *
     * @param batchSize images a step; all of them where there are fewer
     */
    public Batches(TrainingData data, int batchSize, long seed) {
        this.data = data;
        this.batchSize = Math.min(batchSize, data.trainSize());
        this.seed = seed;
    }

    /** Returns the images in each batch. */
    public int batchSize() {
        return batchSize;
    }

    /** Returns the number of batches in an epoch. */
    public int perEpoch() {
        return data.trainSize() / batchSize;
    }

    /** Takes one batch. */
    @FunctionalInterface
    public interface Step {
        /** Uses the batch, which is freed afterwards, and says whether to go on. */
        boolean accept(Batch batch);
    }

    /**
     * Deals one epoch. The order depends on the seed and the epoch only.
     *
     * @param firstBatch where to begin: the batches before it are not prepared
     */
    public void forEach(int epoch, int firstBatch, Step step) {
        if (firstBatch >= perEpoch()) {
            return;
        }
        int[] order = order(epoch);
        Future<Batch> next = ahead.submit(() -> batch(order, firstBatch));
        boolean goOn = true;
        for (int i = firstBatch; i < perEpoch() && goOn; i++) {
            Batch batch = await(next);
            int following = i + 1;
            if (following < perEpoch()) {
                next = ahead.submit(() -> batch(order, following));
            }
            goOn = step.accept(batch);
            batch.close();
        }
    }

    private Batch batch(int[] order, int index) {
        List<InputTensor> inputs = new ArrayList<>(batchSize);
        int[] classes = new int[batchSize];
        for (int i = 0; i < batchSize; i++) {
            int sample = order[index * batchSize + i];
            inputs.add(data.trainInput(sample));
            classes[i] = data.trainClass(sample);
        }
        return Batch.of(inputs, classes);
    }

    /** Shuffles (Fisher and Yates) by a generator of the epoch's own. */
    private int[] order(int epoch) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom")
                .create(seed * 0x9E3779B97F4A7C15L + epoch);
        int[] order = new int[data.trainSize()];
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private static Batch await(Future<Batch> batch) {
        try {
            return batch.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a batch", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a batch could not be prepared", e.getCause());
        }
    }

    @Override
    public void close() {
        ahead.shutdownNow();
    }
}
