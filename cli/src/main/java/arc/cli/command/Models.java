package arc.cli.command;

import arc.cli.output.Console;
import arc.infer.model.Device;
import arc.infer.model.OnnxEmbedder;

import java.nio.file.Path;

/** Opens models for commands. */
final class Models {

    private Models() {}

    /** Opens a model, and tells with {@code --verbose} why it does not run on CUDA where it might have. */
    static OnnxEmbedder open(Path file, Device device, int threads, Console console) {
        OnnxEmbedder embedder = OnnxEmbedder.open(file, device, threads);
        embedder.deviceNote().ifPresent(console::detail);
        return embedder;
    }
}
