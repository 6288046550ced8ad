package arc.train.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class CheckpointFolderTest {

    @TempDir
    private Path temp;
    private Path folder = Path.of("");
    private CheckpointFolder checkpoints = new CheckpointFolder(folder);
    private final List<String> warnings = new ArrayList<>();

    @BeforeEach
    void begin() {
        folder = temp.resolve("checkpoint");
        checkpoints = new CheckpointFolder(folder);
    }

    @Test
    void hasNoneAtFirst() {
        assertThat(checkpoints.newest(warnings::add)).isEmpty();
    }

    @Test
    void keepsTheLastTwo() {
        for (int step : new int[]{9, 100, 1_000, 2_000_000_000}) {
            checkpoints.save(step, of(step));
        }
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("step-000001000.safetensors",
                "step-2000000000.safetensors");
        assertThat(newest()).isEqualTo("2000000000");
    }

    @Test
    void goesBackToTheOneBeforeWhereTheNewestIsDamaged() throws IOException {
        checkpoints.save(1, of(1));
        checkpoints.save(2, of(2));
        Path newest = folder.resolve("step-000000002.safetensors");
        Files.write(newest, new byte[]{1, 2, 3});
        assertThat(newest()).isEqualTo("1");
        assertThat(warnings)
                .containsExactly("checkpoint " + newest + " is damaged: its header should have 2 to 16777216"
                        + " bytes and lie within the file's 3, but has -1");
    }

    @Test
    void saysSoWhereAllAreDamaged() throws IOException {
        checkpoints.save(1, of(1));
        checkpoints.save(2, of(2));
        for (String name : new String[]{"step-000000001.safetensors", "step-000000002.safetensors"}) {
            Files.write(folder.resolve(name), new byte[0]);
        }
        assertThatThrownBy(() -> checkpoints.newest(warnings::add)).isInstanceOf(ArcException.class)
                .hasMessage("checkpoint " + folder.resolve("step-000000002.safetensors")
                        + " is damaged: its header should have 2 to 16777216 bytes and lie within the file's 0, but has -1,"
                        + "\nand so is the one before it;\nthe run can't go on: train again into another folder");
    }

    @Test
    void leavesOtherFilesAlone() throws IOException {
        Files.createDirectories(folder);
        Path other = Files.writeString(folder.resolve("step-1.safetensors"), "mine");
        for (int step = 1; step <= 3; step++) {
            checkpoints.save(step, of(step));
        }
        assertThat(other).hasContent("mine");
        assertThat(newest()).isEqualTo("3");
    }

    private String newest() {
        return checkpoints.newest(warnings::add).orElseThrow().facts().get("step");
    }

    private static Checkpoint of(long step) {
        return new Checkpoint(Map.of("step", Long.toString(step)), Map.of("v", new float[]{step}));
    }
}
