package arc.index;

import arc.infer.ArcException;
import arc.infer.data.FileStamp;
import arc.infer.embedding.Embedding;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.Term;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Changes a gallery. Nothing is visible to searchers, nor survives a crash, before {@link #commit};
 * closing without a commit gives up what came since the last one. One writer at a time: a second one is refused,
 * whatever process it is in. Safe for several threads. Every failure is an {@link ArcException}; after one of kind
 * NOT_WRITABLE the writer can only be closed.
 */
public final class GalleryWriter implements AutoCloseable {

    private final LockedIndex index;
    private final IndexWriter writer;
    private final Ledger ledger;
    private GalleryReader committed;

    private GalleryWriter(LockedIndex index, GalleryReader committed) {
        this.index = index;
        this.writer = index.writer();
        this.committed = committed;
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
            LockedIndex.requireFit(gallery, GalleryFolder.manifest(gallery), model);
        }
        LockedIndex index = LockedIndex.open(gallery, model, wrapping);
        try {
            return new GalleryWriter(index, verifiedReader(index));
        } catch (IOException e) {
            IOUtils.closeWhileSuppressingExceptions(e, index);
            throw GalleryErrors.reading(gallery, e);
        }
    }

    private static GalleryReader verifiedReader(LockedIndex index) throws IOException {
        GalleryReader reader = GalleryReader.open(index.directory());
        try {
            Verification.checkUnlessLarge(reader, index.manifest().dimension());
            return reader;
        } catch (IOException e) {
            IOUtils.closeWhileSuppressingExceptions(e, reader);
            throw e;
        }
    }

    /**
     * Opens an existing gallery for writing.
     *
     * @throws ArcException as {@link #openOrCreate}, and of kind FAILURE when there is no gallery
     */
    public static GalleryWriter open(Path gallery) {
        GalleryManifest manifest = GalleryFolder.manifest(gallery);
        return openOrCreate(gallery, GalleryModel.of(manifest));
    }

    /** Returns the manifest. */
    public GalleryManifest manifest() {
        return index.manifest();
    }

    /** Returns the folder. */
    public Path gallery() {
        return index.gallery();
    }

    /** Returns the number of entries there will be after a commit. */
    public synchronized int entries() {
        return ledger.entries();
    }

    /** Returns about how many entries' worth of changes there is since the last commit. */
    public synchronized int uncommitted() {
        return ledger.uncommitted();
    }

    /** Says whether a content is known, so that {@link #put(String, EntrySource)} takes it without an embedding. */
    public synchronized boolean knows(String id) {
        return reading(() -> ledger.knows(id));
    }

    /** The same, quicker for a content that is known from {@code path}. */
    synchronized boolean knows(String id, String path) {
        return reading(() -> ledger.knows(id, path));
    }

    /** Returns what is known of a file if its stamp is what it was when the file was read, else null. */
    synchronized @Nullable KnownFile known(EntrySource source, FileStamp stamp) {
        return reading(() -> ledger.known(source, stamp));
    }

    /** Returns how often something was added, replaced or removed. */
    synchronized long changes() {
        return ledger.changes();
    }

    /** Returns a source with the metadata that are known of it, where it brings none. */
    synchronized EntrySource described(String id, EntrySource source) {
        return reading(() -> ledger.described(id, source));
    }

    /** Notes the stamp of a file whose content was put. */
    synchronized void saw(String id, String path, FileStamp stamp) {
        reading(() -> {
            ledger.saw(id, path, stamp);
            return id;
        });
    }

    /**
     * Notes that a known content was found at a path.
     *
     * @throws IllegalStateException when the content is unknown
     */
    public synchronized PutOutcome put(String id, EntrySource source) {
        return reading(() -> {
            if (!ledger.knows(id, source.path())) {
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
        GalleryMismatch.requireDimension(index.gallery(), index.manifest(), embedding.dimension());
        return reading(() -> ledger.put(id, source, embedding));
    }

    /**
     * Notes an embedding under an id that the caller chose: a vector that differs from the known one replaces it.
     *
     * @throws ArcException of kind MISMATCH when the embedding has another dimension than the gallery
     */
    public synchronized PutOutcome putVector(String id, EntrySource source, Embedding embedding) {
        GalleryMismatch.requireDimension(index.gallery(), index.manifest(), embedding.dimension());
        return reading(() -> ledger.putVector(id, source, embedding));
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

    /** Removes a path, and the entry when none is left; says whether it was there. */
    synchronized boolean removePath(String path) {
        return reading(() -> ledger.removePath(path));
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
        List<String> restamped = ledger.restamped();
        if (ledger.drafts().isEmpty() && restamped.isEmpty()) {
            return;
        }
        writing(() -> {
            Twins twins = new Twins();
            for (Draft draft : ledger.drafts()) {
                write(draft, twins);
            }
            for (String id : restamped) {
                writer.updateDocValues(new Term(Fields.ID, id), ledger.stampsField(id));
            }
            commitAndRefresh();
        });
    }

    private void write(Draft draft, Twins twins) throws IOException {
        Term id = new Term(Fields.ID, draft.id());
        Embedding fresh = draft.embedding();
        if (draft.isGone()) {
            writer.deleteDocuments(id);
        } else if (fresh != null) {
            float[] vector = fresh.toArrayCopy();
            boolean twin = twins.isOneTooMany(vector, committed);
            writer.updateDocument(id, Fields.toDocument(draft.entry(), ledger.stampsOf(draft.id()), vector, twin));
        } else {
            int document = committed.documentOfId(draft.id());
            writer.updateDocument(id, Fields.toDocument(draft.entry(), ledger.stampsOf(draft.id()),
                    committed.vector(document), committed.isTwin(document)));
        }
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
            long bytes = committed.vectorBytes(index.manifest().dimension());
            writer.forceMerge((int) Math.max(1, Math.ceilDiv(bytes, LuceneWriters.MAX_SEGMENT_BYTES)));
            commitAndRefresh();
        });
    }

    /** Says from which cosine on queries are known, instead of what was said before. Commits. */
    public synchronized void calibrate(Calibration calibration) {
        commitWith(calibration.in(LockedIndex.commitData(writer)));
    }

    /** Forgets from which cosine on queries are known. Commits. */
    public synchronized void clearCalibration() {
        commitWith(Calibration.without(LockedIndex.commitData(writer)));
    }

    private void commitWith(Map<String, String> data) {
        commit();
        writing(() -> {
            writer.setLiveCommitData(data.entrySet());
            commitAndRefresh();
        });
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
            IOUtils.close(committed, index);
        } catch (IOException e) {
            throw GalleryErrors.writing(index.gallery(), e);
        }
    }

    /** Writes, with Lucene's exceptions. */
    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }

    private <T> T reading(GalleryErrors.Work<T> work) {
        return GalleryErrors.reading(index.gallery(), work);
    }

    private void writing(Writing work) {
        try {
            work.run();
        } catch (IOException e) {
            throw GalleryErrors.writing(index.gallery(), e);
        } catch (IllegalStateException e) { // AlreadyClosedException is one as well
            throw writer.getTragicException() instanceof IOException tragic
                    ? GalleryErrors.writing(index.gallery(), tragic)
                    : e;
        }
    }
}
