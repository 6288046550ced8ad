package arc.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** Compares and copies folders. */
final class Folders {

    private Folders() {}

    /** Returns name, size and checksum of each file, by name. */
    static List<String> snapshot(Path folder) throws IOException {
        List<String> snapshot = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                CRC32 crc = new CRC32();
                crc.update(Files.readAllBytes(file));
                snapshot.add(folder.relativize(file) + " " + Files.size(file) + " " + crc.getValue());
            }
        }
        return snapshot;
    }

    /** Copies the files of a folder that has no sub-folders. */
    static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName().toString()));
            }
        }
    }
}
