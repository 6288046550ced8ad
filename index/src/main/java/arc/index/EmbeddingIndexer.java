package arc.index;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Puts ready embeddings into a gallery, and commits on the way: the same embeddings again change nothing. Close it; the
 * writer stays open.
 */
public final class EmbeddingIndexer implements AutoCloseable {

    /** Entries of one commit: few enough that their segment needs no graph of its own, see {@link GalleryCodec}. */
    private static final int MAX_UNCOMMITTED = 8192;

    private final IndexTarget target;
    private final long startNanos = System.nanoTime();
    private final Map<PutOutcome, Integer> outcomes = new EnumMap<>(PutOutcome.class);

    private EmbeddingIndexer(IndexTarget target) {
        this.target = target;
    }

    /** Prepares to write a gallery. */
    public static EmbeddingIndexer into(GalleryWriter writer) {
        return new EmbeddingIndexer(new LiveTarget(writer, null));
    }

    /**
     * Prepares to find out what would happen; nothing is written or created.
     *
     * @param gallery may be absent or empty
     * @throws arc.infer.ArcException as {@link GalleryWriter#openOrCreate}
     */
    public static EmbeddingIndexer dryRun(Path gallery, GalleryModel model) {
        Gallery.requireFit(gallery, model);
        return new EmbeddingIndexer(DryTarget.open(gallery));
    }

    /**
     * Puts one embedding. A known id keeps its vector unless this one differs, and gets the sources that it lacks.
     *
     * @throws arc.infer.ArcException of kind MISMATCH when it has another dimension than the gallery
     */
    public void put(ReadyEmbedding ready) {
        for (EntrySource source : ready.sources()) {
            outcomes.merge(target.putVector(ready.id(), source, ready.embedding()), 1, Integer::sum);
        }
        if (target.uncommitted() >= MAX_UNCOMMITTED) {
            target.checkpoint();
        }
    }

    /**
     * Makes everything durable, and sums up.
     *
     * @param stopped whether it ends early: then a merge, which can take long, is left for another time
     */
    public IndexReport finish(boolean stopped) {
        if (stopped) {
            target.checkpoint();
        } else {
            target.finish();
        }
        return new IndexReport(count(PutOutcome.ADDED), count(PutOutcome.UPDATED), count(PutOutcome.MOVED),
                count(PutOutcome.UNCHANGED), 0, List.of(), 0, target.entries(),
                (System.nanoTime() - startNanos) / 1e9, stopped);
    }

    private int count(PutOutcome outcome) {
        return outcomes.getOrDefault(outcome, 0);
    }

    @Override
    public void close() {
        target.close();
    }
}
