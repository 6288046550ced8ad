package arc.index;

import arc.infer.ArcException;
import arc.infer.embedding.Embedding;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.Term;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Changes a gallery. Nothing is visible to searchers, nor survives a crash, before {@link #commit};
 * closing without a commit gives up what came since the last one. One writer at a time: a second one is refused,
 * whatever process it is in. Safe for several threads. Every failure is an {@link ArcException}; after one of kind
 * NOT_WRITABLE the writer can only be closed.
 */
public final class GalleryWriter implements AutoCloseable {

    private final Path gallery;
    private final GalleryManifest manifest;
    private final Directory directory;
    private final IndexWriter writer;
    private final Ledger ledger;
    private GalleryReader committed;

    private GalleryWriter(Path gallery, GalleryManifest manifest, Directory directory, IndexWriter writer)
            throws IOException {
        this.gallery = gallery;
        this.manifest = manifest;
        this.directory = directory;
        this.writer = writer;
        this.committed = GalleryReader.open(directory);
        this.ledger = new Ledger(committed);
    }

    /**
     * Opens a gallery for writing, or makes an empty one.
     *
     * @param gallery its folder; must be a gallery, empty or absent
     * @param model whose embeddings it holds or will hold
     * @throws ArcException of kind FAILURE when the folder holds something else (and is left as it is) or a
     *     damaged gallery, MISMATCH when it was built by another model, LOCKED while another writer
     *     has it, NOT_WRITABLE when it can't be written
     */
    public static GalleryWriter openOrCreate(Path gallery, GalleryModel model) {
        return openOrCreate(gallery, model, UnaryOperator.identity());
    }

    static GalleryWriter openOrCreate(Path gallery, GalleryModel model, UnaryOperator<Directory> wrapping) {
        if (GalleryFolder.exists(gallery)) {
            requireFit(gallery, GalleryFolder.manifest(gallery), model);
        }
        return open(gallery, model, wrapping);
    }

    /**
     * Opens an existing gallery for writing; it takes no new content, only paths and removals.
     *
     * @throws ArcException as {@link #openOrCreate}, and of kind FAILURE when there is no gallery
     */
    public static GalleryWriter open(Path gallery) {
        GalleryManifest manifest = GalleryFolder.manifest(gallery);
        return open(gallery, new GalleryModel(manifest.modelId(), manifest.dimension(), null),
                UnaryOperator.identity());
    }

    private static GalleryWriter open(Path gallery, GalleryModel model, UnaryOperator<Directory> wrapping) {
        try {
            Directory directory = wrapping.apply(FSDirectory.open(gallery));
            try {
                return locked(gallery, model, directory);
            } catch (IOException | RuntimeException e) {
                directory.close();
                throw e;
            }
        } catch (LockObtainFailedException e) {
            throw new ArcException(ArcException.Kind.LOCKED, "gallery " + gallery + " is locked by "
                    + WriterNote.holder(gallery) + "\nwait until that has finished, then run the same command again",
                    e);
        } catch (IOException e) {
            throw GalleryErrors.writing(gallery, e);
        }
    }

    private static GalleryWriter locked(Path gallery, GalleryModel model, Directory directory) throws IOException {
        int threads = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 8);
        IndexWriter writer = new IndexWriter(directory, LuceneWriters.config(OpenMode.CREATE_OR_APPEND, threads));
        try {
            WriterNote.write(gallery);
            if (!DirectoryReader.indexExists(directory)) {
                // The first, empty commit: from here on a crash leaves a gallery.
                writer.setLiveCommitData(GalleryManifest.forNewGallery(model).toCommitData().entrySet());
                writer.commit();
            }
            GalleryManifest manifest = GalleryFolder.manifest(gallery, commitData(writer));
            requireFit(gallery, manifest, model);
            ModelCopy.make(gallery, model);
            return new GalleryWriter(gallery, manifest, directory, writer);
        } catch (IOException | RuntimeException e) {
            writer.rollback();
            throw e;
        }
    }

    private static Map<String, String> commitData(IndexWriter writer) {
        Map<String, String> data = new HashMap<>();
        for (Map.Entry<String, String> entry : writer.getLiveCommitData()) {
            data.put(entry.getKey(), entry.getValue());
        }
        return data;
    }

    private static void requireFit(Path gallery, GalleryManifest manifest, GalleryModel model) {
        GalleryMismatch.requireModel(gallery, manifest, model.id());
        GalleryMismatch.requireDimension(gallery, manifest, model.dimension());
    }

    /** Returns the manifest. */
    public GalleryManifest manifest() {
        return manifest;
    }

    /** Returns the folder. */
    public Path gallery() {
        return gallery;
    }

    /** Returns the number of entries there will be after a commit. */
    public synchronized int entries() {
        return ledger.entries();
    }

    /** Returns the number of entries changed since the last commit. */
    public synchronized int uncommitted() {
        return ledger.drafts().size();
    }

    /** Says whether a content is known, so that {@link #put(String, EntrySource)} takes it without an embedding. */
    public synchronized boolean knows(String id) {
        return reading(() -> ledger.knows(id));
    }

    /**
     * Notes that a known content was found at a path.
     *
     * @throws IllegalStateException when the content is unknown
     */
    public synchronized PutOutcome put(String id, EntrySource source) {
        return reading(() -> {
            if (!ledger.knows(id)) {
                throw new IllegalStateException("content " + id + " is unknown: it needs an embedding");
            }
            return ledger.put(id, source, null);
        });
    }

    /**
     * Notes that a content was found at a path. The embedding is left aside when the content is known.
     *
     * @throws ArcException of kind MISMATCH when the embedding has another dimension than the gallery
     */
    public synchronized PutOutcome put(String id, EntrySource source, Embedding embedding) {
        GalleryMismatch.requireDimension(gallery, manifest, embedding.dimension());
        return reading(() -> ledger.put(id, source, embedding));
    }

    /**
     * Removes an entry by its id, or one path of an entry by that path, and the entry when none is left.
     *
     * @return how many paths were removed; 0 when there is no such id or path
     */
    public synchronized int remove(String idOrPath) {
        return reading(() -> {
            int byId = ledger.removeEntry(idOrPath);
            if (byId > 0) {
                return byId;
            }
            return ledger.removePath(idOrPath) || ledger.removePath(FilterQueries.absolute(idOrPath)) ? 1 : 0;
        });
    }

    /** Removes every path whose file is gone, and entries without a path; returns how many paths. */
    public synchronized int removeGoneFiles() {
        return reading(ledger::removeGoneFiles);
    }

    /**
     * Makes everything since the last commit visible and durable, all of it or nothing.
     *
     * @throws ArcException of kind NOT_WRITABLE when the disk is full or not writable; the last commit stands
     */
    public synchronized void commit() {
        if (ledger.drafts().isEmpty()) {
            return;
        }
        writing(() -> {
            for (Ledger.Draft draft : ledger.drafts()) {
                write(draft);
            }
            commitAndRefresh();
        });
    }

    private void write(Ledger.Draft draft) throws IOException {
        Term id = new Term(Fields.ID, draft.id());
        if (draft.isGone()) {
            writer.deleteDocuments(id);
        } else {
            writer.updateDocument(id, Fields.toDocument(draft.entry(), embeddingOf(draft)));
        }
    }

    private Embedding embeddingOf(Ledger.Draft draft) throws IOException {
        Embedding fresh = draft.embedding();
        return fresh != null ? fresh : Embedding.ofUnitVector(committed.vector(committed.documentOfId(draft.id())));
    }

    /**
     * Merges segments where that makes searches faster enough to be worth the writing: always in small
     * galleries, in large ones when a tenth lies outside the largest segment. Commits first.
     */
    public synchronized void tidy() {
        commit();
        if (MergeAdvice.isWorthwhile(committed.lucene().leaves())) {
            compact();
        }
    }

    /** Merges all segments into as few as can be, and drops what was removed. Commits first. */
    public synchronized void compact() {
        commit();
        writing(() -> {
            long bytes = bytes();
            writer.forceMerge((int) Math.max(1, Math.ceilDiv(bytes, LuceneWriters.MAX_SEGMENT_BYTES)));
            commitAndRefresh();
        });
    }

    private long bytes() throws IOException {
        long bytes = 0;
        for (String file : SegmentInfos.readLatestCommit(directory).files(true)) {
            bytes += directory.fileLength(file);
        }
        return bytes;
    }

    private void commitAndRefresh() throws IOException {
        writer.commit();
        committed = committed.refreshed();
        ledger.startFrom(committed);
    }

    /** Gives up what was not committed, and lets other writers in. */
    @Override
    public synchronized void close() {
        try {
            if (writer.isOpen()) {
                WriterNote.remove(gallery);
            }
            IOUtils.close(writer::rollback, committed, directory); // each, even if one before it fails
        } catch (IOException e) {
            throw GalleryErrors.writing(gallery, e);
        }
    }

    /** Reads or writes, with Lucene's exceptions. */
    @FunctionalInterface
    private interface Reading<T extends @Nullable Object> {
        T run() throws IOException;
    }

    /** Writes, with Lucene's exceptions. */
    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }

    private <T> T reading(Reading<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw GalleryErrors.reading(gallery, e);
        }
    }

    private void writing(Writing work) {
        try {
            work.run();
        } catch (IOException e) {
            throw GalleryErrors.writing(gallery, e);
        } catch (AlreadyClosedException e) {
            throw writer.getTragicException() instanceof IOException tragic
                    ? GalleryErrors.writing(gallery, tragic)
                    : e;
        }
    }
}
