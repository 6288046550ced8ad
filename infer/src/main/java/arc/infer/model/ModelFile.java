package arc.infer.model;

import arc.infer.ArcException;
import arc.infer.file.FileErrors;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Holds the bytes of one ONNX file outside of the heap, read once: its id, its card and the session
 * come from the same bytes even when somebody replaces the file meanwhile. The memory is the arena's,
 * which may be closed when the session is open: ONNX Runtime has its own copy then.
 */
final class ModelFile {

    private final String name;
    private final Optional<Path> path;
    private final MemorySegment bytes;

    private ModelFile(String name, Optional<Path> path, MemorySegment bytes) {
        this.name = name;
        this.path = path;
        this.bytes = bytes;
    }

    /** Reads a file into the arena's memory; an {@link ArcException} says what is wrong with it. */
    static ModelFile read(Path file, Arena arena) {
        String name = file.toString();
        try {
            return new ModelFile(name, Optional.of(file), readFully(file, name, arena));
        } catch (IOException e) {
            throw new ArcException("cannot read " + name + ": " + FileErrors.reason(e), e);
        }
    }

    /** Copies bytes that are on the heap into the arena's memory. */
    static ModelFile copyOf(byte[] onnx, String name, Arena arena) {
        return new ModelFile(name, Optional.empty(), arena.allocateFrom(ValueLayout.JAVA_BYTE, onnx));
    }

    private static MemorySegment readFully(Path file, String name, Arena arena) throws IOException {
        requireFile(file);
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            if (size > OnnxOutline.MAX_FILE_BYTES) {
                throw OnnxPrecheck.tooLarge(name, size);
            }
            MemorySegment bytes = arena.allocate(size);
            ByteBuffer target = bytes.asByteBuffer();
            while (target.hasRemaining()) {
                if (channel.read(target) < 0) {
                    throw new IOException("the file became shorter while it was read");
                }
            }
            return bytes;
        }
    }

    /** Refuses folders and devices, which have no size. */
    static void requireFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ArcException("cannot read " + file + ": "
                    + (Files.exists(file) ? "it is not a file" : "no such file or folder"));
        }
    }

    /** Returns what messages call the file. */
    String name() {
        return name;
    }

    /** Returns where the file is; nothing where the bytes came from memory. */
    Optional<Path> path() {
        return path;
    }

    /** Returns the length in bytes, at most {@link OnnxOutline#MAX_FILE_BYTES}. */
    long size() {
        return bytes.byteSize();
    }

    /** Returns the bytes from the first up to {@code end}, as a view, only to read. */
    ByteBuffer upTo(long end) {
        return bytes.asSlice(0, end).asByteBuffer();
    }

    /** Returns the last {@code count} bytes, or all where there are fewer. */
    byte[] lastBytes(int count) {
        long from = Math.max(0, size() - count);
        return bytes.asSlice(from).toArray(ValueLayout.JAVA_BYTE);
    }

    /** Returns the SHA-256, in hexadecimal, of the bytes from the first up to {@code end}. */
    String sha256UpTo(long end) {
        return ModelId.sha256(upTo(end));
    }

    /** Reads the outline, and refuses a file that arc does not run or that is damaged. */
    OnnxOutline checkedOutline() {
        OnnxOutline outline = outline();
        OnnxPrecheck.check(outline, name);
        OnnxSeal.check(this, outline);
        return outline;
    }

    /** Reads the outline of these bytes. */
    OnnxOutline outline() {
        try (InputStream in = new BufferStream(upTo(size()))) {
            return OnnxOutline.read(in, name);
        } catch (IOException e) {
            throw new UncheckedIOException("memory is always readable", e);
        }
    }

    /** Reads from a buffer; skipping costs nothing. */
    private static final class BufferStream extends InputStream {

        private final ByteBuffer buffer;

        BufferStream(ByteBuffer buffer) {
            this.buffer = buffer;
        }

        @Override
        public int read() {
            return buffer.hasRemaining() ? buffer.get() & 0xff : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (length == 0) {
                return 0;
            }
            int count = Math.min(length, buffer.remaining());
            buffer.get(target, offset, count);
            return count == 0 ? -1 : count;
        }

        @Override
        public long skip(long count) {
            int skipped = Math.clamp(count, 0, buffer.remaining());
            buffer.position(buffer.position() + skipped);
            return skipped;
        }

        @Override
        public int available() {
            return buffer.remaining();
        }
    }
}
