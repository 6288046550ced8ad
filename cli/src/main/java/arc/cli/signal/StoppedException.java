package arc.cli.signal;

import java.io.Serial;

/** Says that a command ended early because it was asked to, and what it leaves behind. */
public final class StoppedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /** Reports the state in which the work was left. */
    public StoppedException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** Returns 128 + the signal's number. */
    public int exitCode() {
        return exitCode;
    }
}
