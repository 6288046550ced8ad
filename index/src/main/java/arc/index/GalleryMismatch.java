package arc.index;

import arc.infer.ArcException;
import arc.infer.model.ModelId;

import java.nio.file.Path;

/** Refuses embeddings that can't be compared with a gallery's. */
final class GalleryMismatch {

    private GalleryMismatch() {}

    static void requireModel(Path gallery, GalleryManifest manifest, ModelId model) {
        requireModel(gallery, manifest, model, model.shortForm());
    }

    static void requireModel(Path gallery, GalleryManifest manifest, ModelId model, String text) {
        if (!model.equals(manifest.modelId())) {
            throw new ArcException(ArcException.Kind.MISMATCH,
                    "gallery " + gallery + " was built by model " + manifest.modelText()
                            + ", but this is model " + text + "\nuse the gallery's own: leave out -m, or "
                            + "index again by the new model into another folder: arc index DATA -g NEW_GALLERY -m MODEL");
        }
    }

    static void requireDimension(Path gallery, GalleryManifest manifest, int dimension) {
        if (dimension != manifest.dimension()) {
            throw new ArcException(ArcException.Kind.MISMATCH, "gallery " + gallery + " holds embeddings of "
                    + manifest.dimension() + " dimensions, but this one has " + dimension);
        }
    }
}
