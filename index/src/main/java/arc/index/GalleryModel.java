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
 * @param name what whoever made the embeddings calls a model whose id is not known; else null
 */
public record GalleryModel(ModelId id, int dimension, @Nullable Path file, @Nullable String name) {

    /** Stands for the name of a model of which nothing is known. */
    public static final String UNKNOWN = "unknown";

    /** Checks the dimension. */
    public GalleryModel {
        if (dimension < 1) {
            throw new IllegalArgumentException("dimension must be >= 1, got " + dimension);
        }
    }

    /** Names a model by its id. */
    public GalleryModel(ModelId id, int dimension, @Nullable Path file) {
        this(id, dimension, file, null);
    }

    /** Names the model of ready embeddings: by its id where {@code name} is one, else by the name. */
    public static GalleryModel named(String name, int dimension) {
        return name.matches("[0-9a-f]{64}")
                ? new GalleryModel(new ModelId(name), dimension, null)
                : new GalleryModel(ModelId.ofName(name), dimension, null, name);
    }

    /** Names the model that an existing gallery was built by. */
    public static GalleryModel of(GalleryManifest manifest) {
        return new GalleryModel(manifest.modelId(), manifest.dimension(), null, manifest.modelName());
    }

    /** Returns the name in quotes, or else the beginning of the id: for people to read. */
    String text() {
        return text(id, name);
    }

    static String text(ModelId id, @Nullable String name) {
        return name == null ? id.shortForm() : "'" + name + "'";
    }

    /** Names the model that {@code embedder} runs from {@code file}. */
    public static GalleryModel of(Embedder embedder, Path file) {
        return new GalleryModel(embedder.modelId(), embedder.card().dimension(), file);
    }
}
