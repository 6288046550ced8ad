package arc.infer.data;

import arc.infer.image.UnreadableImageException;
import arc.infer.image.UnreadableImageException.Reason;

import java.nio.file.Path;

/** Stands in a list for what a folder holds and can't be taken, so that nobody misses it without a word. */
final class PassedOver implements LabelledImage {

    private final Path path;
    private final String why;

    /**
     * Names a file or folder.
     *
     * @param why it can't be taken, such as {@code it is a folder}
     */
    PassedOver(Path path, String why) {
        this.path = path;
        this.why = why;
    }

    @Override
    public String path() {
        return path.toString();
    }

    @Override
    public ImageContent read() throws UnreadableImageException {
        throw new UnreadableImageException(Reason.NOT_ACCESSIBLE, path + ": " + why);
    }

    @Override
    public String toString() {
        return path();
    }
}
