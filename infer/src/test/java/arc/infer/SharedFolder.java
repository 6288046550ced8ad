package arc.infer;

import org.junit.jupiter.api.Assumptions;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Finds test material that is too large or too odd for the repository: a folder "shared" beside it or further up. */
public final class SharedFolder {

    private SharedFolder() {}

    /** Returns a folder below "shared"; skips the test where there is none. */
    public static Path require(String path) {
        Path here = Path.of("").toAbsolutePath();
        Path found = Stream.iterate(here, folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("shared").resolve(path)).filter(Files::exists).findFirst().orElse(null);
        Assumptions.assumeTrue(found != null, "no folder shared/" + path + " beside the project");
        return java.util.Objects.requireNonNull(found);
    }
}
