package arc.infer.data;

import arc.infer.ArcException;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Holds a data set that comes in parts, and opens the one that was asked for.
 *
 * @param name such as {@code mnist} or a folder's path, as messages name it
 * @param parts how each part is opened, none of them {@link Split#ALL}, in the order of {@link Split}
 */
record SplitDataSet(String name, Map<Split, Supplier<ImageSource>> parts) {

    /**
     * Opens a part.
     *
     * @param wanted what the user wrote after the colon; null for nothing, then {@code otherwise} counts
     * @throws ArcException of kind FAILURE when there is no such part
     */
    ImageSource open(@Nullable Split wanted, DefaultSplit otherwise) {
        Split split = wanted == null ? Split.of(otherwise) : wanted;
        if (split == Split.ALL) {
            return openAll();
        }
        Supplier<ImageSource> part = parts.get(split);
        if (part == null) {
            String first = parts.keySet().iterator().next().word();
            throw new ArcException(name + " has no " + split.word() + " split; it has "
                    + parts.keySet().stream().map(Split::word).collect(Collectors.joining(" and ")) + ". Try " + name
                    + ":" + first + ", or " + name + ":all for everything");
        }
        Supplier<ImageSource> validation = split == Split.TRAIN ? parts.get(Split.VAL) : null;
        ImageSource source = part.get();
        return validation == null ? source : new ListedSource(source.name(), source.images(), validation);
    }

    private ImageSource openAll() {
        List<LabelledImage> images = new ArrayList<>();
        for (Supplier<ImageSource> part : parts.values()) {
            images.addAll(part.get().images());
        }
        return new ListedSource(name + ":" + Split.ALL.word(), List.copyOf(images));
    }
}
