package arc.index;

import arc.infer.ArcException;
import org.apache.lucene.index.IndexFileNames;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells galleries from other folders, and reads their manifest, without changing anything. */
final class GalleryFolder {

    static final String MODEL_FILE = "model.onnx";
    static final String CARD_FILE = "model.card.json";

    private GalleryFolder() {}

    /** Says whether there is a gallery, as opposed to nothing or to an empty folder. */
    static boolean exists(Path folder) {
        LuceneLog.quiet();
        if (!Files.exists(folder)) {
            return false;
        }
        if (!Files.isDirectory(folder)) {
            throw GalleryErrors.foreign(folder, "it is a file");
        }
        List<String> names = names(folder);
        if (names.stream().anyMatch(GalleryFolder::isCommit)) {
            return true;
        }
        for (String name : names) {
            if (!isLeftOfACreation(name)) {
                throw GalleryErrors.foreign(folder, "it holds " + name);
            }
        }
        return false;
    }

    /** Says whether there is a commit in a folder, whatever state it is in. */
    static boolean holdsCommit(Path folder) {
        return Files.isDirectory(folder) && names(folder).stream().anyMatch(GalleryFolder::isCommit);
    }

    /**
     * Reads the manifest of an existing gallery.
     *
     * @throws ArcException when there is none, or it is damaged, of a newer format, or not arc's
     */
    static GalleryManifest manifest(Path folder) {
        return manifest(folder, commitData(folder));
    }

    /** Returns the user data of the last commit of an existing gallery. */
    static Map<String, String> commitData(Path folder) {
        requireGallery(folder);
        try (Directory directory = FSDirectory.open(folder)) {
            return SegmentInfos.readLatestCommit(directory).getUserData();
        } catch (IOException e) {
            throw GalleryErrors.reading(folder, e);
        }
    }

    /**
     * Refuses to write where a file of the gallery is a link: whoever made the gallery could have it lead anywhere.
     *
     * @throws ArcException when there is one
     */
    static void requireNoLinks(Path folder) {
        if (Files.isDirectory(folder)) {
            for (String name : names(folder)) {
                if (Files.isSymbolicLink(folder.resolve(name))) {
                    throw new ArcException("gallery " + folder + " holds a link, " + name
                            + ", and arc writes nothing outside of a gallery's folder\nput the file in its place, or remove it");
                }
            }
        }
    }

    static void requireGallery(Path folder) {
        if (!exists(folder)) {
            if (!Files.notExists(folder)) { // nobody may know whether it is there
                throw GalleryErrors.reading(folder, new AccessDeniedException(folder.toString()));
            }
            throw GalleryErrors.missing(folder);
        }
    }

    static GalleryManifest manifest(Path folder, Map<String, String> commitData) {
        String format = commitData.get(GalleryManifest.FORMAT_KEY);
        if (format == null) {
            throw GalleryErrors.foreign(folder, "it holds another program's Lucene index");
        }
        if (format.matches("[0-9]{1,9}") && Integer.parseInt(format) > GalleryManifest.FORMAT_VERSION) {
            throw new ArcException("gallery " + folder + " has format " + format + ", and this arc reads up to "
                    + GalleryManifest.FORMAT_VERSION + "\nupdate arc, or index again into a new folder");
        }
        try {
            return GalleryManifest.fromCommitData(commitData);
        } catch (IllegalArgumentException e) {
            throw GalleryErrors.damaged(folder, String.valueOf(e.getMessage()), e);
        }
    }

    static Optional<Calibration> calibration(Path folder, Map<String, String> commitData) {
        try {
            return Calibration.fromCommitData(commitData);
        } catch (IllegalArgumentException e) {
            throw GalleryErrors.damaged(folder, String.valueOf(e.getMessage()), e);
        }
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw GalleryErrors.reading(folder, e);
        }
    }

    private static boolean isCommit(String name) {
        return name.startsWith(IndexFileNames.SEGMENTS + "_");
    }

    /** What a creation that was killed before its first commit leaves behind. */
    private static boolean isLeftOfACreation(String name) {
        return name.equals(IndexWriter.WRITE_LOCK_NAME) || name.equals(WriterNote.FILE)
                || name.startsWith(IndexFileNames.PENDING_SEGMENTS + "_");
    }
}
