package arc.cli.command;

import arc.cli.output.Console;
import arc.index.Gallery;
import arc.index.GalleryManifest;
import arc.infer.ArcException;
import arc.infer.model.Device;
import arc.infer.model.ModelId;
import arc.infer.model.OnnxEmbedder;
import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/** Opens models for commands. */
final class Models {

    private Models() {}

    /** Returns the model to use with a gallery: the one given, or else its own copy. */
    static Path ofGallery(Path gallery, @Nullable Path given) {
        Path own = Gallery.modelFile(gallery);
        if (given == null && !Files.exists(own)) {
            throw new ArcException("gallery " + gallery + " has no copy of its model; name it with: -m MODEL");
        }
        return given == null ? own : given;
    }

    /**
     * Opens the model to use with a gallery: the one given, or else its own copy.
     *
     * @throws ArcException of kind MISMATCH when the copy, or the card beside it, is not what the gallery was built by
     */
    static OnnxEmbedder openFor(Path gallery, @Nullable Path given, Device device, int threads, Console console) {
        return openFor(gallery, given, file -> open(file, device, threads, console), console);
    }

    /** The same, by a way to open it that the caller chooses. */
    static OnnxEmbedder openFor(Path gallery, @Nullable Path given, Function<Path, OnnxEmbedder> open,
            Console console) {
        GalleryManifest manifest = Gallery.manifest(gallery);
        ModelId expected = manifest.modelId();
        OnnxEmbedder embedder = open.apply(ofGallery(gallery, given));
        if (manifest.modelName() != null) {
            console.warn("gallery " + gallery + " was filled with ready embeddings of a model named "
                    + manifest.modelText() + "; whether that is model " + embedder.modelId().shortForm()
                    + ", arc can't tell");
            return embedder;
        }
        if (given == null && !embedder.modelId().equals(expected)) {
            embedder.close();
            throw new ArcException(ArcException.Kind.MISMATCH, "gallery " + gallery + " was built by model "
                    + expected.shortForm() + ", but its copy of the model, or the card beside that, is now "
                    + embedder.modelId().shortForm() + "\nname the model that it was built by: -m MODEL");
        }
        return embedder;
    }

    /** Opens a model, and tells with {@code --verbose} why it does not run on CUDA where it might have. */
    static OnnxEmbedder open(Path file, Device device, int threads, Console console) {
        OnnxEmbedder embedder = OnnxEmbedder.open(file, device, threads);
        embedder.deviceNote().ifPresent(console::detail);
        return embedder;
    }
}
