package arc.train.data;

import arc.infer.ArcException;
import arc.infer.file.FileErrors;
import arc.infer.image.DecodedImage;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps pictures outside the heap: in a file that is deleted as soon as it is open, where the system allows it, and else
 * when it is closed; so it vanishes with the process, however that ends. Pictures are written first, by several threads,
 * and read after {@link #seal}, through a mapping. Writing goes through the file and not through the mapping, so
 * that a full disk is an error and not the end of the process.
 */
final class PixelStore {

    /** Written at once; a store that is smaller stays in memory and makes no file. */
    static final int BUFFER_BYTES = 1 << 20;

    /**
     * Says where a picture is.
     *
     * @param offset of its samples
     * @param width in pixels
     * @param height in pixels
     * @param channels samples a pixel, 1 or 3
     */
    record Slot(long offset, int width, int height, int channels) {}

    private final Path folder;
    private final long budget;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private @Nullable FileChannel file;
    private volatile @Nullable MemorySegment pixels; // once sealed
    private long written;

    /** Prepares a store; nothing is written yet. */
    PixelStore(PixelCache cache) {
        folder = cache.folder();
        budget = budget(cache);
    }

    /** Returns what may be used of the folder: other programs, and the run itself, need some of it too. */
    private static long budget(PixelCache cache) {
        try {
            return Files.isDirectory(cache.folder())
                    ? Math.min(cache.budgetBytes(), Files.getFileStore(cache.folder()).getUsableSpace() / 2)
                    : cache.budgetBytes();
        } catch (IOException _) {
            return cache.budgetBytes(); // a file system that doesn't tell; writing will
        }
    }

    /**
     * Keeps a picture.
     *
     * @return where; empty when the budget is used up
     * @throws ArcException of kind NOT_WRITABLE when the file can't be written
     */
    synchronized Optional<Slot> keep(DecodedImage image) {
        if (pixels != null) {
            throw new IllegalStateException("the store is sealed");
        }
        byte[] samples = image.samplesArrayCopy();
        long offset = written + buffer.position();
        if (offset + samples.length > budget) {
            return Optional.empty();
        }
        for (int from = 0; from < samples.length;) {
            if (!buffer.hasRemaining()) {
                flush();
            }
            int length = Math.min(buffer.remaining(), samples.length - from);
            buffer.put(samples, from, length);
            from += length;
        }
        return Optional.of(new Slot(offset, image.widthPixels(), image.heightPixels(), image.channels()));
    }

    /** Ends writing. */
    synchronized void seal() {
        if (written == 0) {
            pixels = MemorySegment.ofArray(java.util.Arrays.copyOf(buffer.array(), buffer.position()));
            return;
        }
        flush();
        try (FileChannel channel = file) {
            pixels = java.util.Objects.requireNonNull(channel).map(FileChannel.MapMode.READ_ONLY, 0, written,
                    Arena.ofAuto());
        } catch (IOException e) {
            throw notWritable(e);
        }
    }

    /** Returns a picture, after {@link #seal}. */
    DecodedImage read(Slot slot) {
        MemorySegment segment = pixels;
        if (segment == null) {
            throw new IllegalStateException("the store is not sealed yet");
        }
        byte[] samples = new byte[slot.width * slot.height * slot.channels];
        MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, slot.offset, samples, 0, samples.length);
        return slot.channels == 1
                ? DecodedImage.ofGrey(slot.width, slot.height, samples)
                : DecodedImage.ofRgb(slot.width, slot.height, samples);
    }

    private void flush() {
        try {
            FileChannel channel = file;
            if (channel == null) {
                Files.createDirectories(folder);
                channel = FileChannel.open(folder.resolve(".arc-pixels-" + UUID.randomUUID()),
                        StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE);
                file = channel;
            }
            buffer.flip();
            while (buffer.hasRemaining()) {
                written += channel.write(buffer, written);
            }
            buffer.clear();
        } catch (IOException e) {
            throw notWritable(e);
        }
    }

    private ArcException notWritable(IOException cause) {
        return new ArcException(ArcException.Kind.NOT_WRITABLE, "cannot keep the decoded pictures in " + folder + ": "
                + FileErrors.reason(cause)
                + ";\nmake room there, or name another folder: ARC_JAVA_OPTS=-Djava.io.tmpdir=DIR", cause);
    }
}
