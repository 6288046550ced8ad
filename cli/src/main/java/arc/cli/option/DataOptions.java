package arc.cli.option;

import arc.cli.output.Console;
import arc.infer.data.DefaultSplit;
import arc.infer.data.ImageSource;
import arc.infer.data.ImageSources;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Holds where data sets that don't come with arc are looked up. */
public final class DataOptions {

    /** Environment variable with a folder of data sets. */
    public static final String VARIABLE = "ARC_DATA";

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Folder of data sets, such as DIR/fashion-mnist (default: $ARC_DATA).")
    private @Nullable Path dataDir;

    /** Returns the folders to look in, the option's first. */
    public List<Path> folders(Map<String, String> environment) {
        List<Path> folders = new ArrayList<>();
        if (dataDir != null) {
            folders.add(dataDir);
        }
        String variable = environment.getOrDefault(VARIABLE, "");
        if (!variable.isEmpty()) {
            folders.add(Path.of(variable));
        }
        return folders;
    }

    /** Opens a DATA argument, and says so where that takes one part of a folder and the others are easily forgotten. */
    public ImageSource open(String spec, DefaultSplit otherwise, Console console) {
        ImageSource source = ImageSources.open(spec, otherwise, folders(console.environment()), console.in());
        if (otherwise == DefaultSplit.TEST
                && source.name().equals(Path.of(spec).toAbsolutePath().normalize() + ":test")) {
            console.note(spec + " has splits: only " + spec + ":test is taken; " + spec + ":all takes all");
        }
        return source;
    }
}
