package arc.index;

import arc.infer.data.FileStamp;
import arc.infer.embedding.Embedding;
import org.apache.lucene.document.BinaryDocValuesField;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Keeps what a gallery will be after the next commit: the entries of the last one, and drafts of those
 * that change. Decides what is new, known, moved or changed. Not safe for several threads.
 */
final class Ledger {

    /** Vectors closer than this are one: another batch or another float format rounds otherwise by less. */
    private static final double SAME_COSINE = 1 - 1e-9;

    private static final int STAMPS_AN_ENTRY = 16;

    private CommittedEntries committed;
    private final Map<String, Draft> drafts = new LinkedHashMap<>();
    /** The id at each path that changed hands; null where none is left. */
    private final Map<String, @Nullable String> owners = new HashMap<>();
    private final SeenFiles seen = new SeenFiles();
    private long changes;

    /** Starts from a commit, or from nothing. */
    Ledger(@Nullable GalleryReader committed) {
        this.committed = new CommittedEntries(committed);
    }

    /** Forgets the drafts, which the given commit contains. */
    void startFrom(GalleryReader newCommit) {
        committed = new CommittedEntries(newCommit);
        drafts.clear();
        owners.clear();
        seen.clear();
    }

    Collection<Draft> drafts() {
        return Collections.unmodifiableCollection(drafts.values());
    }

    /** Returns the ids of entries of which nothing changes but the stamps of files. */
    List<String> restamped() {
        return seen.ids().stream().filter(id -> !drafts.containsKey(id)).toList();
    }

    /** Returns how much waits for a commit, in entries: a stamp is a small part of one. */
    int uncommitted() {
        return drafts.size() + seen.size() / STAMPS_AN_ENTRY;
    }

    int entries() {
        int entries = committed.size();
        for (Draft draft : drafts.values()) {
            entries += (draft.isGone() ? 0 : 1) - (draft.isCommitted() ? 1 : 0);
        }
        return entries;
    }

    /** Says whether a content's embedding is at hand. That includes content that lost its last path since the commit. */
    boolean knows(String id) throws IOException {
        return drafts.containsKey(id) || committed.contain(id);
    }

    /** The same, by way of the path where the content was found: quicker where it is known from there. */
    boolean knows(String id, String path) throws IOException {
        return drafts.containsKey(id) || id.equals(committed.idAt(path)) || knows(id);
    }

    /** Returns what is known of a file if its stamp is what it was when the file was read, else null. */
    @Nullable
    KnownFile known(EntrySource source, FileStamp stamp) throws IOException {
        String unchanged = owners.containsKey(source.path()) ? null : committed.idOf(source, stamp);
        if (unchanged != null && !drafts.containsKey(unchanged)) {
            return new KnownFile(unchanged, changes);
        }
        String owner = ownerOf(source.path());
        return owner != null && stamp.equals(stampOf(owner, source.path()))
                ? new KnownFile(owner, KnownFile.NEVER)
                : null;
    }

    /** Returns how often something was added, replaced or removed: while that stays the same, so do all entries. */
    long changes() {
        return changes;
    }

    /** Notes the stamp of a file whose content was noted. */
    void saw(String id, String path, FileStamp stamp) throws IOException {
        if (!stamp.equals(stampOf(id, path))) {
            seen.note(id, path, stamp);
        }
    }

    /** Returns the stamps that an entry will have, in the order of its sources. */
    List<@Nullable FileStamp> stampsOf(String id) throws IOException {
        List<@Nullable FileStamp> stamps = new ArrayList<>();
        for (EntrySource source : sourcesOf(id)) {
            stamps.add(stampOf(id, source.path()));
        }
        return stamps;
    }

    /** Returns the field with those stamps. */
    BinaryDocValuesField stampsField(String id) throws IOException {
        return Stamps.field(sourcesOf(id), stampsOf(id));
    }

    private @Nullable FileStamp stampOf(String id, String path) throws IOException {
        FileStamp fresh = seen.at(id, path);
        return fresh != null ? fresh : committed.stamp(id, path);
    }

    /**
     * Returns a source with the metadata that are known, where it brings none: those of its content, or else of what was at
     * its path.
     */
    EntrySource described(String id, EntrySource source) throws IOException {
        if (!source.metadata().isEmpty()) {
            return source;
        }
        List<EntrySource> known = knownSources(id);
        for (EntrySource same : known) {
            if (same.path().equals(source.path())) {
                return source.with(same.metadata());
            }
        }
        String owner = ownerOf(source.path());
        return Stream.concat(known.stream(), owner == null
                ? Stream.empty()
                : sourcesOf(owner).stream()
                        .filter(before -> before.path().equals(source.path())))
                .map(EntrySource::metadata)
                .filter(metadata -> !metadata.isEmpty()).findFirst().map(source::with).orElse(source);
    }

    /** Returns the sources of a content, those of the last commit where others have taken their paths since. */
    private List<EntrySource> knownSources(String id) throws IOException {
        Draft draft = drafts.get(id);
        if (draft != null && !draft.isGone()) {
            return draft.sources();
        }
        return committed.contain(id) ? committed.sources(id) : List.of();
    }

    /**
     * Notes a picture.
     *
     * @param embedding kept when the content is unknown; a dry run has none
     */
    PutOutcome put(String id, EntrySource source, @Nullable Embedding embedding) throws IOException {
        return put(id, source, embedding, true);
    }

    /**
     * Notes an embedding whose id somebody else chose: a vector that differs from the known one replaces it, and no path
     * takes another one's place.
     */
    PutOutcome putVector(String id, EntrySource source, Embedding embedding) throws IOException {
        boolean replaced = knows(id) && replaceVector(id, embedding);
        PutOutcome outcome = put(id, source, embedding, false);
        return replaced && outcome == PutOutcome.UNCHANGED ? PutOutcome.UPDATED : outcome;
    }

    private boolean replaceVector(String id, Embedding embedding) throws IOException {
        Draft draft = drafts.get(id);
        Embedding known = draft == null ? null : draft.embedding();
        if (known == null && committed.contain(id)) {
            known = committed.vector(id);
        }
        if (known != null && known.cosine(embedding) >= SAME_COSINE) {
            return false;
        }
        changes++;
        drafts.put(id, draftOf(id).with(embedding));
        return true;
    }

    private PutOutcome put(String id, EntrySource source, @Nullable Embedding embedding, boolean mayMove)
            throws IOException {
        String owner = ownerOf(source.path());
        if (id.equals(owner)) {
            return putAgain(id, source);
        }
        changes++;
        if (owner != null) {
            draftOf(owner).sources().remove(indexOf(draftOf(owner), source.path()));
        }
        PutOutcome outcome = owner == null ? PutOutcome.ADDED : PutOutcome.UPDATED;
        if (knows(id)) {
            boolean replaced = putKnown(draftOf(id), source, mayMove);
            outcome = replaced && owner == null ? PutOutcome.MOVED : outcome;
        } else {
            drafts.put(id, new Draft(id, false, List.of(source), embedding));
        }
        owners.put(source.path(), id);
        return outcome;
    }

    private PutOutcome putAgain(String id, EntrySource source) throws IOException {
        if (sourcesOf(id).contains(source)) {
            return PutOutcome.UNCHANGED;
        }
        changes++;
        Draft draft = draftOf(id);
        draft.sources().set(indexOf(draft, source.path()), source);
        return PutOutcome.UPDATED;
    }

    /** Adds a source, in the place of one whose file is gone if there is such; says whether there was. */
    private boolean putKnown(Draft draft, EntrySource source, boolean mayMove) {
        if (draft.isGone()) {
            draft.sources().add(source); // Its last path was taken by other content, just before.
            return true;
        }
        for (int i = 0; mayMove && i < draft.sources().size(); i++) {
            if (GoneFiles.isGone(draft.sources().get(i).path())) {
                owners.put(draft.sources().get(i).path(), null);
                draft.sources().set(i, source);
                return true;
            }
        }
        draft.sources().add(source);
        return false;
    }

    /** Takes a path out of the gallery; says whether it was in. */
    boolean removePath(String path) throws IOException {
        String owner = ownerOf(path);
        if (owner == null) {
            return false;
        }
        changes++;
        Draft draft = draftOf(owner);
        draft.sources().remove(indexOf(draft, path));
        owners.put(path, null);
        return true;
    }

    /** Takes an entry out with all its paths; returns how many it had, 0 when it is unknown. */
    int removeEntry(String id) throws IOException {
        if (!knows(id)) {
            return 0;
        }
        changes++;
        Draft draft = draftOf(id);
        int paths = draft.sources().size();
        draft.sources().forEach(source -> owners.put(source.path(), null));
        draft.sources().clear();
        return paths;
    }

    /** Takes out every path whose file is gone; returns how many there were. */
    int removeGoneFiles() throws IOException {
        TreeSet<String> gone = new TreeSet<>();
        for (Draft draft : drafts.values()) {
            GoneFiles.among(draft.sources()).forEach(gone::add);
        }
        committed.forEach(entry -> {
            if (!drafts.containsKey(entry.id())) {
                GoneFiles.among(entry.sources()).forEach(gone::add);
            }
        });
        for (String path : gone) {
            removePath(path);
        }
        return gone.size();
    }

    private @Nullable String ownerOf(String path) throws IOException {
        if (owners.containsKey(path)) {
            return owners.get(path);
        }
        return committed.idAt(path);
    }

    private List<EntrySource> sourcesOf(String id) throws IOException {
        Draft draft = drafts.get(id);
        return draft != null ? draft.sources() : committed.sources(id);
    }

    /** Returns the draft of a known entry, begun from its committed state if need be. */
    private Draft draftOf(String id) throws IOException {
        Draft draft = drafts.get(id);
        if (draft == null) {
            draft = new Draft(id, true, committed.sources(id), null);
            drafts.put(id, draft);
        }
        return draft;
    }

    private static int indexOf(Draft draft, String path) {
        for (int i = 0; i < draft.sources().size(); i++) {
            if (draft.sources().get(i).path().equals(path)) {
                return i;
            }
        }
        throw new IllegalStateException("entry " + draft.id() + " has no path " + path);
    }
}
