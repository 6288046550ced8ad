package arc.index;

import arc.infer.data.FileStamp;
import arc.infer.embedding.Embedding;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Looks up entries of one commit for the {@link Ledger}, which asks for the same few again and again while pictures are
 * on their way, and for paths in their order. Nothing is opened before the first question. Not safe for several threads.
 */
final class CommittedEntries {

    /** Answers kept: many times the pictures on their way, at a megabyte or two. */
    private static final int MAX_KEPT = 4096;

    private final @Nullable GalleryReader reader;
    private @Nullable Cursors cursors;
    private final Map<String, Integer> documentById = new HashMap<>();
    private final Map<String, @Nullable String> idByPath = new HashMap<>();
    private final Map<String, List<EntrySource>> sourcesById = new HashMap<>();

    /** Looks into a commit, or into none, which has no entries. */
    CommittedEntries(@Nullable GalleryReader reader) {
        this.reader = reader;
    }

    /** What it takes to look things up. */
    private record Cursors(GalleryReader reader, TermCursor ids, TermCursor paths, ValueCursor idValues,
            ValueCursor stamps, StoredFields stored) {

        static Cursors in(GalleryReader reader) throws IOException {
            return new Cursors(reader, new TermCursor(reader.lucene(), Fields.ID),
                    new TermCursor(reader.lucene(), Filter.PATH), new ValueCursor(reader.lucene(), Fields.ID),
                    new ValueCursor(reader.lucene(), Stamps.FIELD), reader.lucene().storedFields());
        }
    }

    private @Nullable Cursors cursors() throws IOException {
        if (cursors == null && reader != null) {
            cursors = Cursors.in(reader);
        }
        return cursors;
    }

    int size() {
        return reader == null ? 0 : reader.entries();
    }

    /** Hands over each entry; a large gallery has many. */
    void forEach(Consumer<GalleryEntry> action) throws IOException {
        if (reader != null) {
            for (int document : reader.documents()) {
                action.accept(reader.entry(document));
            }
        }
    }

    boolean contain(String id) throws IOException {
        return documentOf(id) != GalleryReader.NONE;
    }

    /** Returns the id of the entry at a path, or null. */
    @Nullable
    String idAt(String path) throws IOException {
        Cursors in = cursors();
        if (in == null || idByPath.containsKey(path)) {
            return idByPath.get(path);
        }
        int document = in.paths.documentOf(path);
        String id = document == GalleryReader.NONE ? null : GalleryReader.id(document, in.idValues);
        if (id != null) {
            keep(documentById, id, document);
        }
        keep(idByPath, path, id);
        return id;
    }

    /** Returns the id of the entry that has a source whose file has this stamp, or null; quick, and keeps nothing. */
    @Nullable
    String idOf(EntrySource source, FileStamp stamp) throws IOException {
        Cursors in = cursors();
        int document = in == null ? GalleryReader.NONE : in.paths.documentOf(source.path());
        if (in == null || document == GalleryReader.NONE) {
            return null;
        }
        BytesRef stamps = in.stamps.at(document);
        return stamps != null && Stamps.contain(stamps, source, stamp)
                ? GalleryReader.id(document, in.idValues)
                : null;
    }

    /** Returns the sources of an entry that there is. */
    List<EntrySource> sources(String id) throws IOException {
        List<EntrySource> kept = sourcesById.get(id);
        if (kept != null) {
            return kept;
        }
        int document = documentOf(id);
        BytesRef bytes = cursorsOf(id).stored.document(document, Set.of(Fields.SOURCES))
                .getBinaryValue(Fields.SOURCES);
        if (bytes == null) {
            throw new IOException("document " + document + " has no " + Fields.SOURCES);
        }
        List<EntrySource> sources = List.copyOf(Fields.sourcesFromBytes(bytes));
        keep(sourcesById, id, sources);
        return sources;
    }

    /** Returns the stamp of the file at a path of an entry; null where there is no such entry, path or stamp. */
    @Nullable
    FileStamp stamp(String id, String path) throws IOException {
        if (!contain(id)) {
            return null;
        }
        List<EntrySource> sources = sources(id);
        for (int i = 0; i < sources.size(); i++) {
            if (sources.get(i).path().equals(path)) {
                return Stamps.read(cursorsOf(id).stamps.at(documentOf(id)), sources.size()).get(i);
            }
        }
        return null;
    }

    /** Returns the vector of an entry that there is. */
    Embedding vector(String id) throws IOException {
        return Embedding.normalised(cursorsOf(id).reader.vector(documentOf(id)));
    }

    private Cursors cursorsOf(String id) throws IOException {
        Cursors in = cursors();
        if (in == null || !contain(id)) {
            throw new IllegalStateException("no entry " + id);
        }
        return in;
    }

    private int documentOf(String id) throws IOException {
        Cursors in = cursors();
        if (in == null) {
            return GalleryReader.NONE;
        }
        Integer kept = documentById.get(id);
        if (kept != null) {
            return kept;
        }
        int document = in.ids.documentOf(id);
        keep(documentById, id, document);
        return document;
    }

    private static <V extends @Nullable Object> void keep(Map<String, V> kept, String key, V value) {
        if (kept.size() == MAX_KEPT) {
            kept.clear();
        }
        kept.put(key, value);
    }
}
