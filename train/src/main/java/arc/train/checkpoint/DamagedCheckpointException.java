package arc.train.checkpoint;

import java.io.Serial;

/** Says what is wrong with the bytes of a checkpoint; the message doesn't name the file. */
public final class DamagedCheckpointException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    DamagedCheckpointException(String message) {
        super(message);
    }

    DamagedCheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
