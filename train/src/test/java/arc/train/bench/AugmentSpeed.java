package arc.train.bench;

import arc.infer.image.DecodedImage;
import arc.infer.image.Preprocessing;
import arc.infer.image.Preprocessor;
import arc.infer.image.UnreadableImageException;
import arc.train.data.augment.Augmentation;
import arc.train.data.augment.Augmenter;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Measures what augmentation takes on one thread, in microseconds a picture: by itself, and with the preprocessing that
 * follows. Prints a line a size and level with the best of the rounds. Argument: how many of the sizes (all).
 */
final class AugmentSpeed {

    private static final int ROUNDS = 12;
    private static final long ROUND_NANOS = 200_000_000;

    private AugmentSpeed() {}

    public static void main(String[] args) throws UnreadableImageException {
        List<Preprocessing> inputs = List.of(
                input(32, Preprocessing.Channels.GREY, Preprocessing.Fit.PAD),
                input(64, Preprocessing.Channels.RGB, Preprocessing.Fit.RESIZE),
                input(224, Preprocessing.Channels.RGB, Preprocessing.Fit.RESIZE));
        List<DecodedImage> pictures = List.of(picture(28, 1), picture(72, 3), picture(224, 3));
        int sizes = args.length > 0 ? Integer.parseInt(args[0]) : inputs.size();
        for (int i = 0; i < sizes; i++) {
            for (Augmentation level : Augmentation.values()) {
                Augmenter augmenter = Augmenter.of(level, true, inputs.get(i));
                DecodedImage picture = pictures.get(i);
                Preprocessor preprocessor = new Preprocessor(inputs.get(i));
                double alone = best(random -> augmenter.apply(picture, random).widthPixels());
                double both = best(random -> preprocessor.apply(augmenter.apply(picture, random)).length());
                System.out.printf(Locale.ROOT,
                        "{\"picture\": \"%dx%dx%d\", \"input\": %d, \"augment\": \"%s\", \"us\": %.2f,"
                                + " \"us_with_preprocessing\": %.2f}%n",
                        picture.widthPixels(), picture.heightPixels(), picture.channels(), inputs.get(i).sizePixels(),
                        level.id(), alone, both);
            }
        }
    }

    /** Does something to a picture. */
    @FunctionalInterface
    private interface Work {
        int apply(RandomGenerator random) throws UnreadableImageException;
    }

    private static double best(Work work) throws UnreadableImageException {
        RandomGeneratorFactory<RandomGenerator> factory = RandomGeneratorFactory.of("L64X128MixRandom");
        double best = Double.MAX_VALUE;
        long sum = 0;
        long seed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            int done = 0;
            while (System.nanoTime() - start < ROUND_NANOS) {
                for (int i = 0; i < 16; i++) {
                    sum += work.apply(factory.create(seed++));
                }
                done += 16;
            }
            best = Math.min(best, (System.nanoTime() - start) / 1e3 / done);
        }
        if (sum == 0) {
            throw new IllegalStateException("nothing was done");
        }
        return best;
    }

    private static Preprocessing input(int size, Preprocessing.Channels channels, Preprocessing.Fit fit) {
        return new Preprocessing(size, channels, fit, List.of(0.5), List.of(0.5));
    }

    private static DecodedImage picture(int side, int channels) {
        byte[] samples = new byte[side * side * channels];
        new Random(1).nextBytes(samples);
        return channels == 1 ? DecodedImage.ofGrey(side, side, samples) : DecodedImage.ofRgb(side, side, samples);
    }
}
