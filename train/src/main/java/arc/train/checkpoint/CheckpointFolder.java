package arc.train.checkpoint;

import arc.infer.ArcException;
import arc.infer.file.AtomicFile;
import arc.infer.file.FileErrors;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Keeps the last two checkpoints of a run, {@code step-000001234.safetensors}: each is written whole or not at all,
 * and the older one is there should the newer one be damaged.
 */
public final class CheckpointFolder {

    private static final int KEPT = 2;
    private static final Pattern NAME = Pattern.compile("step-\\d{9,18}\\.safetensors");

    private final Path folder;

    /** Names the folder, which is created with the first checkpoint. */
    public CheckpointFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes a checkpoint, and removes those before the last two.
     *
     * @param step steps done
     * @throws ArcException of kind NOT_WRITABLE when the disk is full or the folder can't be written; then the checkpoints
     *     before it are as they were
     */
    public void save(long step, Checkpoint checkpoint) {
        Path file = folder.resolve(String.format(Locale.ROOT, "step-%09d.safetensors", step));
        AtomicFile.write(file, out -> SafeTensors.write(checkpoint, out));
        try {
            for (Path old : newestFirst().stream().skip(KEPT).toList()) {
                Files.deleteIfExists(old);
            }
        } catch (IOException e) {
            throw AtomicFile.notWritable(folder, e);
        }
    }

    /**
     * Reads the newest checkpoint that is whole; empty where there is none at all.
     *
     * @param warnings hears of each damaged one that was passed over
     * @throws ArcException when there are some and all are damaged
     */
    public Optional<Checkpoint> newest(Consumer<String> warnings) {
        List<String> problems = new ArrayList<>();
        try {
            for (Path file : newestFirst()) {
                try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
                    Checkpoint checkpoint = SafeTensors.read(in, Files.size(file));
                    problems.forEach(warnings);
                    return Optional.of(checkpoint);
                } catch (DamagedCheckpointException e) {
                    problems.add("checkpoint " + file + " is damaged: " + e.getMessage());
                }
            }
        } catch (IOException e) {
            throw new ArcException("cannot read the checkpoints in " + folder + ": " + FileErrors.reason(e), e);
        }
        if (problems.isEmpty()) {
            return Optional.empty();
        }
        throw new ArcException(problems.getFirst() + (problems.size() > 1 ? ",\nand so is the one before it" : "")
                + ";\nthe run can't go on: train again into another folder");
    }

    private List<Path> newestFirst() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> NAME.matcher(file.getFileName().toString()).matches())
                    .sorted(Comparator.comparing((Path file) -> file.getFileName().toString()).reversed()).toList();
        }
    }
}
