package arc.cli.command;

import arc.infer.ArcException;
import arc.infer.file.AtomicFile;
import arc.infer.file.FileErrors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Makes the folder of a quick start: filled beside its place and moved there when it is whole. What
 * stands there already is replaced only if a quick start made it, which a file in it says.
 */
final class QuickstartFolder implements AutoCloseable {

    private static final String MARKER = ".arc-quickstart";

    private final Path target;
    private final Path beside;

    private QuickstartFolder(Path target, Path beside) {
        this.target = target;
        this.beside = beside;
    }

    /**
     * Begins to fill a folder.
     *
     * @throws ArcException of kind FAILURE when {@code target} holds something else, of kind NOT_WRITABLE when
     *     it can't be made
     */
    static QuickstartFolder begin(Path target) {
        Path absolute = target.toAbsolutePath().normalize();
        requireOursOrEmpty(absolute);
        Path parent = absolute.getParent();
        if (parent == null) {
            throw new ArcException(ArcException.Kind.NOT_WRITABLE,
                    "cannot write to " + target + ": it is a root folder");
        }
        Path beside = parent.resolve("." + absolute.getFileName() + "." + UUID.randomUUID());
        try {
            Files.createDirectories(beside);
            Files.createFile(beside.resolve(MARKER));
            return new QuickstartFolder(absolute, beside);
        } catch (IOException e) {
            throw AtomicFile.notWritable(target, e);
        }
    }

    private static void requireOursOrEmpty(Path folder) {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS) || Files.exists(folder.resolve(MARKER))) {
            return;
        }
        try {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> content = Files.list(folder)) {
                    if (content.findAny().isEmpty()) {
                        return;
                    }
                }
            }
        } catch (IOException e) {
            throw new ArcException("cannot look into " + folder + ": " + FileErrors.reason(e), e);
        }
        throw new ArcException(folder + " is not from a quick start, and is left as it is;\n"
                + "choose another folder: arc quickstart -o DIR");
    }

    /** Returns the folder to fill. */
    Path beside() {
        return beside;
    }

    /** Puts the folder in its place. */
    Path finish() {
        Path old = beside.resolveSibling(beside.getFileName() + ".old");
        try {
            requireOursOrEmpty(target);
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(target, old);
            }
            Files.move(beside, target);
            FolderTree.delete(old);
            return target;
        } catch (IOException e) {
            throw AtomicFile.notWritable(target, e);
        }
    }

    /** Removes what was not finished. */
    @Override
    public void close() {
        try {
            FolderTree.delete(beside);
        } catch (IOException e) {
            throw AtomicFile.notWritable(beside, e);
        }
    }
}
