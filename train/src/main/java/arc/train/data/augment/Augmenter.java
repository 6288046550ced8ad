package arc.train.data.augment;

import arc.infer.image.DecodedImage;
import arc.infer.image.Preprocessing;

import java.util.random.RandomGenerator;

/**
 * Changes training pictures at random. What comes out depends on the picture and the random numbers only; grey pictures
 * stay grey, and are treated the same whether they hold one sample a pixel or three. Safe for several threads.
 */
public final class Augmenter {

    private final Augmentation level;
    private final boolean flips;
    private final boolean keepsSize;

    private Augmenter(Augmentation level, boolean flips, boolean keepsSize) {
        this.level = level;
        this.flips = flips;
        this.keepsSize = keepsSize;
    }

    /**
     * Prepares an augmentation.
     *
     * @param flips whether half of the pictures are turned left to right
     * @param preprocessing what follows: where it pads, every picture keeps its width and height, so that it fits as it
     *     did; else a crop has the size that it was cut out with, and is resized only once
     */
    public static Augmenter of(Augmentation level, boolean flips, Preprocessing preprocessing) {
        return new Augmenter(level, flips, preprocessing.fit() == Preprocessing.Fit.PAD);
    }

    /** Returns the augmentation that changes nothing. */
    public static Augmenter none() {
        return new Augmenter(Augmentation.NONE, false, true);
    }

    /** Says whether pictures are changed at all. */
    public boolean changes() {
        return level != Augmentation.NONE;
    }

    /** Returns a changed picture; the picture itself for {@link Augmentation#NONE}. */
    public DecodedImage apply(DecodedImage image, RandomGenerator random) {
        return switch (level) {
            case NONE -> image;
            case LIGHT -> light(Samples.of(image), random).toImage();
            case STRONG -> strong(Samples.of(image), random).toImage();
        };
    }

    private Samples light(Samples in, RandomGenerator random) {
        boolean flip = flips && random.nextBoolean();
        return SmallMotion.draw(in.width(), in.height(), random).apply(in, flip);
    }

    private Samples strong(Samples in, RandomGenerator random) {
        boolean flip = flips && random.nextBoolean();
        Samples out = RandomCrop.draw(in.width(), in.height(), random).cut(in, flip);
        ColourJitter.draw(random).apply(out);
        Erasing.apply(out, random);
        return keepsSize ? out.resized(in.width(), in.height()) : out;
    }
}
