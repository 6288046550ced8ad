package arc.infer;

import java.io.Serial;
import java.util.Objects;

/**
 * Reports a failure that its reader can act on: the message says what failed, what was expected and
 * found, and what to try next, in one to three lines. The command line prints it as it is and exits
 * with 1, or with what {@link #kind()} stands for.
 */
public class ArcException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Why it failed, as far as a script needs to tell one failure from another. */
    public enum Kind {
        /** A named input is missing, unreadable or corrupt, or the work came to nothing. Exit code 1. */
        FAILURE,
        /** The request itself is malformed or contradicts itself. Exit code 2. */
        USAGE,
        /** Model and gallery, or dimensions, do not fit each other. Exit code 4. */
        MISMATCH,
        /** Another process holds the lock. Exit code 5. */
        LOCKED,
        /** The disk is full or not writable. Exit code 6. */
        NOT_WRITABLE
    }

    private final Kind kind;

    /** Reports a {@link Kind#FAILURE}. */
    public ArcException(String message) {
        this(Kind.FAILURE, message);
    }

    /** Reports a {@link Kind#FAILURE} and keeps its cause. */
    public ArcException(String message, Throwable cause) {
        this(Kind.FAILURE, message, cause);
    }

    /** Reports a failure of the given kind. */
    public ArcException(Kind kind, String message) {
        super(message);
        this.kind = Objects.requireNonNull(kind);
    }

    /** Reports a failure of the given kind and keeps its cause. */
    public ArcException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind);
    }

    /** Returns what sort of failure this is. */
    public Kind kind() {
        return kind;
    }
}
