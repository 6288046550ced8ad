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

    /** The word of a split behind a file's name, such as photos.csv:test. */
    private static final Pattern SPLIT = Pattern.compile(":(train|val|test|all)$");

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

    /** Opens every argument, and takes each path once: with a label where that is known of any of its names. */
    static Inputs openOnce(List<String> arguments, DataOptions data, Console console) {
        Inputs all = open(arguments, data, console);
        Map<String, LabelledImage> byPath = new LinkedHashMap<>();
        for (LabelledImage image : all.images) {
            byPath.merge(image.path(), image,
                    (first, again) -> first.label().isEmpty() && again.label().isPresent() ? again : first);
        }
        int again = all.images.size() - byPath.size();
        if (again > 0) {
            console.note(again + " of " + all.images.size() + " pictures were named before; each counts once");
        }
        Inputs once = new Inputs(arguments);
        once.images.addAll(byPath.values());
        once.typed.putAll(all.typed);
        return once;
    }

    List<LabelledImage> images() {
        return images;
    }

    /** Returns what is read, as paths: what was typed, and all images. */
    Set<Path> paths() {
        Set<Path> paths = paths(arguments);
        images.forEach(image -> paths.add(Path.of(image.path())));
        return paths;
    }

    /** Returns what arguments name, as paths, with and without the word of a split. */
    static Set<Path> paths(List<String> arguments) {
        Set<Path> paths = new LinkedHashSet<>();
        for (String argument : arguments) {
            paths.add(Path.of(argument));
            paths.add(Path.of(SPLIT.matcher(argument).replaceFirst("")));
        }
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
