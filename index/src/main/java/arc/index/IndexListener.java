package arc.index;

/** Hears how indexing goes on; called by the thread that indexes. */
public interface IndexListener {

    /** Hears nothing. */
    IndexListener NONE = new IndexListener() {
    };

    /**
     * Reports progress, after every picture.
     *
     * @param done pictures that were read or skipped; the last batch of them may still have to be embedded
     * @param total pictures there are
     * @param embedded pictures of those that went through the model
     */
    default void progressed(int done, int total, int embedded) {}

    /** Reports a picture that could not be read. */
    default void skipped(SkippedImage image) {}

    /**
     * Reports that everything so far is durable: after a crash, indexing goes on from here.
     *
     * @param entries in the gallery now
     */
    default void committed(int entries) {}
}
