package arc.index;

import arc.infer.ArcException;
import arc.infer.data.FileStamp;
import arc.infer.data.LabelledImage;
import arc.infer.embedding.Embedding;
import arc.infer.image.InputTensor;
import arc.infer.image.Preprocessing;
import arc.infer.image.Preprocessor;
import arc.infer.model.Embedder;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Puts pictures into a gallery: reads and decodes them by several threads, embeds in batches those whose content is
 * unknown, and commits on the way, so that a run that is cut short goes on where it stopped. Memory is bounded whatever
 * the number of pictures. Close it; writer and embedder stay open.
 */
public final class GalleryIndexer implements AutoCloseable {

    /** Pictures that go through the model together, unless they are large: more don't make a CPU faster. */
    private static final int MAX_BATCH = 128;

    /** Bytes of model input in one batch; half a gigabyte of large pictures would gain nothing. */
    private static final long MAX_BATCH_BYTES = 32L << 20;

    /** Pictures, embedded or known, after which a batch is dealt with even if it is not full. */
    private static final int MAX_PICTURES_A_BATCH = 2 * MAX_BATCH;

    /** Entries of one commit: few enough that their segment needs no graph of its own, see {@link GalleryCodec}. */
    private static final int MAX_UNCOMMITTED = 8192;

    /** Nanoseconds between commits while entries wait: what a crash costs at most. */
    private static final long MAX_UNCOMMITTED_NANOS = 30_000_000_000L;

    private final IndexTarget target;
    private final Preprocessor preprocessor;
    private final IndexOptions options;
    private final int batchSize;

    private GalleryIndexer(IndexTarget target, Preprocessing preprocessing, IndexOptions options) {
        this.target = target;
        this.preprocessor = new Preprocessor(preprocessing);
        this.options = options;
        this.batchSize = Math.clamp(MAX_BATCH_BYTES / (4L * preprocessing.inputLength()), 1, MAX_BATCH);
    }

    /**
     * Prepares to write a gallery.
     *
     * @throws ArcException of kind MISMATCH when the embedder is not the gallery's
     */
    public static GalleryIndexer into(GalleryWriter writer, Embedder embedder, IndexOptions options) {
        GalleryMismatch.requireModel(writer.gallery(), writer.manifest(), embedder.modelId());
        return new GalleryIndexer(new LiveTarget(writer, embedder), embedder.card().preprocessing(), options);
    }

    /**
     * Prepares to find out what would happen; nothing is embedded, written or created.
     *
     * @param gallery may be absent or empty
     * @throws ArcException as {@link GalleryWriter#openOrCreate}
     */
    public static GalleryIndexer dryRun(Path gallery, Preprocessing preprocessing, IndexOptions options) {
        return new GalleryIndexer(DryTarget.open(gallery), preprocessing, options);
    }

    /**
     * Indexes pictures, in their order.
     *
     * @param stop asked before each picture; when it says yes, what is done is committed and the report says so
     * @throws ArcException when the gallery can't be written or the model fails; of kind FAILURE at the first
     *     unreadable picture when the options say so. What was done before is committed, if that is possible.
     */
    public IndexReport index(List<? extends LabelledImage> images, IndexListener listener, BooleanSupplier stop) {
        Run run = new Run(images.size(), listener, System.nanoTime());
        try {
            run.over(images, stop);
        } catch (RuntimeException e) {
            try {
                target.checkpoint();
            } catch (RuntimeException atCheckpoint) {
                e.addSuppressed(atCheckpoint);
            }
            throw e;
        }
        return run.report();
    }

    @Override
    public void close() {
        target.close();
    }

    /** One run's counts, and the pictures that wait for their batch to be full. */
    private final class Run {

        private final int total;
        private final IndexListener listener;
        private final long startNanos;
        private final Map<PutOutcome, Integer> outcomes = new HashMap<>();
        private final List<SkippedImage> skipped = new ArrayList<>();
        private final List<PreparedImage.Read> waiting = new ArrayList<>();
        private int tensorsWaiting;
        private int done;
        private int embedded;
        private int removed;
        private boolean stopped;
        private long committedNanos;

        Run(int total, IndexListener listener, long startNanos) {
            this.total = total;
            this.listener = listener;
            this.startNanos = startNanos;
            this.committedNanos = startNanos;
        }

        void over(List<? extends LabelledImage> images, BooleanSupplier stop) {
            try (ReadAhead<LabelledImage, PreparedImage> prepared = new ReadAhead<>(images,
                    image -> PreparedImage.prepare(image, preprocessor, target, options.rehash()), options.threads(),
                    2 * Math.max(batchSize, options.threads()))) {
                while (prepared.hasNext()) {
                    stopped = stop.getAsBoolean();
                    if (stopped) {
                        break;
                    }
                    take(prepared.next());
                    if (tensorsWaiting == batchSize || waiting.size() == MAX_PICTURES_A_BATCH) {
                        putWaiting();
                    }
                }
            }
            putWaiting();
            stopped = stopped || stop.getAsBoolean(); // a merge can take long: not after a stop
            if (stopped) {
                commit();
            } else {
                removed += options.prune() ? target.removeGoneFiles() : 0;
                target.finish();
                listener.committed(target.entries());
            }
        }

        private void take(PreparedImage image) {
            switch (image) {
                case PreparedImage.Failed failed -> {
                    if (options.failFast()) {
                        putWaiting();
                    }
                    skip(failed);
                }
                case PreparedImage.Read readable -> {
                    waiting.add(readable);
                    tensorsWaiting += readable.tensor() == null ? 0 : 1;
                }
            }
            listener.progressed(done + waiting.size(), total, embedded);
        }

        /** Skips what can't be read; pruning, too, what was a picture when it was indexed and is none any more. */
        private void skip(PreparedImage.Failed failed) {
            SkippedImage unreadable = failed.skipped();
            if (options.failFast()) {
                throw new ArcException("cannot index " + unreadable.path() + ": " + unreadable.reason()
                        + "\nstopped there, as --fail-fast says; without it such pictures are skipped and listed");
            }
            skipped.add(unreadable);
            done++;
            if (options.prune() && failed.noPicture() && target.removePath(unreadable.path())) {
                removed++;
            }
            listener.skipped(unreadable);
        }

        private void putWaiting() {
            Map<String, @Nullable Embedding> embeddings = embedWaiting();
            long changes = target.changes();
            for (PreparedImage.Read image : waiting) {
                if (image.unchangedAfter() == changes) {
                    outcomes.merge(PutOutcome.UNCHANGED, 1, Integer::sum);
                } else {
                    outcomes.merge(put(image, embeddings.get(image.id())), 1, Integer::sum);
                    changes = target.changes();
                }
            }
            done += waiting.size();
            waiting.clear();
            tensorsWaiting = 0;
            if (target.uncommitted() >= MAX_UNCOMMITTED || System.nanoTime() - committedNanos > MAX_UNCOMMITTED_NANOS) {
                commit();
            }
        }

        private PutOutcome put(PreparedImage.Read image, @Nullable Embedding embedding) {
            PutOutcome outcome = target.put(image.id(), target.described(image.id(), image.source()), embedding);
            FileStamp stamp = image.stamp();
            if (stamp != null) {
                target.saw(image.id(), image.source().path(), stamp);
            }
            return outcome;
        }

        /** Embeds each unknown content once, however many copies of it wait. */
        private Map<String, @Nullable Embedding> embedWaiting() {
            Map<String, InputTensor> unknown = new LinkedHashMap<>();
            long changes = target.changes();
            for (PreparedImage.Read image : List.copyOf(waiting)) {
                if (image.unchangedAfter() != changes && !unknown.containsKey(image.id())
                        && !target.knows(image.id(), image.source().path())) {
                    InputTensor tensor = image.tensor();
                    if (tensor != null) {
                        unknown.put(image.id(), tensor);
                    } else {
                        readAgain(image, unknown);
                    }
                }
            }
            List<@Nullable Embedding> vectors = target.embed(List.copyOf(unknown.values()));
            embedded += unknown.size();
            Map<String, @Nullable Embedding> embeddings = new HashMap<>();
            int next = 0;
            for (String id : unknown.keySet()) {
                embeddings.put(id, vectors.get(next++));
            }
            return embeddings;
        }

        /** Prepares a picture whose content was known when it was read, and has been removed since. */
        private void readAgain(PreparedImage.Read image, Map<String, InputTensor> unknown) {
            switch (PreparedImage.prepare(image.image(), preprocessor, target, true)) {
                case PreparedImage.Read again when again.id().equals(image.id()) && again.tensor() != null ->
                    unknown
                            .put(again.id(), again.tensor());
                case PreparedImage.Read _ -> {
                    waiting.remove(image);
                    skip(new PreparedImage.Failed(new SkippedImage(image.source().path(),
                            "it changed while it was read", "changed while it was read"), false));
                }
                case PreparedImage.Failed failed -> {
                    waiting.remove(image);
                    skip(failed);
                }
            }
        }

        private void commit() {
            target.checkpoint();
            committedNanos = System.nanoTime();
            listener.committed(target.entries());
        }

        IndexReport report() {
            return new IndexReport(count(PutOutcome.ADDED), count(PutOutcome.UPDATED), count(PutOutcome.MOVED),
                    count(PutOutcome.UNCHANGED), removed, skipped, embedded, target.entries(),
                    (System.nanoTime() - startNanos) / 1e9, stopped);
        }

        private int count(PutOutcome outcome) {
            return outcomes.getOrDefault(outcome, 0);
        }
    }
}
