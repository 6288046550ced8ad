package arc.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Compares a gallery's files with their checksums while other work goes on, so that a flipped bit ends
 * in an error and not in a wrong answer. Lucene by itself checks only the small files when it opens an index.
 */
final class Verification {

    /** Larger galleries take longer to read than to search; for them {@code arc check} does it. */
    static final long UP_TO_BYTES = 1L << 30;

    private final Path gallery;
    private final FutureTask<Path> task;

    private Verification(Path gallery, FutureTask<Path> task) {
        this.gallery = gallery;
        this.task = task;
    }

    /** Begins to verify what {@code reader} reads, unless it is too large. */
    static Verification start(Path gallery, GalleryReader reader, int dimension) {
        FutureTask<Path> task = new FutureTask<>(() -> {
            checkUnlessLarge(reader, dimension);
            return gallery;
        });
        Thread.ofPlatform().daemon().name("arc-verify").start(task);
        return new Verification(gallery, task);
    }

    /**
     * Compares the files with their checksums, unless they are large.
     *
     * @throws IOException a CorruptIndexException when one is damaged
     */
    static void checkUnlessLarge(GalleryReader reader, int dimension) throws IOException {
        if (reader.vectorBytes(dimension) <= UP_TO_BYTES) {
            reader.checkIntegrity();
        }
    }

    /**
     * Waits until the files are verified.
     *
     * @throws arc.infer.ArcException when one is damaged
     */
    void require() {
        try {
            task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException damage
                    ? GalleryErrors.reading(gallery, damage)
                    : GalleryErrors.damaged(gallery, String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while verifying " + gallery, e);
        }
    }

    /** Waits until the files are not read any more. */
    void end() {
        boolean interrupted = false;
        while (!task.isDone()) {
            try {
                task.get();
            } catch (ExecutionException e) {
                break; // Whoever wanted to know has asked require().
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
