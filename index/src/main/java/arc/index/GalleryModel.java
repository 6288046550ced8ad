package arc.index;

import arc.infer.model.Embedder;
import arc.infer.model.ModelId;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/**
 * Names the model whose embeddings a gallery holds.
 *
 * @param id of the model
 * @param dimension of its embeddings
 * @param file its ONNX file, copied into a new gallery with the card beside it where the id covers one; null leaves the gallery without a copy, and
 *     searches of it by picture then need the model from elsewhere
 */
public record GalleryModel(ModelId id, int dimension, @Nullable Path file) {

    /** Checks the dimension. */
    public GalleryModel {
        if (dimension < 1) {
            throw new IllegalArgumentException("dimension must be >= 1, got " + dimension);
        }
    }

    /** Names the model that {@code embedder} runs from {@code file}. */
    public static GalleryModel of(Embedder embedder, Path file) {
        return new GalleryModel(embedder.modelId(), embedder.card().dimension(), file);
    }
}
