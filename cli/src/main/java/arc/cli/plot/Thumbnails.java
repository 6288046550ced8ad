package arc.cli.plot;

import arc.infer.data.LabelledImage;
import arc.infer.embedding.Workers;
import arc.infer.image.DecodedImage;
import arc.infer.image.UnreadableImageException;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/**
 * Puts small pictures of all points onto one sheet, which a page carries in itself. They are at most 64 pixels wide and
 * high, fewer where there are many: all together {@value #MOST_PIXELS} pixels and {@value #MOST_BYTES} bytes.
 */
public final class Thumbnails {

    /** 10,000 pictures of 32 x 32 pixels. */
    static final int MOST_PIXELS = 10_240_000;

    /** Of the sheet as a file. */
    static final int MOST_BYTES = 8 << 20;

    private static final int[] SIDES = {64, 48, 32, 24, 16};

    private Thumbnails() {}

    /**
     * Reads and shrinks the pictures.
     *
     * @param count of points
     * @param pictures by point; empty where there is none
     * @param threads that decode
     * @param done hears how many pictures are done, from several threads; what it throws ends the work
     * @return the sheet; empty where no picture could be read, or they can't be made small enough
     */
    public static Optional<Sheet> of(int count, IntFunction<Optional<LabelledImage>> pictures, int threads,
            IntConsumer done) {
        int first = 0;
        while (first < SIDES.length && (long) count * SIDES[first] * SIDES[first] > MOST_PIXELS) {
            first++;
        }
        if (first == SIDES.length) {
            return Optional.empty();
        }
        @Nullable
        DecodedImage[] small = new @Nullable DecodedImage[count];
        int side = SIDES[first];
        AtomicInteger finished = new AtomicInteger();
        try (Workers workers = new Workers(threads)) {
            workers.run(count, i -> {
                small[i] = pictures.apply(i).map(image -> read(image, side)).orElse(null);
                done.accept(finished.incrementAndGet());
            });
        }
        List<@Nullable DecodedImage> shrunk = new ArrayList<>(Arrays.asList(small));
        for (int i = first; i < SIDES.length; i++) {
            int most = SIDES[i];
            shrunk.replaceAll(image -> image == null ? null : fitted(image, most));
            Optional<Sheet> sheet = Sheet.of(shrunk);
            if (sheet.isEmpty() || sheet.get().file().length <= MOST_BYTES) {
                return sheet;
            }
        }
        return Optional.empty();
    }

    private static @Nullable DecodedImage read(LabelledImage image, int side) {
        try {
            return fitted(image.decode(), side);
        } catch (UnreadableImageException e) {
            return null; // the page says that there is no picture
        }
    }

    /** Shrinks a picture to a side, keeping its proportions; a smaller one stays as it is. */
    private static DecodedImage fitted(DecodedImage image, int side) {
        int longer = Math.max(image.widthPixels(), image.heightPixels());
        return longer <= side
                ? image
                : image.resized(Math.max(1, image.widthPixels() * side / longer),
                        Math.max(1, image.heightPixels() * side / longer));
    }
}
