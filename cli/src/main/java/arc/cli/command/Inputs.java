package arc.cli.command;

import arc.cli.option.DataOptions;
import arc.cli.output.Console;
import arc.infer.data.DefaultSplit;
import arc.infer.data.LabelledImage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Opens the images that a command's arguments name, and remembers how each was typed. */
final class Inputs {

    /** A row of a data set, such as mnist:test/17, whose path has the zeros before it. */
    private static final Pattern ROW = Pattern.compile(".+:(train|test)/\\d+", Pattern.DOTALL);

    /** The word of a split behind a file's name, such as photos.csv:test, with a row or without. */
    private static final Pattern ROW_OR_SPLIT = Pattern.compile(":(train|val|test|all)(/\\d+)?$");

    private final List<String> arguments;
    private final List<LabelledImage> images = new ArrayList<>();
    private final IdentityHashMap<LabelledImage, String> typed = new IdentityHashMap<>();

    private Inputs(List<String> arguments) {
        this.arguments = arguments;
    }

    /** Opens every argument; one that is missing or empty is a failure. */
    static Inputs open(List<String> arguments, DataOptions data, Console console) {
        Inputs inputs = new Inputs(arguments);
        for (String argument : arguments) {
            List<LabelledImage> found = data.open(argument, DefaultSplit.TEST, console).images();
            inputs.images.addAll(found);
            if (found.size() == 1 && isThat(argument, found.getFirst())) {
                inputs.typed.put(found.getFirst(), argument);
            }
        }
        return inputs;
    }

    /**
     * Opens every argument, and takes each picture once: with a label where that is known of any of its names. Rows bear the
     * name of their data set's folder only, and so are the same where the folder is.
     */
    static Inputs openOnce(List<String> arguments, DataOptions data, Console console) {
        Inputs once = new Inputs(arguments);
        Map<List<Object>, LabelledImage> pictures = new LinkedHashMap<>();
        int named = 0;
        for (String argument : arguments) {
            Inputs opened = open(List.of(argument), data, console);
            once.typed.putAll(opened.typed);
            named += opened.images.size();
            for (LabelledImage image : opened.images) {
                Object source = Path.of(image.path()).isAbsolute()
                        ? ""
                        : Path.of(ROW_OR_SPLIT.matcher(argument).replaceFirst("")).toAbsolutePath().normalize();
                pictures.merge(List.of(source, image.path()), image,
                        (first, again) -> first.label().isEmpty() && again.label().isPresent() ? again : first);
            }
        }
        if (named > pictures.size()) {
            console.note((named - pictures.size()) + " of " + named + " pictures were named before; each counts once");
        }
        once.images.addAll(pictures.values());
        return once;
    }

    List<LabelledImage> images() {
        return images;
    }

    /** Returns what is read, as paths. */
    Set<Path> paths() {
        return paths(arguments, images);
    }

    /** Returns what arguments name, with and without the word of a split, and images, as paths. */
    static Set<Path> paths(List<String> arguments, List<LabelledImage> images) {
        Set<Path> paths = new LinkedHashSet<>();
        for (String argument : arguments) {
            paths.add(Path.of(argument));
            paths.add(Path.of(ROW_OR_SPLIT.matcher(argument).replaceFirst("")));
        }
        images.forEach(image -> paths.add(Path.of(image.path())));
        return paths;
    }

    /** Returns the argument that named this one image; for an image among others, its path. */
    String nameOf(LabelledImage image) {
        return typed.getOrDefault(image, image.path());
    }

    private static boolean isThat(String argument, LabelledImage image) {
        return image.path().equals(argument) || ROW.matcher(argument).matches()
                || image.path().equals(Path.of(argument).toAbsolutePath().normalize().toString());
    }
}
