package arc.train.loop;

import arc.infer.ArcException;
import arc.infer.file.AtomicFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The folder of one run.
 *
 * @param path where it is
 */
record RunFolder(Path path) {

    /**
     * Creates the folder, or takes an empty one.
     *
     * @throws ArcException when there is something in it, or it can't be written
     */
    static RunFolder create(Path path) {
        try {
            if (Files.exists(path) && !Files.isDirectory(path)) {
                throw new ArcException(
                        "cannot write the run to " + path + ": it is a file; choose another folder with -o");
            }
            Files.createDirectories(path);
            try (Stream<Path> content = Files.list(path)) {
                if (content.findAny().isPresent()) {
                    throw new ArcException("cannot write the run to " + path
                            + ": the folder is not empty; choose another one with -o, or remove it");
                }
            }
            if (!Files.isWritable(path)) {
                throw new ArcException(ArcException.Kind.NOT_WRITABLE,
                        "cannot write the run to " + path + ": permission denied");
            }
            return new RunFolder(path);
        } catch (IOException e) {
            throw AtomicFile.notWritable(path, e);
        }
    }

    Path model() {
        return path.resolve("model.onnx");
    }

    Path metrics() {
        return path.resolve("metrics.csv");
    }

    Path run() {
        return path.resolve("run.json");
    }
}
