package arc.infer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

class FileStampTest {

    @TempDir
    Path folder;

    private Path file;
    private Instant later;

    @BeforeEach
    void prepare() throws IOException {
        file = Files.writeString(folder.resolve("a"), "one");
        assumeTrue(file.getFileSystem().supportedFileAttributeViews().contains("unix"));
        later = Instant.now().plusSeconds(60);
    }

    private FileStamp stamp(Path of) {
        return FileStamp.of(of, later).orElseThrow();
    }

    @Test
    void isTheSameWhileNothingChanges() throws IOException {
        FileStamp before = stamp(file);
        assertThat(Files.readString(file)).isEqualTo("one");
        assertThat(stamp(file)).isEqualTo(before);
        assertThat(before.size()).isEqualTo(3);
    }

    @Test
    @Timeout(20)
    void differsAfterAChangeThatKeepsSizeAndTimeOfModification() throws IOException {
        FileStamp before = stamp(file);
        FileTime modified = Files.getLastModifiedTime(file);
        do { // until the file system's clock has ticked
            Files.writeString(file, "two");
            Files.setLastModifiedTime(file, modified);
        } while (stamp(file).equals(before));
        assertThat(stamp(file).size()).isEqualTo(before.size());
        assertThat(stamp(file).modifiedNanos()).isEqualTo(before.modifiedNanos());
        assertThat(stamp(file).changedNanos()).isGreaterThan(before.changedNanos());
    }

    @Test
    void differsFromThatOfAnotherFile() throws IOException {
        Path other = Files.writeString(folder.resolve("b"), "two");
        assertThat(stamp(other).inode()).isNotEqualTo(stamp(file).inode());
    }

    @Test
    void isThatOfWhatALinkLeadsTo() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        assertThat(stamp(link)).isEqualTo(stamp(file));
    }

    @Test
    void isMissingWithinTwoSecondsOfAChange() {
        Instant changed = FileTime.from(stamp(file).changedNanos(), TimeUnit.NANOSECONDS).toInstant();
        assertThat(FileStamp.of(file, changed.plusSeconds(2))).isPresent();
        assertThat(FileStamp.of(file, changed.plusSeconds(2).minusNanos(1))).isEmpty();
        assertThat(FileStamp.of(file, changed.minusSeconds(1))).isEmpty();
    }

    @Test
    void isMissingWhereThereIsNoFile() {
        assertThat(FileStamp.of(folder.resolve("none"), later)).isEqualTo(Optional.empty());
    }

    @Test
    void isThatOfAnImagesFile() {
        Path old = Path.of(System.getProperty("java.home"), "release");
        assertThat(new FileImage(old, null, Map.of()).stamp()).contains(stamp(old));
    }
}
