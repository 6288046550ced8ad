package arc.infer.model;

import arc.infer.image.Interpolation;
import arc.infer.image.Preprocessing.Channels;
import arc.infer.image.Preprocessing.Fit;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Says how a foreign model sees pictures, as far as its file doesn't.
 *
 * @param sizePixels side of the input; null takes the file's
 * @param channels null takes grey where the file has one channel, else rgb
 * @param fit how a picture is fitted to the square
 * @param interpolation the filter that resizes
 * @param mean as in {@link arc.infer.image.Preprocessing}
 * @param std as in {@link arc.infer.image.Preprocessing}
 * @param input name of the input; null takes the only one
 * @param output name of the output that is the embedding; null takes the only one that may be
 */
public record CardRequest(@Nullable Integer sizePixels, @Nullable Channels channels, Fit fit,
        Interpolation interpolation, List<Double> mean, List<Double> std, @Nullable String input,
        @Nullable String output) {

    /** Copies the lists. */
    public CardRequest {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
    }
}
