package arc.infer.data;

import arc.infer.ArcException;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Holds what a DATA argument names, before it is known which part of it is wanted. */
sealed interface DataSet {

    /**
     * Opens a part.
     *
     * @param wanted what the user wrote after the colon; null for nothing
     * @param otherwise the split that counts when nothing was written and there are splits
     * @throws ArcException of kind FAILURE when there is no such part, or no image in it
     */
    ImageSource open(@Nullable Split wanted, DefaultSplit otherwise);

    /**
     * Holds images that come in one piece.
     *
     * @param name as messages name it
     */
    record Whole(String name, Supplier<ImageSource> images) implements DataSet {
        @Override
        public ImageSource open(@Nullable Split wanted, DefaultSplit otherwise) {
            if (wanted != null && wanted != Split.ALL) {
                throw new ArcException(name + " has no " + wanted.word() + " split: only data sets, and folders with "
                        + "sub-folders train, val and test, have splits.\nLeave :" + wanted.word() + " out");
            }
            return images.get();
        }
    }

    /**
     * Holds images that come in splits.
     *
     * @param name as messages name it, such as {@code mnist} or a folder's path
     * @param parts how each part is opened, none of them {@link Split#ALL}, in the order of {@link Split}
     */
    record InSplits(String name, Map<Split, Supplier<ImageSource>> parts) implements DataSet {

        @Override
        public ImageSource open(@Nullable Split wanted, DefaultSplit otherwise) {
            Split split = wanted == null ? Split.of(otherwise) : wanted;
            if (split == Split.ALL) {
                return openAll();
            }
            Supplier<ImageSource> part = parts.get(split);
            if (part == null) {
                throw new ArcException(name + " has no " + split.word() + " split; it has "
                        + parts.keySet().stream().map(Split::word).collect(Collectors.joining(" and ")) + ".\nTry "
                        + name + ":" + parts.keySet().iterator().next().word() + ", or " + name
                        + ":all for everything");
            }
            Supplier<ImageSource> validation = split == Split.TRAIN ? parts.get(Split.VAL) : null;
            ImageSource source = part.get();
            return validation == null
                    ? source
                    : new ListedSource(source.name(), source.images(), () -> Optional.of(validation.get()));
        }

        private ImageSource openAll() {
            List<LabelledImage> images = new ArrayList<>();
            for (Supplier<ImageSource> part : parts.values()) {
                images.addAll(part.get().images());
            }
            return new ListedSource(name + ":" + Split.ALL.word(), List.copyOf(images));
        }
    }
}
