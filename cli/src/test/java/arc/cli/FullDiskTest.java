package arc.cli;

import static arc.cli.Ran.arc;
import static arc.cli.Ran.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Indexes on a file system in memory that is full, in a mount namespace of the test's own. Skipped where the machine
 * doesn't let users make one.
 */
class FullDiskTest {

    private static final int POINTS = 20;
    private static final String[] NAMESPACE = {"unshare", "--map-root-user", "--mount"};

    @TempDir
    private Path temp;

    @Test
    void endsWithSixAtEveryPointKeepsWhatWasThereAndGoesOnWhenThereIsRoom() throws Exception {
        assumeTrue(mayMount(),
                "needs unshare and a mount of its own; arc.index.CrashTest does the same without a disk");
        Path disk = Files.createDirectory(temp.resolve("disk"));
        Ran ran = new OtherJvm().within(NAMESPACE).run(OnASmallDisk.class, disk, resource("model/tiny.onnx"));
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).isEqualTo("a new gallery: 6 6 6 0\na larger one: 6" + " 6".repeat(POINTS - 1) + " 0\n");
    }

    private boolean mayMount() throws InterruptedException {
        try {
            return new ProcessBuilder("unshare", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "none",
                    temp.toString()).start().waitFor() == 0;
        } catch (IOException e) {
            return false; // There is no such program here.
        }
    }

    /** Runs in the namespace; prints the exit code of each run. */
    static final class OnASmallDisk {

        private static final long PLENTY = 256L << 20;
        private static final Object[] FEW = {"index", "mnist:test", "--limit", "100"};
        private static final Object[] MANY = {"index", "mnist:test", "--limit", "1000"};

        private final Path disk;
        private final Path model;

        private OnASmallDisk(Path disk, Path model) {
            this.disk = disk;
            this.model = model;
        }

        /** Takes the folder to mount in and a model. */
        public static void main(String[] args) throws Exception {
            OnASmallDisk small = new OnASmallDisk(Path.of(args[0]), Path.of(args[1]));
            mount("mount", "-t", "tmpfs", "none", args[0]);
            small.aNewGallery();
            small.aLargerGallery();
        }

        private void aNewGallery() throws Exception {
            Path gallery = disk.resolve("new.arc");
            System.out.print("a new gallery:");
            for (long room : List.of(4L << 10, 24L << 10, 48L << 10)) {
                resize(room);
                System.out.print(" " + full(gallery, FEW));
            }
            resize(PLENTY);
            System.out.println(" " + index(gallery, FEW).exitCode());
            Galleries.remove(gallery);
        }

        private void aLargerGallery() throws Exception {
            resize(PLENTY);
            Path whole = disk.resolve("whole.arc");
            index(whole, FEW).ok();
            long few = used();
            index(whole, MANY).ok();
            long growth = used() - few;
            Map<String, List<Object>> wanted = Galleries.contents(whole);
            Galleries.remove(whole);

            Path gallery = disk.resolve("pets.arc");
            index(gallery, FEW).ok();
            Map<String, List<Object>> before = Galleries.contents(gallery);
            few = used();
            System.out.print("a larger one:");
            for (int n = 0; n < POINTS; n++) {
                resize(few + growth * n / POINTS);
                System.out.print(" " + full(gallery, MANY));
                arc("check", "-g", gallery, "-q").ok();
                assertThat(Galleries.contents(gallery)).isEqualTo(before);
            }
            resize(PLENTY);
            System.out.println(" " + index(gallery, MANY).exitCode());
            assertThat(Galleries.contents(gallery)).isEqualTo(wanted);
        }

        private int full(Path gallery, Object[] command) {
            Ran ran = index(gallery, command);
            assertThat(ran.err()).startsWith("arc: cannot write ").contains(": No space left on device\n");
            return ran.exitCode();
        }

        private Ran index(Path gallery, Object[] command) {
            return arc(Stream.concat(Arrays.stream(command), Stream.of("-g", gallery, "-m", model, "-q")).toArray());
        }

        private long used() throws IOException {
            FileStore store = Files.getFileStore(disk);
            return store.getTotalSpace() - store.getUnallocatedSpace();
        }

        private void resize(long bytes) throws Exception {
            mount("mount", "-o", "remount,size=" + Math.max(bytes, 4096), disk.toString());
        }

        private static void mount(String... command) throws IOException, InterruptedException {
            assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
        }
    }
}
