package arc.infer.data;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Holds images that are already listed, and knows how to open the validation split beside them. */
final class ListedSource implements ImageSource {

    private final String name;
    private final List<LabelledImage> images;
    private final Supplier<Optional<ImageSource>> validation;

    /**
     * Names a list.
     *
     * @param validation opens the validation split, where there is one
     * @throws NoImagesException when the list is empty
     */
    ListedSource(String name, List<LabelledImage> images, Supplier<Optional<ImageSource>> validation) {
        if (images.isEmpty()) {
            throw new NoImagesException(name);
        }
        this.name = name;
        this.images = images;
        this.validation = validation;
    }

    ListedSource(String name, List<LabelledImage> images) {
        this(name, images, Optional::empty);
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
        return validation.get();
    }
}
