package arc.infer.data;

import arc.infer.file.FileErrors;
import arc.infer.image.UnreadableImageException;
import arc.infer.image.UnreadableImageException.Reason;

import java.io.IOException;
import java.nio.file.Path;

/** Stands in a list for the images of a folder that could not be listed, so that nobody misses them without a word. */
final class UnlistedFolder implements LabelledImage {

    private final Path folder;
    private final IOException cause;

    UnlistedFolder(Path folder, IOException cause) {
        this.folder = folder;
        this.cause = cause;
    }

    @Override
    public String path() {
        return folder.toString();
    }

    @Override
    public ImageContent read() throws UnreadableImageException {
        throw new UnreadableImageException(Reason.NOT_ACCESSIBLE,
                folder + ": cannot be listed: " + FileErrors.reason(cause), cause);
    }

    @Override
    public String toString() {
        return path();
    }
}
