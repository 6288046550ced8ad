package arc.index;

import arc.infer.data.FileStamp;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks up entries of one commit for the {@link Ledger}, which asks for the same few again and again while pictures are
 * on their way, and for paths in their order. Not safe for several threads.
 */
final class CommittedEntries {

    /** Answers kept: many times the pictures on their way, at a megabyte or two. */
    private static final int MAX_KEPT = 4096;

    private final GalleryReader reader;
    private final TermCursor ids;
    private final TermCursor paths;
    private final StoredFields stored;
    private final Map<String, Integer> documentById = new HashMap<>();
    private final Map<String, @Nullable String> idByPath = new HashMap<>();
    private final Map<Integer, List<EntrySource>> sourcesByDocument = new HashMap<>();

    CommittedEntries(GalleryReader reader) throws IOException {
        this.reader = reader;
        this.ids = new TermCursor(reader.lucene(), Fields.ID);
        this.paths = new TermCursor(reader.lucene(), Filter.PATH);
        this.stored = reader.lucene().storedFields();
    }

    /** Returns the id of the entry at a path, or null. */
    @Nullable
    String idAt(String path) throws IOException {
        if (idByPath.containsKey(path)) {
            return idByPath.get(path);
        }
        int document = paths.documentOf(path);
        String id = document == GalleryReader.NONE ? null : reader.id(document);
        if (id != null) {
            keep(documentById, id, document);
        }
        keep(idByPath, path, id);
        return id;
    }

    /** Returns the document of an id, or {@link GalleryReader#NONE}. */
    int documentOf(String id) throws IOException {
        Integer kept = documentById.get(id);
        if (kept != null) {
            return kept;
        }
        int document = ids.documentOf(id);
        keep(documentById, id, document);
        return document;
    }

    /** Returns the sources of the entry at a document. */
    List<EntrySource> sources(int document) throws IOException {
        List<EntrySource> kept = sourcesByDocument.get(document);
        if (kept != null) {
            return kept;
        }
        BytesRef bytes = stored.document(document, Set.of(Fields.SOURCES)).getBinaryValue(Fields.SOURCES);
        if (bytes == null) {
            throw new IOException("document " + document + " has no " + Fields.SOURCES);
        }
        List<EntrySource> sources = List.copyOf(Fields.sourcesFromBytes(bytes));
        keep(sourcesByDocument, document, sources);
        return sources;
    }

    /** Returns the stamp of the file at a path of the entry at a document, or null. */
    @Nullable
    FileStamp stamp(int document, String path) throws IOException {
        List<EntrySource> sources = sources(document);
        for (int i = 0; i < sources.size(); i++) {
            if (sources.get(i).path().equals(path)) {
                return reader.stamps(document, sources.size()).get(i);
            }
        }
        return null;
    }

    private static <K, V extends @Nullable Object> void keep(Map<K, V> kept, K key, V value) {
        if (kept.size() == MAX_KEPT) {
            kept.clear();
        }
        kept.put(key, value);
    }
}
