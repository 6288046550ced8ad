package arc.index;

import arc.infer.ArcException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Looks at galleries from outside, without a model and without a lock. */
public final class Gallery {

    private Gallery() {}

    /** Says whether a folder is a gallery, as far as its outside tells: false too for what can't be read. */
    public static boolean isGallery(Path folder) {
        try {
            GalleryFolder.manifest(folder);
            return true;
        } catch (ArcException e) {
            return false; // Whatever the reason: asked as a question, the answer is no.
        }
    }

    /**
     * Says whether a folder holds a gallery, be it damaged or of a newer format.
     *
     * @throws ArcException when the folder can't be listed
     */
    public static boolean holdsCommit(Path folder) {
        return GalleryFolder.holdsCommit(folder);
    }

    /** Returns where a gallery keeps its copy of the model; the file may be missing. */
    public static Path modelFile(Path gallery) {
        return gallery.resolve(GalleryFolder.MODEL_FILE);
    }

    /**
     * Reads the manifest.
     *
     * @throws ArcException when there is no gallery, or it is damaged or of a newer format
     */
    public static GalleryManifest manifest(Path gallery) {
        return GalleryFolder.manifest(gallery);
    }

    /**
     * Reads from which cosine on a query is known.
     *
     * @return empty where the gallery was not calibrated
     * @throws ArcException when there is no gallery, or it is damaged
     */
    public static Optional<Calibration> calibration(Path gallery) {
        return GalleryFolder.calibration(gallery, GalleryFolder.commitData(gallery));
    }

    /**
     * Refuses a model that a gallery was not built by; where there is no gallery yet, any will do.
     *
     * @throws ArcException of kind MISMATCH when id or dimension differ; as {@link #manifest} otherwise
     */
    public static void requireFit(Path gallery, GalleryModel model) {
        if (GalleryFolder.exists(gallery)) {
            LockedIndex.requireFit(gallery, GalleryFolder.manifest(gallery), model);
        }
    }

    /**
     * Counts what is in a gallery.
     *
     * @throws ArcException when there is no gallery, or it is damaged or of a newer format
     */
    public static GalleryInfo info(Path gallery) {
        GalleryManifest manifest = GalleryFolder.manifest(gallery);
        try (Directory directory = FSDirectory.open(gallery); GalleryReader reader = GalleryReader.open(directory)) {
            Set<BytesRef> labels = new HashSet<>();
            for (LeafReaderContext leaf : reader.lucene().leaves()) {
                addLabels(leaf, labels);
            }
            return new GalleryInfo(gallery, manifest, reader.entries(), labels.size(),
                    reader.lucene().leaves().size(), bytes(gallery), Files.exists(modelFile(gallery)));
        } catch (IOException e) {
            throw GalleryErrors.reading(gallery, e);
        }
    }

    private static void addLabels(LeafReaderContext leaf, Set<BytesRef> labels) throws IOException {
        Terms terms = leaf.reader().terms(Filter.LABEL);
        if (terms == null) {
            return;
        }
        Bits live = leaf.reader().getLiveDocs();
        TermsEnum each = terms.iterator();
        for (BytesRef label = each.next(); label != null; label = each.next()) {
            if (isUsed(each.postings(null, PostingsEnum.NONE), live)) {
                labels.add(BytesRef.deepCopyOf(label));
            }
        }
    }

    private static boolean isUsed(PostingsEnum documents, Bits live) throws IOException {
        for (int doc = documents.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = documents.nextDoc()) {
            if (live == null || live.get(doc)) {
                return true;
            }
        }
        return false;
    }

    private static long bytes(Path gallery) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(gallery)) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }
}
