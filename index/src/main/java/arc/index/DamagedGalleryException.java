package arc.index;

import arc.infer.ArcException;

import java.io.Serial;

/** Says that a gallery's files are not as they were written. */
final class DamagedGalleryException extends ArcException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String reason;

    DamagedGalleryException(String reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Returns what is wrong, without the gallery's name and what to do. */
    String reason() {
        return reason;
    }
}
