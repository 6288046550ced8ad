package arc.index;

/**
 * Says what a file's stamp tells of it, without reading it.
 *
 * @param id of its content
 * @param unchangedAfter after how many changes of its gallery the file, its label and its metadata, if it brings any, were
 *     what the gallery has; {@link #NEVER} where label or metadata differ
 */
record KnownFile(String id, long unchangedAfter) {

    /** Is no number of changes. */
    static final long NEVER = -1;
}
