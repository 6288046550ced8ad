package arc.cli.command;

import arc.infer.model.OnnxEmbedder;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Opens a model while other work goes on. Whether that fails is told to who asks for the model, and to nobody else. */
final class ModelAhead implements AutoCloseable {

    private final CompletableFuture<OnnxEmbedder> opening;

    /** Begins to open. */
    ModelAhead(Supplier<OnnxEmbedder> open) {
        opening = CompletableFuture.supplyAsync(open,
                task -> Thread.ofPlatform().daemon().name("arc-open-model").start(task));
    }

    /** Waits for the model, which stays this object's own. What opening it throws comes out as it is. */
    OnnxEmbedder embedder() {
        try {
            return opening.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case Error error -> throw error;
                case RuntimeException unchecked -> throw unchecked;
                default -> throw e;
            }
        }
    }

    /** Waits for the model and closes it. */
    @Override
    public void close() {
        opening.handle((embedder, failure) -> {
            if (failure == null) {
                embedder.close();
            }
            return this;
        }).join();
    }
}
