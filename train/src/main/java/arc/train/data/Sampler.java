package arc.train.data;

import arc.infer.ArcException;

import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says which training images an epoch shows, and in what order. The order depends on the images' classes, the seed and
 * the epoch only.
 */
public sealed interface Sampler {

    /** Shows every image once, in a new order: classes are as likely as they are large. */
    record Shuffled() implements Sampler {
        @Override
        public String id() {
            return "none";
        }
    }

    /**
     * Shows each class as often as any other. Classes come in rounds, each class once a round, in a new order; the images
     * of a class in turn, in a new order each time that all were shown. An epoch has as many images as there are training
     * images: small classes come several times, and of large ones each epoch shows others.
     */
    record ClassBalanced() implements Sampler {
        @Override
        public String id() {
            return "class";
        }
    }

    /**
     * Makes every batch of some images of each of some classes, as margins between few classes and losses of pairs want
     * it. Classes come in rounds as above; what is left of a round and fills no batch is dropped. The images of a class
     * in a batch are distinct where it has enough; a smaller class shows all of them and some again, a class of one the
     * same several times (changed anew each time where there is augmentation). An epoch has as many batches as the
     * number of training images holds, one at least.
     *
     * @param classes of a batch, at least 2
     * @param images of each of them, at least 1
     */
    record ClassesByImages(int classes, int images) implements Sampler {

        /** Checks the values. */
        public ClassesByImages {
            if (classes < 2 || images < 1 || (long) classes * images > MAX_BATCH) {
                throw new IllegalArgumentException(
                        "balance must be PxK, with P >= 2 classes, K >= 1 images of each, and"
                                + " at most " + MAX_BATCH + " in all, got " + classes + "x" + images);
            }
        }

        @Override
        public String id() {
            return classes + "x" + images;
        }
    }

    /** Most images of a P×K batch. */
    int MAX_BATCH = 65_536;

    /** How P×K is written: 16x4. */
    Pattern CLASSES_BY_IMAGES = Pattern.compile("(\\d{1,6})x(\\d{1,6})");

    /**
     * Returns the sampler of that name.
     *
     * @param id {@code none}, {@code class}, or P×K such as {@code 16x4}
     * @throws ArcException of kind USAGE when it is none of them
     */
    static Sampler of(String id) {
        Matcher pk = CLASSES_BY_IMAGES.matcher(id);
        if (pk.matches()) {
            try {
                return new ClassesByImages(Integer.parseInt(pk.group(1)), Integer.parseInt(pk.group(2)));
            } catch (IllegalArgumentException e) {
                throw new ArcException(ArcException.Kind.USAGE, String.valueOf(e.getMessage()), e);
            }
        }
        return switch (id) {
            case "none" -> new Shuffled();
            case "class" -> new ClassBalanced();
            default -> throw new ArcException(ArcException.Kind.USAGE, "unknown balance '" + id
                    + "': expected none, class, or PxK, such as 16x4 for 4 images of each of 16 classes a batch");
        };
    }

    /** Returns the name as the command line writes it. */
    String id();

    /**
     * Returns the number of images in a batch.
     *
     * @param wanted images a step, where the sampler doesn't decide; all of them where there are fewer
     */
    default int batchSize(int wanted, int trainImages) {
        return switch (this) {
            case Shuffled _,ClassBalanced _ -> Math.min(wanted, trainImages);
            case ClassesByImages(int classes, int images) -> classes * images;
        };
    }

    /** Returns the number of whole batches in an epoch. */
    default int batchesPerEpoch(int batchSize, int trainImages) {
        return Math.max(1, trainImages / batchSize);
    }

    /**
     * Checks that there are enough classes.
     *
     * @param classes with training images
     * @param dataName for the message
     * @throws ArcException of kind USAGE when a batch takes more classes than there are
     */
    default void requireClasses(int classes, String dataName) {
        if (this instanceof ClassesByImages byImages && byImages.classes > classes) {
            throw new ArcException(ArcException.Kind.USAGE, "--balance " + id() + " takes " + byImages.classes
                    + " classes a batch, and " + dataName + " has " + classes + ";\ntry --balance " + classes + "x"
                    + byImages.images);
        }
    }

    /**
     * Returns an epoch's images, by index: batch after batch. The last may be incomplete.
     *
     * @param classOf class of each training image, ascending
     */
    default int[] order(int[] classOf, long seed, int epoch) {
        RandomGenerator random = Randomness.ofOrder(seed, epoch);
        return switch (this) {
            case Shuffled _ -> shuffled(classOf.length, random);
            case ClassBalanced _ -> new ClassDecks(classOf, random).rounds(classOf.length);
            case ClassesByImages(int classes, int images) -> new ClassDecks(classOf, random)
                    .batches(batchesPerEpoch(classes * images, classOf.length), classes, images);
        };
    }

    /** Shuffles 0 … count − 1 (Fisher and Yates, from the inside out). */
    private static int[] shuffled(int count, RandomGenerator random) {
        int[] order = new int[count];
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
