package arc.index;

import arc.infer.ArcException;

import java.io.IOException;
import java.util.List;

/** Finds the document of an entry that somebody names. */
final class EntryLookup {

    /** Shortest beginning of an id that stands for it: four bytes of a SHA-256, which a path hardly is by chance. */
    private static final int SHORTEST_PREFIX = 8;

    private EntryLookup() {}

    /** Returns the document of an id, the beginning of one, or a path; {@link GalleryReader#NONE} if there is none. */
    static int document(GalleryReader reader, String idOrPath) throws IOException {
        int byId = reader.documentOfId(idOrPath);
        if (byId != GalleryReader.NONE) {
            return byId;
        }
        int byPath = reader.documentOfPath(idOrPath);
        if (byPath != GalleryReader.NONE) {
            return byPath;
        }
        int byAbsolutePath = reader.documentOfPath(FilterQueries.absolute(idOrPath));
        return byAbsolutePath != GalleryReader.NONE ? byAbsolutePath : documentOfPrefix(reader, idOrPath);
    }

    private static int documentOfPrefix(GalleryReader reader, String prefix) throws IOException {
        if (prefix.length() < SHORTEST_PREFIX) {
            return GalleryReader.NONE;
        }
        List<String> ids = reader.idsStartingWith(prefix, 2);
        if (ids.size() > 1) {
            throw new ArcException(ArcException.Kind.USAGE, "several entries have ids that begin with " + prefix + ": "
                    + ids.getFirst() + ", " + ids.getLast() + "; give more of the id");
        }
        return ids.isEmpty() ? GalleryReader.NONE : reader.documentOfId(ids.getFirst());
    }
}
