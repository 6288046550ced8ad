package arc.cli.option;

import picocli.CommandLine.Option;

import java.nio.file.Path;

/** Holds the gallery that a command is about. */
public final class GalleryOption {

    @Option(names = {"-g",
            "--gallery"}, required = true, paramLabel = "GALLERY", description = "The gallery (required).")
    private Path gallery = Path.of("");

    /** Returns its folder, as typed. */
    public Path folder() {
        return gallery;
    }

    /** Returns its folder as output names it: absolute and normalised. */
    public String text() {
        return gallery.toAbsolutePath().normalize().toString();
    }
}
