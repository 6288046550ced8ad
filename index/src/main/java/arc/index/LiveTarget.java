package arc.index;

import arc.infer.data.FileStamp;
import arc.infer.embedding.Embedding;
import arc.infer.image.InputTensor;
import arc.infer.model.Embedder;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Writes a gallery. Writer and embedder belong to the caller, and stay open.
 *
 * @param embedder null where no picture is to be embedded
 */
record LiveTarget(GalleryWriter writer, @Nullable Embedder embedder) implements IndexTarget {

    @Override
    public boolean knows(String id, String path) {
        return writer.knows(id, path);
    }

    @Override
    public @Nullable KnownFile known(EntrySource source, FileStamp stamp) {
        return writer.known(source, stamp);
    }

    @Override
    public long changes() {
        return writer.changes();
    }

    @Override
    public List<@Nullable Embedding> embed(List<InputTensor> inputs) {
        return new ArrayList<>(Objects.requireNonNull(embedder, "embedder").embed(inputs));
    }

    @Override
    public EntrySource described(String id, EntrySource source) {
        return writer.described(id, source);
    }

    @Override
    public PutOutcome put(String id, EntrySource source, @Nullable Embedding embedding) {
        return embedding == null ? writer.put(id, source) : writer.put(id, source, embedding);
    }

    @Override
    public PutOutcome putVector(String id, EntrySource source, Embedding embedding) {
        return writer.putVector(id, source, embedding);
    }

    @Override
    public void saw(String id, String path, FileStamp stamp) {
        writer.saw(id, path, stamp);
    }

    @Override
    public boolean removePath(String path) {
        return writer.removePath(path);
    }

    @Override
    public int removeGoneFiles() {
        return writer.removeGoneFiles();
    }

    @Override
    public int uncommitted() {
        return writer.uncommitted();
    }

    @Override
    public void checkpoint() {
        writer.commit();
    }

    @Override
    public void finish() {
        writer.tidy();
    }

    @Override
    public int entries() {
        return writer.entries();
    }

    @Override
    public void close() {
        // Nothing here is this object's own.
    }
}
