package arc.train.data;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Makes the random numbers of a run. Every use begins a stream of its own, which depends on the run's seed and on where
 * in the run it is, and on nothing that was drawn before: a run that goes on in the middle draws what it would have.
 */
final class Randomness {

    private static final RandomGeneratorFactory<RandomGenerator> FACTORY = RandomGeneratorFactory
            .of("L64X128MixRandom");
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    private Randomness() {}

    /** Returns the numbers that order an epoch. */
    static RandomGenerator ofOrder(long seed, int epoch) {
        return FACTORY.create(seed * GOLDEN_RATIO + epoch);
    }

    /**
     * Returns the numbers that change one picture.
     *
     * @param position of the picture in the epoch's order, from 0
     */
    static RandomGenerator ofPicture(long seed, int epoch, int position) {
        return FACTORY.create(mix(mix(mix(seed + GOLDEN_RATIO) + epoch) + position));
    }

    /** Spreads every bit over all (the finalizer of Steele et al. 2014, variant 13 of Stafford's). */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
