package arc.index;

import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;

import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Counts Lucene's operations on a folder, from 1, and tells of each before it happens. */
final class DiskSteps {

    private final IntConsumer before;
    private final AtomicInteger steps = new AtomicInteger();

    DiskSteps(IntConsumer before) {
        this.before = before;
    }

    int count() {
        return steps.get();
    }

    private void step() {
        before.accept(steps.incrementAndGet());
    }

    Directory counting(Directory directory) {
        return new FilterDirectory(directory) {
            @Override
            public IndexOutput createOutput(String name, IOContext context) throws IOException {
                step();
                return super.createOutput(name, context);
            }

            @Override
            public void sync(Collection<String> names) throws IOException {
                step();
                super.sync(names);
            }

            @Override
            public void syncMetaData() throws IOException {
                step();
                super.syncMetaData();
            }

            @Override
            public void rename(String source, String target) throws IOException {
                step();
                super.rename(source, target);
            }

            @Override
            public void deleteFile(String name) throws IOException {
                step();
                super.deleteFile(name);
            }
        };
    }
}
