package arc.infer.model;

import arc.infer.data.ImageContent;
import arc.infer.data.LabelledImage;
import arc.infer.embedding.Embedding;
import arc.infer.image.InputTensor;
import arc.infer.image.Preprocessor;
import arc.infer.image.UnreadableImageException;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Embeds many images in their order: while the model runs on one batch, other threads already decode
 * the next ones. Memory stays bounded however many images there are.
 */
public final class ImageEmbedder {

    /** Images handed to the model at once; it divides them further where they are large. */
    private static final int BATCH = 128;

    /** How many batches are decoded ahead of the model. */
    private static final int BATCHES_AHEAD = 2;

    /** Takes the outcomes, one an image, in the order of the images and on the caller's thread. */
    public interface Sink {

        /**
         * Takes the embedding of an image.
         *
         * @param id of the image's content
         * @return whether to go on
         */
        boolean embedded(LabelledImage image, String id, Embedding embedding);

        /** Takes the reason why an image has none; returns whether to go on. */
        boolean skipped(LabelledImage image, UnreadableImageException reason);
    }

    /** Holds an image and either its input or the reason why there is none. */
    private sealed interface Decoded {

        record Input(LabelledImage image, String id, InputTensor tensor) implements Decoded {}

        record Failure(LabelledImage image, UnreadableImageException reason) implements Decoded {}
    }

    private final Embedder embedder;
    private final Preprocessor preprocessor;
    private final int threads;

    /**
     * Prepares a run.
     *
     * @param threads that decode, at least 1
     */
    public ImageEmbedder(Embedder embedder, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be >= 1, got " + threads);
        }
        this.embedder = embedder;
        this.preprocessor = new Preprocessor(embedder.card().preprocessing());
        this.threads = threads;
    }

    /** Embeds the images until all are done or the sink has enough. */
    public void run(Iterable<? extends LabelledImage> images, Sink sink) {
        ExecutorService decoders = Executors.newFixedThreadPool(threads,
                Thread.ofPlatform().daemon().name("arc-decode-", 0).factory());
        try {
            run(images.iterator(), decoders, sink);
        } finally {
            decoders.shutdownNow();
        }
    }

    private void run(Iterator<? extends LabelledImage> images, ExecutorService decoders, Sink sink) {
        Deque<Future<Decoded>> ahead = new ArrayDeque<>();
        boolean goOn = true;
        while (goOn) {
            while (images.hasNext() && ahead.size() < BATCH * (1 + BATCHES_AHEAD)) {
                LabelledImage image = images.next();
                ahead.add(decoders.submit((Callable<Decoded>) () -> decode(image)));
            }
            if (ahead.isEmpty()) {
                return;
            }
            List<Decoded> batch = new ArrayList<>(BATCH);
            while (batch.size() < BATCH && !ahead.isEmpty()) {
                batch.add(result(ahead.remove()));
            }
            goOn = embed(batch, sink);
        }
    }

    private Decoded decode(LabelledImage image) {
        try {
            ImageContent content = image.read();
            return new Decoded.Input(image, content.id(), preprocessor.apply(content.decode(), image.path()));
        } catch (UnreadableImageException e) {
            return new Decoded.Failure(image, e);
        }
    }

    private boolean embed(List<Decoded> batch, Sink sink) {
        List<InputTensor> inputs = new ArrayList<>(batch.size());
        for (Decoded decoded : batch) {
            if (decoded instanceof Decoded.Input(LabelledImage _, String _, InputTensor tensor)) {
                inputs.add(tensor);
            }
        }
        Iterator<Embedding> embeddings = embedder.embed(inputs).iterator();
        for (Decoded decoded : batch) {
            boolean goOn = switch (decoded) {
                case Decoded.Input(LabelledImage image, String id, InputTensor _) ->
                    sink.embedded(image, id, embeddings.next());
                case Decoded.Failure(LabelledImage image, UnreadableImageException reason) ->
                    sink.skipped(image, reason);
            };
            if (!goOn) {
                return false;
            }
        }
        return true;
    }

    private static Decoded result(Future<Decoded> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while images were decoded", e);
        }
    }
}
