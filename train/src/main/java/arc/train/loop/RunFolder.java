package arc.train.loop;

import arc.infer.ArcException;
import arc.infer.file.AtomicFile;
import arc.train.checkpoint.CheckpointFolder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/** Holds the folder of one run, which nobody else can train into meanwhile. */
final class RunFolder implements AutoCloseable {

    private static final String RECORD = "run.json";
    private static final String CHECKPOINTS = "checkpoint";

    private final Path path;
    private final FileChannel lock;

    private RunFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Creates the folder, or takes an empty one, or to resume one that has a run in it.
     *
     * @throws ArcException when there is something else in it, it can't be written, or another process trains into it
     */
    static RunFolder open(Path path, boolean resume) {
        requireUsable(path, resume);
        try {
            Files.createDirectories(path);
            if (!Files.isWritable(path)) {
                throw new ArcException(ArcException.Kind.NOT_WRITABLE,
                        "cannot write the run to " + path + ": permission denied");
            }
            return new RunFolder(path, lock(path));
        } catch (IOException e) {
            throw AtomicFile.notWritable(path, e);
        }
    }

    /** Checks what {@link #open} would, as far as that is possible without writing anything. */
    static void requireUsable(Path path, boolean resume) {
        try {
            if (Files.exists(path) && !Files.isDirectory(path)) {
                throw new ArcException(
                        "cannot write the run to " + path + ": it is a file; choose another folder with -o");
            }
            boolean isRun = Files.isRegularFile(path.resolve(RECORD));
            if (!isEmpty(path) && !(isRun && resume)) {
                throw new ArcException("cannot write the run to " + path + ": the folder "
                        + (isRun
                                ? "holds a run; go on with it by --resume, or "
                                : resume
                                        ? "holds no run of arc's; "
                                        : "is not empty; ")
                        + "choose another one with -o" + (resume ? "" : ", or remove it"));
            }
        } catch (IOException e) {
            throw AtomicFile.notWritable(path, e);
        }
    }

    private static boolean isEmpty(Path path) throws IOException {
        if (!Files.exists(path)) {
            return true;
        }
        try (Stream<Path> content = Files.list(path)) {
            return content.findAny().isEmpty();
        }
    }

    /** Locks a file that stays; the system gives the lock back when the process dies. */
    private static FileChannel lock(Path path) throws IOException {
        Path folder = Files.createDirectories(path.resolve(CHECKPOINTS));
        FileChannel channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        if (!isOurs(channel)) {
            channel.close();
            throw new ArcException(ArcException.Kind.LOCKED,
                    "cannot write the run to " + path + ": somebody else is training into it");
        }
        return channel;
    }

    private static boolean isOurs(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException _) { // another training in this process has it
            return false;
        }
    }

    Path model() {
        return path.resolve("model.onnx");
    }

    Path metrics() {
        return path.resolve("metrics.csv");
    }

    Path record() {
        return path.resolve(RECORD);
    }

    CheckpointFolder checkpoints() {
        return new CheckpointFolder(path.resolve(CHECKPOINTS));
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw AtomicFile.notWritable(path, e);
        }
    }
}
