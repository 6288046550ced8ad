package arc.index;

import arc.infer.ArcException;
import arc.infer.file.AtomicFile;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.util.IOUtils;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Holds a gallery's lock, and what it takes to write it.
 *
 * @param gallery its folder
 * @param manifest as of the last commit
 * @param directory the folder as Lucene sees it
 * @param writer that has the lock
 */
record LockedIndex(Path gallery, GalleryManifest manifest, Directory directory, IndexWriter writer)
        implements
            Closeable {

    /** More threads than these build a graph hardly faster, and each needs its own scratch memory. */
    private static final int MAX_MERGE_THREADS = 8;

    /**
     * Takes the lock, makes a first, empty commit where there is none, and copies the model where it is missing.
     *
     * @param wrapping lets tests stand between Lucene and the disk
     */
    static LockedIndex open(Path gallery, GalleryModel model, UnaryOperator<Directory> wrapping) {
        makeFolder(gallery);
        GalleryFolder.requireNoLinks(gallery);
        try {
            Directory directory = new GalleryDirectory(wrapping.apply(FSDirectory.open(gallery)));
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

    private static void makeFolder(Path gallery) {
        try {
            Files.createDirectories(gallery);
        } catch (IOException e) {
            throw AtomicFile.notWritable(gallery, e);
        }
    }

    private static LockedIndex locked(Path gallery, GalleryModel model, Directory directory) throws IOException {
        int threads = Math.min(Runtime.getRuntime().availableProcessors(), MAX_MERGE_THREADS);
        IndexWriter writer = new IndexWriter(directory, LuceneWriters.config(OpenMode.CREATE_OR_APPEND, threads));
        try {
            WriterNote.write(gallery);
            if (!DirectoryReader.indexExists(directory)) {
                // The first, empty commit: from here on a crash leaves a gallery.
                Map<String, String> data = GalleryManifest.forNewGallery(model).toCommitData();
                writer.setLiveCommitData((model.file() == null ? data : ModelCopy.in(data)).entrySet());
                writer.commit();
            }
            GalleryDirectory.requireOwnFiles(directory);
            GalleryManifest manifest = GalleryFolder.manifest(gallery, commitData(writer));
            requireFit(gallery, manifest, model);
            ModelCopy.make(gallery, model);
            if (ModelCopy.isNews(gallery, commitData(writer))) {
                writer.setLiveCommitData(ModelCopy.in(commitData(writer)).entrySet());
                writer.commit();
            }
            return new LockedIndex(gallery, manifest, directory, writer);
        } catch (IOException | RuntimeException e) {
            IOUtils.closeWhileSuppressingExceptions(e, () -> WriterNote.remove(gallery), writer::rollback);
            throw e;
        }
    }

    /** Returns the user data that the next commit will have. */
    static Map<String, String> commitData(IndexWriter writer) {
        Map<String, String> data = new HashMap<>();
        for (Map.Entry<String, String> entry : writer.getLiveCommitData()) {
            data.put(entry.getKey(), entry.getValue());
        }
        return data;
    }

    /** Refuses a model that is not the gallery's. */
    static void requireFit(Path gallery, GalleryManifest manifest, GalleryModel model) {
        GalleryMismatch.requireModel(gallery, manifest, model.id(), model.text());
        GalleryMismatch.requireDimension(gallery, manifest, model.dimension());
    }

    /** Gives up what was not committed, and the lock. */
    @Override
    public void close() throws IOException {
        if (writer.isOpen()) {
            WriterNote.remove(gallery);
        }
        IOUtils.close(writer::rollback, directory); // each, even if the first fails
    }
}
