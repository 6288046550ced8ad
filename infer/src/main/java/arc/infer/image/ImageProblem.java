package arc.infer.image;

import arc.infer.image.UnreadableImageException.Reason;

import java.io.IOException;
import java.io.Serial;

/** Says what is wrong with an image, before anybody knows its name. */
final class ImageProblem extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    ImageProblem(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    static ImageProblem corrupt(String message) {
        return new ImageProblem(Reason.CORRUPT, message);
    }

    static ImageProblem cutShort() {
        return corrupt("it is cut short");
    }

    static ImageProblem unsupported(String message) {
        return new ImageProblem(Reason.UNSUPPORTED, message);
    }

    Reason reason() {
        return reason;
    }
}
