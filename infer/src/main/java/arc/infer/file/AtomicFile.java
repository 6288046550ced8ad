package arc.infer.file;

import arc.infer.ArcException;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes a file so that a reader sees the old content or the new one, never a part: the bytes go to a
 * file beside it, are synced, and are moved into place.
 */
public final class AtomicFile {

    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Content {
        /** Writes everything to {@code out}, which the caller closes. */
        void writeTo(OutputStream out) throws IOException;
    }

    private AtomicFile() {}

    /**
     * Creates or replaces {@code target}, and its parent folders where they are missing. A symbolic link
     * stays, and what it points to is replaced; into a device or a pipe ({@code /dev/stdout}) the bytes go straight.
     *
     * @throws ArcException of kind NOT_WRITABLE when the disk is full or the folder can't be written;
     *     then {@code target} is as it was, and nothing is left beside it
     */
    public static void write(Path target, Content content) {
        if (Files.exists(target) && !Files.isRegularFile(target) && !Files.isDirectory(target)) {
            writeThrough(target, content);
            return;
        }
        Path absolute = behindLinks(target);
        Path folder = absolute.getParent();
        if (folder == null) {
            throw new ArcException(ArcException.Kind.NOT_WRITABLE, "cannot write " + target + ": it is a root folder");
        }
        try {
            Files.createDirectories(folder);
            // Not createTempFile: that hides the file from everybody else, whatever the umask says.
            Path beside = folder.resolve("." + absolute.getFileName() + "." + UUID.randomUUID() + ".tmp");
            try {
                writeAndSync(beside, content);
                moveIntoPlace(beside, absolute);
            } finally {
                Files.deleteIfExists(beside);
            }
            syncFolder(folder);
        } catch (IOException e) {
            throw notWritable(target, e);
        }
    }

    /**
     * Refuses a place where a file can't be written for want of permission, before the work whose result it is to hold.
     * Other reasons, such as a full disk, are found out by {@link #write}.
     *
     * @throws ArcException of kind NOT_WRITABLE
     */
    public static void requirePlaceFor(Path target) {
        Path folder = behindLinks(target).getParent();
        while (folder != null && !Files.exists(folder)) {
            folder = folder.getParent();
        }
        if (folder == null || Files.isDirectory(target)) {
            throw notWritable(target, new FileSystemException(target.toString(), null, "is a folder"));
        }
        if (!Files.exists(target) && !Files.isDirectory(folder)) {
            throw notWritable(target, new NotDirectoryException(folder.toString()));
        }
        if (!Files.isWritable(Files.exists(target) && !Files.isRegularFile(target) ? target : folder)) {
            throw notWritable(target, new AccessDeniedException(folder.toString()));
        }
    }

    /** Says that {@code target} could not be written, and why, in the words of the file system. */
    public static ArcException notWritable(Path target, IOException cause) {
        return new ArcException(ArcException.Kind.NOT_WRITABLE,
                "cannot write " + target + ": " + FileErrors.reason(cause), cause);
    }

    private static void writeThrough(Path device, Content content) {
        try (OutputStream out = new BufferedOutputStream(new FileOutputStream(device.toFile()), 1 << 16)) {
            content.writeTo(out);
        } catch (IOException e) {
            throw notWritable(device, e);
        }
    }

    private static Path behindLinks(Path target) {
        try {
            return Files.isSymbolicLink(target) && Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
        } catch (IOException e) {
            throw notWritable(target, e);
        }
    }

    private static void writeAndSync(Path file, Content content) throws IOException {
        try (FileOutputStream raw = new FileOutputStream(file.toFile());
                BufferedOutputStream out = new BufferedOutputStream(raw, 1 << 16)) {
            content.writeTo(out);
            out.flush();
            raw.getFD().sync();
        }
    }

    private static void moveIntoPlace(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Makes the move itself survive a power cut. Windows can't open folders and syncs without being asked. */
    private static void syncFolder(Path folder) throws IOException {
        if (!System.getProperty("os.name").startsWith("Windows")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
