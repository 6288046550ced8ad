package arc.cli.output;

import arc.infer.ArcException;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes to a standard stream and lets its failures be seen: a {@link PrintStream} swallows every
 * {@link IOException}, so that a full disk behind {@code >} would look like success.
 */
public final class StandardOutput extends OutputStream {

    private final OutputStream target;

    StandardOutput(OutputStream target) {
        this.target = target;
    }

    /** Opens standard output as UTF-8 with a buffer. */
    public static PrintStream open() {
        OutputStream raw = new StandardOutput(new FileOutputStream(FileDescriptor.out));
        return new PrintStream(new BufferedOutputStream(raw, 1 << 16), false, StandardCharsets.UTF_8);
    }

    @Override
    public void write(int value) {
        write(new byte[]{(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        try {
            target.write(bytes, offset, length);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public void flush() {
        try {
            target.flush();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static RuntimeException failure(IOException e) {
        String reason = String.valueOf(e.getMessage());
        return reason.contains("Broken pipe") || reason.contains("pipe is being closed")
                ? new ClosedOutputException(e)
                : new ArcException(ArcException.Kind.NOT_WRITABLE, "cannot write standard output: " + reason, e);
    }
}
