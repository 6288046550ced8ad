package arc.index;

/** Says what a picture that was put into a gallery meant for it. */
public enum PutOutcome {
    /** Its path is new; its content is new too, or a copy of one whose other paths all still exist. */
    ADDED,
    /** Its path is known, but content, label or metadata there have changed. */
    UPDATED,
    /** Its content is known from a path whose file is gone; the new path takes that one's place. */
    MOVED,
    /** Path, content, label and metadata are known. */
    UNCHANGED
}
