package arc.index;

import arc.infer.ArcException;
import arc.infer.file.FileErrors;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Says what Lucene's failures mean for a gallery. */
final class GalleryErrors {

    /** Works on a gallery, with Lucene's exceptions. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    private GalleryErrors() {}

    /** Reads, and explains a failure. */
    static <T> T reading(Path gallery, Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw reading(gallery, e);
        }
    }

    static ArcException missing(Path gallery) {
        return new ArcException("there is no gallery at " + gallery + "\ncreate it with: arc index DATA -g " + gallery
                + " -m MODEL");
    }

    static ArcException foreign(Path folder, String found) {
        return new ArcException(folder + " is not a gallery of arc: " + found
                + "; it was left as it is\nname a new or empty folder, or a gallery");
    }

    static DamagedGalleryException damaged(Path gallery, String reason, Throwable cause) {
        return new DamagedGalleryException(reason, "gallery " + gallery + " is damaged: " + reason
                + "\nrestore it from a copy, or remove it and index again: arc index DATA -g " + gallery + " -m MODEL",
                cause);
    }

    /** Explains a failed read. */
    static ArcException reading(Path gallery, IOException e) {
        return switch (e) {
            case AccessDeniedException _ ->
                new ArcException("cannot read gallery " + gallery + ": permission denied", e);
            case IndexFormatTooNewException _ -> new ArcException(
                    "gallery " + gallery + " was written by a newer arc\nupdate arc, or index again into a new folder",
                    e);
            default -> damaged(gallery, reason(e), e);
        };
    }

    /** Explains a failed write. What was committed before stays. */
    static ArcException writing(Path gallery, IOException e) {
        if (isDamage(e)) {
            return reading(gallery, e);
        }
        if (e.getCause() instanceof IOException cause) {
            return writing(gallery, cause); // such as "background merge hit exception"
        }
        return new ArcException(ArcException.Kind.NOT_WRITABLE, "cannot write gallery " + gallery + ": " + reason(e)
                + "\nit is as it was at its last commit; make room or give permission, then run the same command again",
                e);
    }

    private static boolean isDamage(IOException e) {
        return switch (e) {
            case CorruptIndexException _ -> true;
            case IndexFormatTooNewException _ -> true;
            case IndexFormatTooOldException _ -> true;
            case IndexNotFoundException _ -> true;
            case NoSuchFileException _ -> true;
            case FileNotFoundException _ -> true;
            case EOFException _ -> true;
            default -> false;
        };
    }

    /** Says what went wrong, without the gallery. */
    static String reason(IOException e) {
        return switch (e) {
            case CorruptIndexException corrupt -> corrupt.getOriginalMessage();
            case NoSuchFileException gone -> gone.getFile() + " is missing";
            case EOFException _ -> "a file ends too early";
            default -> FileErrors.reason(e);
        };
    }
}
