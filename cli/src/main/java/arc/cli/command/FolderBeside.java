package arc.cli.command;

import arc.infer.ArcException;
import arc.infer.file.AtomicFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;

/** Is filled beside the place where it belongs, so that half a folder is never seen there. Closing removes what was not moved. */
final class FolderBeside implements AutoCloseable {

    private final Path target;
    private final Path folder;

    private FolderBeside(Path target, Path folder) {
        this.target = target;
        this.folder = folder;
    }

    /**
     * Makes an empty folder beside {@code target}.
     *
     * @throws ArcException of kind NOT_WRITABLE when it can't be made
     */
    static FolderBeside begin(Path target) {
        Path absolute = target.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        if (parent == null) {
            throw new ArcException(ArcException.Kind.NOT_WRITABLE,
                    "cannot write to " + target + ": it is a root folder");
        }
        try {
            Path folder = parent.resolve("." + absolute.getFileName() + "." + UUID.randomUUID());
            return new FolderBeside(absolute, Files.createDirectories(folder));
        } catch (IOException e) {
            throw AtomicFile.notWritable(target, e);
        }
    }

    static boolean isEmptyFolder(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (Stream<Path> content = Files.list(path)) {
            return content.findAny().isEmpty();
        }
    }

    /** Returns where it belongs, absolute. */
    Path target() {
        return target;
    }

    /** Returns the folder to fill, absolute. */
    Path folder() {
        return folder;
    }

    /** Puts it in its place, where nothing is or an empty folder. */
    void moveIntoPlace() throws IOException {
        Files.deleteIfExists(target);
        Files.move(folder, target);
    }

    @Override
    public void close() {
        try {
            FolderTree.delete(folder);
        } catch (IOException e) {
            throw AtomicFile.notWritable(folder, e);
        }
    }
}
