package arc.infer.data;

import java.util.List;
import java.util.Optional;

/** Lists images, in a fixed order. {@link ImageSources#open} opens one by its name. */
public interface ImageSource {

    /** Returns the name under which results speak of it, such as {@code mnist:train} or a folder. */
    String name();

    /** Returns the images, at least one. */
    List<LabelledImage> images();

    /**
     * Opens the validation split that stands beside these training images (a folder {@code val} beside
     * {@code train}); empty where there is none, then the trainer splits off its own.
     */
    default Optional<ImageSource> validation() {
        return Optional.empty();
    }
}
