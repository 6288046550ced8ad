package arc.index;

import arc.infer.data.FileStamp;
import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Holds the stamps of files, by the entry of their content, that the last commit lacks. */
final class SeenFiles {

    private final Map<String, Map<String, FileStamp>> stamps = new LinkedHashMap<>();
    private int size;

    void note(String id, String path, FileStamp stamp) {
        FileStamp before = stamps.computeIfAbsent(id, _ -> new LinkedHashMap<>()).put(path, stamp);
        size += before == null ? 1 : 0;
    }

    /** Returns the stamp of a file with a content, or null. */
    @Nullable
    FileStamp at(String id, String path) {
        return stamps.getOrDefault(id, Map.of()).get(path);
    }

    /** Returns the ids of the contents. */
    Set<String> ids() {
        return Collections.unmodifiableSet(stamps.keySet());
    }

    int size() {
        return size;
    }

    void clear() {
        stamps.clear();
        size = 0;
    }
}
