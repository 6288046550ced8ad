package arc.train.transfer;

import arc.infer.ArcException;

import java.io.Serial;

/** Says why a file can't be started from. */
final class UnusableTrunk extends ArcException {

    @Serial
    private static final long serialVersionUID = 1L;

    UnusableTrunk(String file, String reason) {
        super("can't start from " + file + ": " + reason);
    }

    UnusableTrunk(String file, String reason, Throwable cause) {
        super("can't start from " + file + ": " + reason, cause);
    }
}
