package arc.infer.image;

import java.io.IOException;
import java.io.Serial;
import java.util.Objects;

/** Reports one image that can't be read, and why; a batch skips it and goes on. */
public class UnreadableImageException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Why an image could not be read, for counts by reason. */
    public enum Reason {
        /** There is no such file, or it is a folder, or the system lets nobody read it. */
        NOT_ACCESSIBLE("not accessible"),
        /** The file has no bytes. */
        EMPTY("empty file"),
        /** The content is of no image format that arc reads. */
        UNSUPPORTED("not an image, or of an unsupported format"),
        /** The content is cut short or damaged. */
        CORRUPT("cut short or corrupt"),
        /** The image has more pixels or bytes than arc takes, or is larger than the model's input. */
        TOO_LARGE("too large");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** Returns the reason for people to read, such as {@code too large}. */
        public String words() {
            return words;
        }
    }

    private final Reason reason;

    /** Reports the image by its name, with the reason in {@code message}, as {@link Reason#CORRUPT}. */
    public UnreadableImageException(String message) {
        this(Reason.CORRUPT, message);
    }

    /** Reports the image by its name, with the reason in {@code message}, as {@link Reason#CORRUPT}. */
    public UnreadableImageException(String message, Throwable cause) {
        this(Reason.CORRUPT, message, cause);
    }

    /** Reports the image by its name, with the reason in words in {@code message}. */
    public UnreadableImageException(Reason reason, String message) {
        super(message);
        this.reason = Objects.requireNonNull(reason);
    }

    /** Reports the image by its name, with the reason in words in {@code message}, and keeps the cause. */
    public UnreadableImageException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason);
    }

    /** Returns what sort of problem it is. */
    public Reason reason() {
        return reason;
    }
}
