package arc.index;

import arc.infer.data.FileStamp;
import arc.infer.embedding.Embedding;
import arc.infer.image.InputTensor;
import org.jspecify.annotations.Nullable;

import java.util.List;

/** Takes the pictures that an indexer prepares: a gallery, or the thought of one. */
sealed interface IndexTarget extends AutoCloseable permits LiveTarget, DryTarget {

    /** Says whether a content, found at a path, needs no embedding. Called by several threads. */
    boolean knows(String id, String path);

    /** Returns what is known of a file where its stamp says that it has not changed, or null. Called by several threads. */
    @Nullable
    KnownFile known(EntrySource source, FileStamp stamp);

    /** Returns how many changes there were, see {@link KnownFile}. */
    long changes();

    /** Embeds inputs, in their order. Null stands for an embedding that is not needed. */
    List<@Nullable Embedding> embed(List<InputTensor> inputs);

    /** Returns a source with the metadata that are known of it, where it brings none. */
    EntrySource described(String id, EntrySource source);

    /** Notes a picture; {@code embedding} is null when its content is known. */
    PutOutcome put(String id, EntrySource source, @Nullable Embedding embedding);

    /** Notes an embedding under an id that its owner chose; one that differs replaces the known one. */
    PutOutcome putVector(String id, EntrySource source, Embedding embedding);

    /** Notes the stamp of a file, whose content was noted. */
    void saw(String id, String path, FileStamp stamp);

    /** Removes a path; says whether it was there. */
    boolean removePath(String path);

    /** Removes paths whose files are gone; returns how many. */
    int removeGoneFiles();

    /** Returns how many entries wait for a checkpoint. */
    int uncommitted();

    /** Makes everything so far durable. */
    void checkpoint();

    /** Makes everything durable, and searches fast. */
    void finish();

    /** Returns the number of entries. */
    int entries();

    @Override
    void close();
}
