package arc.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class LockTest {

    private static final GalleryModel MODEL = Vectors.model(8);

    @TempDir
    Path gallery;

    private void assertLockedBy(String holder) {
        assertThatThrownBy(() -> GalleryWriter.openOrCreate(gallery, MODEL))
                .isInstanceOfSatisfying(ArcException.class,
                        e -> assertThat(e.kind()).isEqualTo(ArcException.Kind.LOCKED))
                .hasMessage("gallery " + gallery + " is locked by " + holder
                        + "\nwait until that has finished, then run the same command again");
    }

    @Test
    void refusesASecondWriterInTheSameProcessUntilTheFirstIsClosed() {
        try (GalleryWriter first = GalleryWriter.openOrCreate(gallery, MODEL)) {
            assertLockedBy("this process");
            assertThat(first.entries()).isZero();
        }
        GalleryWriter.openOrCreate(gallery, MODEL).close();
        assertThat(gallery.resolve(WriterNote.FILE)).doesNotExist();
    }

    @Test
    void refusesASecondWriterWhileAnotherProcessWritesAndTakesOverWhenThatIsKilled() throws Exception {
        try (Fork writer = Fork.of(Writing.class, gallery.toString())) {
            assertThat(writer.line()).isEqualTo("writing");
            assertLockedBy("process " + writer.pid());
            assertThat(Gallery.info(gallery).entries()).isEqualTo(1);
            writer.kill();
        }
        assertThat(gallery.resolve(WriterNote.FILE)).exists();
        try (GalleryWriter next = GalleryWriter.openOrCreate(gallery, MODEL)) {
            assertThat(next.entries()).isEqualTo(1);
            assertLockedBy("this process");
        }
    }

    @Test
    void namesNobodyWhereTheNoteIsMissingOrUnreadable() throws IOException {
        try (GalleryWriter first = GalleryWriter.openOrCreate(gallery, MODEL)) {
            Files.writeString(gallery.resolve(WriterNote.FILE), "no number");
            assertLockedBy("another process");
            Files.delete(gallery.resolve(WriterNote.FILE));
            assertLockedBy("another process");
            assertThat(first.entries()).isZero();
        }
    }

    /** Commits one entry, adds one more, and waits to be killed. */
    static final class Writing {

        private Writing() {}

        public static void main(String[] args) throws IOException {
            try (GalleryWriter writer = GalleryWriter.openOrCreate(Path.of(args[0]), MODEL)) {
                writer.put("a", Vectors.at("/a"), Vectors.random(1, 1, 8).getFirst());
                writer.commit();
                writer.put("b", Vectors.at("/b"), Vectors.random(2, 1, 8).getFirst());
                System.out.println("writing");
                int never = System.in.read();
                throw new IllegalStateException("read " + never);
            }
        }
    }
}
