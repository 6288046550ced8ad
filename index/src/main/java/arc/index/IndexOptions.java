package arc.index;

import arc.infer.ArcException;

/**
 * Says how pictures are put into a gallery.
 *
 * @param threads that read and decode pictures, at least 1; the embedder has its own
 * @param prune whether paths are removed whose files are gone, or hold no picture any more
 * @param failFast whether the first picture that can't be read ends it, instead of being skipped
 * @param rehash whether files are read whose {@link arc.infer.data.FileStamp} says that they have not changed
 */
public record IndexOptions(int threads, boolean prune, boolean failFast, boolean rehash) {

    /** Checks the number of threads. */
    public IndexOptions {
        if (threads < 1) {
            throw new ArcException(ArcException.Kind.USAGE, "threads must be >= 1, got " + threads);
        }
    }

    /** Uses every processor, keeps gone paths, skips what can't be read, and reads only what may have changed. */
    public static IndexOptions defaults() {
        return new IndexOptions(Runtime.getRuntime().availableProcessors(), false, false, false);
    }
}
