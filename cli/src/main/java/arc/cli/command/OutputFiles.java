package arc.cli.command;

import arc.infer.ArcException;
import arc.infer.file.FileErrors;

import java.io.IOException;
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

    /** Says whether two names are of one file, through links too. */
    static boolean isSame(Path one, Path other) {
        try {
            return one.equals(other) || (Files.exists(one) && Files.isSameFile(one, other));
        } catch (IOException e) {
            throw new ArcException("cannot read " + one + ": " + FileErrors.reason(e), e);
        }
    }
}
