package arc.cli.command;

import arc.cli.option.ReadyEmbeddings;
import arc.cli.output.Console;
import arc.cli.output.Progress;
import arc.cli.signal.Stop;
import arc.index.EmbeddingIndexer;
import arc.index.EntrySource;
import arc.index.Gallery;
import arc.index.GalleryModel;
import arc.index.GalleryWriter;
import arc.index.IndexReport;
import arc.index.ReadyEmbedding;
import arc.infer.ArcException;
import arc.infer.embedding.EmbeddingRow;
import arc.infer.embedding.EmbeddingSet;
import arc.infer.model.Card;
import arc.infer.model.OnnxModel;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;

/** Puts ready embeddings into a gallery. */
final class EmbeddingIndexing {

    private final Path gallery;
    private final ReadyEmbeddings ready;
    private final Console console;
    private final Stop stop;

    EmbeddingIndexing(Path gallery, ReadyEmbeddings ready, Console console, Stop stop) {
        this.gallery = gallery;
        this.ready = ready;
        this.console = console;
        this.stop = stop;
    }

    /**
     * Indexes them, or finds out what that would do.
     *
     * @param file the matrix
     * @param modelFile the model that made them, which the gallery then keeps a copy of; null where it is not at hand
     */
    IndexReport run(Path file, @Nullable Path modelFile, boolean dryRun) {
        EmbeddingSet set = ready.read(file);
        List<EmbeddingRow> rows = ready.readRows(set.size());
        for (int row = 0; row < set.size(); row++) {
            ready(file, set, rows, row); // Better all of them refused than the first half indexed.
        }
        GalleryModel model = model(file, modelFile, set.dimension());
        if (dryRun) {
            try (EmbeddingIndexer indexer = EmbeddingIndexer.dryRun(gallery, model)) {
                return put(file, set, rows, indexer);
            }
        }
        try (Stop.Scope _ = stop.scope();
                GalleryWriter writer = GalleryWriter.openOrCreate(gallery, model);
                EmbeddingIndexer indexer = EmbeddingIndexer.into(writer)) {
            return put(file, set, rows, indexer);
        }
    }

    private static ReadyEmbedding ready(Path file, EmbeddingSet set, List<EmbeddingRow> rows, int row) {
        EmbeddingRow known = rows.get(row);
        try {
            List<EntrySource> sources = known.paths().stream()
                    .map(path -> new EntrySource(path, known.label(), known.metadata())).toList();
            return new ReadyEmbedding(known.id(), sources, set.row(row));
        } catch (IllegalArgumentException e) {
            throw new ArcException(file + ", row " + row + ": " + e.getMessage(), e);
        }
    }

    private GalleryModel model(Path file, @Nullable Path modelFile, int dimension) {
        if (modelFile != null) {
            if (ready.modelId().isPresent()) {
                throw new ArcException(ArcException.Kind.USAGE, "-m and --model-id contradict each other");
            }
            return ofFile(file, modelFile, dimension);
        }
        if (ready.modelId().isPresent()) {
            return GalleryModel.named(ready.modelId().get(), dimension);
        }
        if (!Gallery.isGallery(gallery)) {
            return GalleryModel.named(GalleryModel.UNKNOWN, dimension);
        }
        GalleryModel own = GalleryModel.of(Gallery.manifest(gallery));
        return new GalleryModel(own.id(), dimension, null, own.name());
    }

    private static GalleryModel ofFile(Path file, Path modelFile, int dimension) {
        OnnxModel model = OnnxModel.inspect(modelFile);
        Card card = model.card();
        if (card.dimension() != dimension) {
            throw new ArcException(ArcException.Kind.MISMATCH, file + " holds embeddings of " + dimension
                    + " dimensions, but those of model " + modelFile + " have " + card.dimension());
        }
        return new GalleryModel(model.id(), dimension, modelFile);
    }

    private IndexReport put(Path file, EmbeddingSet set, List<EmbeddingRow> rows, EmbeddingIndexer indexer) {
        try (Progress progress = console.progress("indexing", set.size())) {
            for (int row = 0; row < set.size(); row++) {
                if (stop.requested()) {
                    return indexer.finish(true);
                }
                indexer.put(ready(file, set, rows, row));
                progress.stepTo(row + 1);
            }
            return indexer.finish(stop.requested());
        }
    }
}
