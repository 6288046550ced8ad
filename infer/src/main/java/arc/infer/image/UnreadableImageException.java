package arc.infer.image;

import java.io.IOException;
import java.io.Serial;

/** Reports one image that can't be read, and why; a batch skips it and goes on. */
public class UnreadableImageException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Reports the image by its name, with the reason in {@code message}. */
    public UnreadableImageException(String message) {
        super(message);
    }

    /** Reports the image by its name, with the reason in {@code message}, and keeps the cause. */
    public UnreadableImageException(String message, Throwable cause) {
        super(message, cause);
    }
}
