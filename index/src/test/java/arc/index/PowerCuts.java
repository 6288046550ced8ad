package arc.index;

import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keeps what a power cut before each operation of Lucene on a folder would leave there: files that were synced, and
 * nothing of the content of the others. Lucene's merge threads take turns with the writer here.
 */
final class PowerCuts {

    private final Path folder;
    private final Path cuts;
    private final Set<String> synced = new HashSet<>();
    private final List<Path> folders = new ArrayList<>();

    PowerCuts(Path folder, Path cuts) {
        this.folder = folder;
        this.cuts = cuts;
    }

    /** Returns one folder a cut, in the order of time. */
    List<Path> folders() {
        return folders;
    }

    private synchronized void cut() {
        Path left = cuts.resolve(Integer.toString(folders.size()));
        try (Stream<Path> files = Files.list(folder)) {
            Files.createDirectories(left);
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (synced.contains(name)) {
                    Files.copy(file, left.resolve(name));
                } else {
                    Files.createFile(left.resolve(name)); // the name may survive without the content
                }
            }
            folders.add(left);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Directory recording(Directory directory) {
        return new FilterDirectory(directory) {
            @Override
            public IndexOutput createOutput(String name, IOContext context) throws IOException {
                cut();
                return super.createOutput(name, context);
            }

            @Override
            public void sync(Collection<String> names) throws IOException {
                cut();
                super.sync(names);
                synchronized (PowerCuts.this) {
                    synced.addAll(names);
                }
                cut();
            }

            @Override
            public void rename(String source, String target) throws IOException {
                cut();
                super.rename(source, target);
                synchronized (PowerCuts.this) {
                    if (synced.remove(source)) {
                        synced.add(target);
                    }
                }
                cut();
            }

            @Override
            public void deleteFile(String name) throws IOException {
                cut();
                super.deleteFile(name);
                synchronized (PowerCuts.this) {
                    synced.remove(name);
                }
            }
        };
    }
}
