package arc.cli.command;

import arc.infer.ArcException;
import arc.infer.file.AtomicFile;
import arc.infer.file.FileErrors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Makes the folder of a quick start: filled beside its place and moved there when it is whole. What
 * stands there already is replaced only if a quick start made it, which a file in it says.
 */
final class QuickstartFolder implements AutoCloseable {

    private static final String MARKER = ".arc-quickstart";

    private final FolderBeside beside;

    private QuickstartFolder(FolderBeside beside) {
        this.beside = beside;
    }

    /**
     * Begins to fill a folder.
     *
     * @throws ArcException of kind FAILURE when {@code target} holds something else, of kind NOT_WRITABLE when
     *     it can't be made
     */
    static QuickstartFolder begin(Path target) {
        requireOursOrEmpty(target.toAbsolutePath().normalize());
        FolderBeside beside = FolderBeside.begin(target);
        try {
            Files.createFile(beside.folder().resolve(MARKER));
            return new QuickstartFolder(beside);
        } catch (IOException e) {
            beside.close();
            throw AtomicFile.notWritable(target, e);
        }
    }

    private static void requireOursOrEmpty(Path folder) {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS) || Files.exists(folder.resolve(MARKER))) {
            return;
        }
        try {
            if (FolderBeside.isEmptyFolder(folder)) {
                return;
            }
        } catch (IOException e) {
            throw new ArcException("cannot look into " + folder + ": " + FileErrors.reason(e), e);
        }
        throw new ArcException(folder + " is not from a quick start, and is left as it is;\n"
                + "choose another folder: arc quickstart -o DIR");
    }

    /** Returns the folder to fill. */
    Path beside() {
        return beside.folder();
    }

    /** Puts the folder in its place. */
    Path finish() {
        Path target = beside.target();
        Path old = target.resolveSibling(beside.folder().getFileName() + ".old");
        try {
            requireOursOrEmpty(target);
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(target, old);
            }
            beside.moveIntoPlace();
            FolderTree.delete(old);
            return target;
        } catch (IOException e) {
            throw AtomicFile.notWritable(target, e);
        }
    }

    /** Removes what was not finished. */
    @Override
    public void close() {
        beside.close();
    }
}
