package arc.infer.data;

import arc.infer.ArcException;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Holds images that are already listed, and knows how to open the validation split beside them. */
final class ListedSource implements ImageSource {

    private final String name;
    private final List<LabelledImage> images;
    private final @Nullable Supplier<ImageSource> validation;

    /**
     * Names a list.
     *
     * @param validation opens the validation split; null where there is none
     * @throws ArcException of kind FAILURE when the list is empty
     */
    ListedSource(String name, List<LabelledImage> images, @Nullable Supplier<ImageSource> validation) {
        if (images.isEmpty()) {
            throw new ArcException(name + " holds no images");
        }
        this.name = name;
        this.images = images;
        this.validation = validation;
    }

    ListedSource(String name, List<LabelledImage> images) {
        this(name, images, null);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<LabelledImage> images() {
        return images;
    }

    @Override
    public Optional<ImageSource> validation() {
        return validation == null ? Optional.empty() : Optional.of(validation.get());
    }
}
