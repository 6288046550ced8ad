package arc.cli;

import arc.index.GallerySearcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Compares, copies and removes galleries. */
final class Galleries {

    private Galleries() {}

    /** Returns what {@code arc export} would write: each id with its paths, label, metadata and vector. */
    static Map<String, List<Object>> contents(Path gallery) {
        Map<String, List<Object>> entries = new TreeMap<>();
        try (GallerySearcher searcher = GallerySearcher.open(gallery, 1)) {
            searcher.forEach((entry, embedding) -> entries.put(entry.id(), List.of(entry, embedding)));
        }
        return entries;
    }

    /** Copies a gallery to where none is. */
    static Path copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName().toString()));
            }
        }
        return to;
    }

    /** Removes a folder and everything in it, where there is one. */
    static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
