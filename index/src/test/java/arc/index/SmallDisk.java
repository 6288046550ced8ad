package arc.index;

import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.FilterIndexOutput;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** Has room for some more bytes, and then says what Linux says. */
final class SmallDisk {

    private final AtomicLong left;

    SmallDisk(long bytes) {
        this.left = new AtomicLong(bytes);
    }

    void leave(long bytes) {
        left.set(bytes);
    }

    private void take(int bytes) throws IOException {
        if (left.addAndGet(-bytes) < 0) {
            throw new IOException("No space left on device");
        }
    }

    Directory of(Directory directory) {
        return new FilterDirectory(directory) {
            @Override
            public IndexOutput createOutput(String name, IOContext context) throws IOException {
                return new Output(super.createOutput(name, context));
            }

            @Override
            public IndexOutput createTempOutput(String prefix, String suffix, IOContext context) throws IOException {
                return new Output(super.createTempOutput(prefix, suffix, context));
            }
        };
    }

    private final class Output extends FilterIndexOutput {

        Output(IndexOutput output) {
            super("output on a small disk", output.getName(), output);
        }

        @Override
        public void writeByte(byte b) throws IOException {
            take(1);
            super.writeByte(b);
        }

        @Override
        public void writeBytes(byte[] bytes, int offset, int length) throws IOException {
            take(length);
            super.writeBytes(bytes, offset, length);
        }
    }
}
