package arc.infer.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Tells one state of a file from another without reading it, as {@code make} and {@code git} do. Whoever changes the
 * content changes the time of change, which programs can't set.
 *
 * @param size in bytes
 * @param modifiedNanos when the content was modified, since 1970; programs can set it
 * @param changedNanos when content or attributes were changed, since 1970; the file system sets it
 * @param inode number of the file in its file system
 */
public record FileStamp(long size, long modifiedNanos, long changedNanos, long inode) {

    /** Two changes within one tick of a file system's clock bear one time; none ticks slower than this. */
    private static final Duration TICK = Duration.ofSeconds(2);

    /**
     * Returns a file's stamp, a link's that of what it leads to.
     *
     * @param now by the clock: a file changed less than two seconds ago has no stamp yet, since a further change could
     *     leave it as it is
     * @return empty too where the file can't be looked at, or its file system doesn't keep the times and numbers of Unix
     */
    public static Optional<FileStamp> of(Path file, Instant now) {
        try {
            Map<String, Object> attributes = Files.readAttributes(file, "unix:size,lastModifiedTime,ctime,ino");
            FileStamp stamp = new FileStamp((long) attributes.get("size"),
                    nanos((FileTime) attributes.get("lastModifiedTime")), nanos((FileTime) attributes.get("ctime")),
                    (long) attributes.get("ino"));
            return stamp.isSettled(now) ? Optional.of(stamp) : Optional.empty();
        } catch (UnsupportedOperationException _) {
            return Optional.empty();
        } catch (IOException _) {
            return Optional.empty(); // reading the file says why
        }
    }

    private static long nanos(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }

    private boolean isSettled(Instant now) {
        return changedNanos <= nanos(FileTime.from(now.minus(TICK)));
    }
}
