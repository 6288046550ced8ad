package arc.train.data;

import arc.infer.data.ImageSource;
import arc.infer.data.LabelledImage;
import arc.infer.image.DecodedImage;
import arc.infer.image.Preprocessing;
import arc.infer.image.UnreadableImageException;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Chooses how pictures become a network's input where the user doesn't say: by looking at up to
 * {@value #MOST_LOOKED_AT} of them, spread evenly over the source.
 */
public final class InputChoice {

    private static final int MOST_LOOKED_AT = 256;

    /** Padding much more than this makes a small picture in a large black frame. */
    private static final double SMALLEST_PADDED_SHARE = 0.75;

    private InputChoice() {}

    /**
     * Chooses what isn't given. Channels: grey where every picture is grey. Fit: zero-padding where every
     * picture fits into the square and fills at least three quarters of its side, else resizing.
     *
     * @param sizePixels side of the input
     * @param mean and {@code std}: as in {@link Preprocessing}
     */
    public static Preprocessing choose(ImageSource source, int sizePixels, Optional<Preprocessing.Channels> channels,
            Optional<Preprocessing.Fit> fit, List<Double> mean, List<Double> std) {
        List<DecodedImage> pictures = channels.isPresent() && fit.isPresent() ? List.of() : look(source.images());
        boolean grey = pictures.stream().allMatch(DecodedImage::isGrey);
        boolean padded = pictures.stream().allMatch(picture -> fills(picture, sizePixels));
        return new Preprocessing(sizePixels,
                channels.orElse(grey ? Preprocessing.Channels.GREY : Preprocessing.Channels.RGB),
                fit.orElse(padded ? Preprocessing.Fit.PAD : Preprocessing.Fit.RESIZE), mean, std);
    }

    private static List<DecodedImage> look(List<LabelledImage> images) {
        int count = Math.min(images.size(), MOST_LOOKED_AT);
        List<DecodedImage> pictures = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            LabelledImage image = images.get((int) ((long) i * images.size() / count));
            decoded(image).ifPresent(pictures::add);
        }
        return pictures;
    }

    /** Decodes an image if it can be; reading the training data will report why not. */
    private static Optional<DecodedImage> decoded(LabelledImage image) {
        try {
            return Optional.of(image.decode());
        } catch (UnreadableImageException e) {
            return Optional.empty();
        }
    }

    private static boolean fills(DecodedImage picture, int size) {
        int longer = Math.max(picture.widthPixels(), picture.heightPixels());
        int shorter = Math.min(picture.widthPixels(), picture.heightPixels());
        return longer <= size && shorter >= SMALLEST_PADDED_SHARE * size;
    }
}
