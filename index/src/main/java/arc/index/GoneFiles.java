package arc.index;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Tells paths whose files are gone from names of other things. */
final class GoneFiles {

    private GoneFiles() {}

    /** Says whether a path names a file for certain, and that there is none: names of IDX rows never do. */
    static boolean isGone(String path) {
        try {
            Path file = Path.of(path);
            return file.isAbsolute() && Files.notExists(file);
        } catch (InvalidPathException e) {
            return false; // A name that can't be a path names no file that could be gone.
        }
    }

    /** Returns the paths of sources whose files are gone. */
    static Stream<String> among(List<EntrySource> sources) {
        return sources.stream().map(EntrySource::path).filter(GoneFiles::isGone);
    }
}
