package arc.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Notes which process writes a gallery, in a file beside Lucene's lock. Only the lock decides; the note
 * is read when the lock is held, to name its holder. A killed process leaves its note, and the next writer replaces it.
 */
final class WriterNote {

    static final String FILE = "writer.pid";

    private WriterNote() {}

    /** Writes this process's number. The lock must be held. */
    static void write(Path gallery) throws IOException {
        remove(gallery); // not written through, should the old one be a link
        Files.writeString(gallery.resolve(FILE), ProcessHandle.current().pid() + "\n", StandardOpenOption.CREATE_NEW);
    }

    /** Removes the note. The lock must be held. */
    static void remove(Path gallery) throws IOException {
        Files.deleteIfExists(gallery.resolve(FILE));
    }

    /** Says who writes, as far as it is known: in words that follow "locked by". */
    static String holder(Path gallery) {
        long self = ProcessHandle.current().pid();
        return read(gallery).filter(pid -> ProcessHandle.of(pid).isPresent())
                .map(pid -> pid == self ? "this process" : "process " + pid).orElse("another process");
    }

    private static Optional<Long> read(Path gallery) {
        try {
            String text = Files.readString(gallery.resolve(FILE)).strip();
            return text.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // The note only adds the process number to a message; without it the message still holds.
        }
    }
}
