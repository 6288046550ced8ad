package arc.cli.command;

import arc.cli.output.Skipped;
import arc.index.Filter;
import arc.index.GalleryEntry;
import arc.index.GallerySearcher;
import arc.index.GalleryWriter;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says what is to be taken out of a gallery: whole entries by their ids, or single paths of entries. */
final class Deletion {

    private final Set<String> targets = new LinkedHashSet<>();
    private final Map<String, Set<String>> pathsById = new LinkedHashMap<>();
    private final Set<String> wholeEntries = new HashSet<>();

    private Deletion() {}

    /** Takes the entries that match all of some filters. */
    static Deletion of(GallerySearcher searcher, List<Filter> filters) {
        Deletion deletion = new Deletion();
        searcher.entries(filters).forEach(deletion::addEntry);
        return deletion;
    }

    /** Takes what is named by an id, the beginning of one, or a path; what is not there is skipped. */
    static Deletion of(GallerySearcher searcher, List<String> names, Skipped skipped) {
        Deletion deletion = new Deletion();
        for (String name : names) {
            searcher.find(name).ifPresentOrElse(entry -> deletion.add(name, entry),
                    () -> skipped.add(name + ": no entry has this id or path"));
        }
        return deletion;
    }

    private void add(String name, GalleryEntry entry) {
        String path = entry.paths().contains(name) ? name : absolute(name);
        if (entry.id().equals(name) || !entry.paths().contains(path)) {
            addEntry(entry);
            return;
        }
        targets.add(path);
        Set<String> paths = pathsById.computeIfAbsent(entry.id(), _ -> new HashSet<>());
        paths.add(path);
        if (paths.size() == entry.paths().size()) {
            wholeEntries.add(entry.id());
        }
    }

    private void addEntry(GalleryEntry entry) {
        targets.add(entry.id());
        pathsById.computeIfAbsent(entry.id(), _ -> new HashSet<>()).addAll(entry.paths());
        wholeEntries.add(entry.id());
    }

    private static String absolute(String path) {
        try {
            return Path.of(path).toAbsolutePath().normalize().toString();
        } catch (InvalidPathException e) {
            return path; // No file's path: then it is a name, and names are as they are.
        }
    }

    /** Returns how many entries will be gone. */
    int entries() {
        return wholeEntries.size();
    }

    /** Returns how many paths will be gone. */
    int paths() {
        return pathsById.values().stream().mapToInt(Set::size).sum();
    }

    /** Takes it out; returns how many paths were still there. */
    int apply(GalleryWriter writer) {
        int paths = 0;
        for (String target : targets) {
            paths += writer.remove(target);
        }
        writer.commit();
        return paths;
    }
}
