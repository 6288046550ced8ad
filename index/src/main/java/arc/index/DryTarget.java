package arc.index;

import arc.infer.data.FileStamp;
import arc.infer.embedding.Embedding;
import arc.infer.image.InputTensor;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/** Counts what would happen to a gallery, without a lock and without changing or creating anything. */
final class DryTarget implements IndexTarget {

    private final Path gallery;
    private final @Nullable Directory directory;
    private final @Nullable GalleryReader reader;
    private final Ledger ledger;

    private DryTarget(Path gallery, @Nullable Directory directory, @Nullable GalleryReader reader) {
        this.gallery = gallery;
        this.directory = directory;
        this.reader = reader;
        this.ledger = new Ledger(reader);
    }

    /** Starts from a gallery's last commit, or from an empty gallery where there is none. */
    static DryTarget open(Path gallery) {
        if (!GalleryFolder.exists(gallery)) {
            return new DryTarget(gallery, null, null);
        }
        try {
            Directory directory = FSDirectory.open(gallery);
            try {
                return new DryTarget(gallery, directory, GalleryReader.open(directory));
            } catch (IOException e) {
                directory.close();
                throw e;
            }
        } catch (IOException e) {
            throw GalleryErrors.reading(gallery, e);
        }
    }

    @Override
    public synchronized boolean knows(String id, String path) {
        return GalleryErrors.reading(gallery, () -> ledger.knows(id, path));
    }

    @Override
    public synchronized @Nullable KnownFile known(EntrySource source, FileStamp stamp) {
        return GalleryErrors.reading(gallery, () -> ledger.known(source, stamp));
    }

    @Override
    public synchronized long changes() {
        return ledger.changes();
    }

    @Override
    public List<@Nullable Embedding> embed(List<InputTensor> inputs) {
        return Collections.nCopies(inputs.size(), null);
    }

    @Override
    public synchronized EntrySource described(String id, EntrySource source) {
        return GalleryErrors.reading(gallery, () -> ledger.described(id, source));
    }

    @Override
    public synchronized PutOutcome put(String id, EntrySource source, @Nullable Embedding embedding) {
        return GalleryErrors.reading(gallery, () -> ledger.put(id, source, embedding));
    }

    @Override
    public synchronized PutOutcome putVector(String id, EntrySource source, Embedding embedding) {
        return GalleryErrors.reading(gallery, () -> ledger.putVector(id, source, embedding));
    }

    @Override
    public void saw(String id, String path, FileStamp stamp) {
        // A dry run keeps nothing for the next one.
    }

    @Override
    public synchronized boolean removePath(String path) {
        return GalleryErrors.reading(gallery, () -> ledger.removePath(path));
    }

    @Override
    public synchronized int removeGoneFiles() {
        return GalleryErrors.reading(gallery, () -> ledger.removeGoneFiles());
    }

    @Override
    public int uncommitted() {
        return 0; // There is nothing to commit, ever.
    }

    @Override
    public void checkpoint() {
        // A dry run leaves nothing behind.
    }

    @Override
    public void finish() {
        // A dry run leaves nothing behind.
    }

    @Override
    public synchronized int entries() {
        return ledger.entries();
    }

    @Override
    public void close() {
        try {
            IOUtils.close(reader, directory);
        } catch (IOException e) {
            throw GalleryErrors.reading(gallery, e);
        }
    }
}
