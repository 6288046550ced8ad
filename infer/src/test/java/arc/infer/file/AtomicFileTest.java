package arc.infer.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

class AtomicFileTest {

    private static final AtomicFile.Content HELLO = out -> out.write("hello".getBytes(StandardCharsets.UTF_8));

    @TempDir
    private Path folder;

    @Test
    void createsTheFileAndItsFolders() throws IOException {
        Path file = folder.resolve("a/b/c.txt");
        AtomicFile.write(file, HELLO);
        assertThat(file).hasContent("hello");
        assertThat(names(file.getParent())).containsExactly("c.txt");
    }

    @Test
    void keepsTheOldContentWhenWritingFails() throws IOException {
        Path file = Files.writeString(folder.resolve("c.txt"), "old");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
            out.write(1);
            throw new IOException("No space left on device");
        })).isInstanceOf(ArcException.class).hasMessage("cannot write " + file + ": No space left on device")
                .extracting(e -> ((ArcException) e).kind()).isEqualTo(ArcException.Kind.NOT_WRITABLE);
        assertThat(file).hasContent("old");
        assertThat(names(folder)).containsExactly("c.txt");
    }

    @Test
    void replacesWhatASymbolicLinkPointsTo() throws IOException {
        Path file = Files.writeString(folder.resolve("c.txt"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file.getFileName());
        AtomicFile.write(link, HELLO);
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(file).hasContent("hello");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void writesIntoADeviceAndDoesNotReplaceIt() {
        AtomicFile.write(Path.of("/dev/null"), HELLO);
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
        assertThatThrownBy(() -> AtomicFile.write(Path.of("/dev/full"), HELLO)).isInstanceOf(ArcException.class)
                .hasMessage("cannot write /dev/full: No space left on device");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
