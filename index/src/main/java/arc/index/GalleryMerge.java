package arc.index;

import arc.infer.ArcException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/** Puts the entries of several galleries of one model into one gallery; the galleries they come from stay as they are. */
public final class GalleryMerge {

    private final List<Path> galleries;
    private final Path target;
    private final GalleryModel model;

    private GalleryMerge(List<Path> galleries, Path target, GalleryModel model) {
        this.galleries = galleries;
        this.target = target;
        this.model = model;
    }

    /**
     * Prepares a merge.
     *
     * @param galleries to take the entries of, at least one
     * @param target a gallery of the same model, or an absent or empty folder
     * @throws ArcException of kind MISMATCH when the models differ, of kind USAGE when the target is among the galleries
     */
    public static GalleryMerge of(List<Path> galleries, Path target) {
        GalleryManifest first = Gallery.manifest(galleries.getFirst());
        Path modelFile = null;
        for (Path gallery : galleries) {
            GalleryManifest manifest = Gallery.manifest(gallery);
            if (!manifest.modelId().equals(first.modelId()) || manifest.dimension() != first.dimension()) {
                throw new ArcException(ArcException.Kind.MISMATCH,
                        "gallery " + gallery + " was built by model " + manifest.modelText() + ", but "
                                + galleries.getFirst() + " by " + first.modelText()
                                + "\nonly galleries of one model can be merged");
            }
            if (isSame(gallery, target)) {
                throw new ArcException(ArcException.Kind.USAGE,
                        "gallery " + target + " can't be merged into itself: name it only behind -g");
            }
            if (modelFile == null && Files.exists(Gallery.modelFile(gallery))) {
                modelFile = Gallery.modelFile(gallery);
            }
        }
        GalleryModel model = new GalleryModel(first.modelId(), first.dimension(), modelFile, first.modelName());
        Gallery.requireFit(target, model);
        return new GalleryMerge(List.copyOf(galleries), target, model);
    }

    private static boolean isSame(Path gallery, Path target) {
        try {
            return Files.exists(target) && Files.isSameFile(gallery, target);
        } catch (IOException e) {
            throw GalleryErrors.reading(target, e);
        }
    }

    /** Returns the number of entries in all the galleries, copies included. */
    public int entries() {
        return galleries.stream().mapToInt(gallery -> Gallery.info(gallery).entries()).sum();
    }

    /**
     * Merges. Where two galleries have different contents at one path, the later one counts.
     *
     * @param done told how many entries were read
     * @param stop asked before each entry; what was done until then is committed
     * @throws ArcException of kind LOCKED or NOT_WRITABLE as {@link GalleryWriter#openOrCreate}
     */
    public IndexReport run(IntConsumer done, BooleanSupplier stop) {
        try (GalleryWriter writer = GalleryWriter.openOrCreate(target, model);
                EmbeddingIndexer indexer = EmbeddingIndexer.into(writer)) {
            int read = 0;
            for (Path gallery : galleries) {
                try (GallerySearcher searcher = GallerySearcher.open(gallery, 1)) {
                    for (GalleryEntry entry : searcher.entries(List.of())) {
                        if (stop.getAsBoolean()) {
                            return indexer.finish(true);
                        }
                        indexer.put(
                                new ReadyEmbedding(entry.id(), entry.sources(), searcher.embedding(entry.id())));
                        done.accept(++read);
                    }
                }
            }
            return indexer.finish(stop.getAsBoolean());
        }
    }
}
