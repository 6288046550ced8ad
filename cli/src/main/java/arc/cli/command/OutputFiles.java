package arc.cli.command;

import arc.infer.ArcException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** Keeps commands from writing over what they read. */
final class OutputFiles {

    private OutputFiles() {}

    /**
     * Refuses outputs that are inputs as well, by whatever name.
     *
     * @param inputs what is read; a name that is no file's, such as {@code mnist:test}, is no output's
     * @param outputs files that need not be there yet
     * @throws ArcException of kind USAGE
     */
    static void requireOtherThan(Collection<Path> inputs, List<Path> outputs) {
        for (Path output : outputs) {
            if (!Files.isRegularFile(output)) {
                continue;
            }
            for (Path input : inputs) {
                if (isSame(input, output)) {
                    throw new ArcException(ArcException.Kind.USAGE,
                            output + " is read, and would be written over: name another file to write");
                }
            }
        }
    }

    private static boolean isSame(Path input, Path output) {
        try {
            return input.equals(output) || (Files.exists(input) && Files.isSameFile(input, output));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
