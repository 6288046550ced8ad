package arc.cli.output;

import arc.infer.ArcException;

/** The exit codes that scripts rely on. */
public final class ExitCode {

    /** Everything asked for is done. */
    public static final int OK = 0;
    /** It failed. */
    public static final int FAILURE = 1;
    /** The request was malformed. */
    public static final int USAGE = 2;
    /** Done, but some of several inputs were skipped. */
    public static final int SOME_SKIPPED = 3;
    /** Model and gallery, or dimensions, don't fit. */
    public static final int MISMATCH = 4;
    /** Another process holds the lock. */
    public static final int LOCKED = 5;
    /** Disk full or not writable. */
    public static final int NOT_WRITABLE = 6;
    /** Ended by Ctrl-C. */
    public static final int INTERRUPTED = 130;
    /** Ended by SIGTERM. */
    public static final int TERMINATED = 143;

    private ExitCode() {}

    /** Returns the code that stands for a kind of failure. */
    static int of(ArcException.Kind kind) {
        return switch (kind) {
            case FAILURE -> FAILURE;
            case USAGE -> USAGE;
            case MISMATCH -> MISMATCH;
            case LOCKED -> LOCKED;
            case NOT_WRITABLE -> NOT_WRITABLE;
        };
    }
}
