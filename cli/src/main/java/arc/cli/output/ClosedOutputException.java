package arc.cli.output;

import java.io.Serial;

/** Says that whoever read standard output has gone ({@code arc … | head}): there is nothing left to do. */
public final class ClosedOutputException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    ClosedOutputException(Throwable cause) {
        super("standard output was closed by its reader", cause);
    }
}
