package arc.train.loop;

import arc.infer.evaluation.OpenSet;
import arc.infer.image.Preprocessing;
import arc.train.data.Sampler;
import arc.train.data.augment.Augmentation;
import arc.train.data.augment.Augmenter;

import java.util.function.IntFunction;

/**
 * Says which pictures an epoch shows, and how they are changed.
 *
 * @param sampler which, and in what order
 * @param augmentation how much they are changed
 * @param flips whether augmentation turns half of them left to right
 * @param plainEpochs how many epochs at the end show pictures as they are, without augmentation
 * @param imbalance share of its training images that the last class keeps, in (0, 1]; the first keeps all, and those
 *     between them a share that falls evenly on a logarithmic scale
 * @param openSet the classes of which none is shown, nor measured by
 */
public record SamplingConfig(Sampler sampler, Augmentation augmentation, boolean flips, int plainEpochs,
        double imbalance, OpenSet openSet) {

    /** All classes keep all of their images. */
    public static final double NO_IMBALANCE = 1;

    /** Checks the values. */
    public SamplingConfig {
        Checks.require(plainEpochs >= 0, "plain-epochs must be >= 0, got " + plainEpochs);
        Checks.require(imbalance > 0 && imbalance <= 1, "imbalance must be above 0 and at most 1, got " + imbalance);
    }

    /** Samples from all training images of all classes. */
    public SamplingConfig(Sampler sampler, Augmentation augmentation, boolean flips) {
        this(sampler, augmentation, flips, 0, NO_IMBALANCE, OpenSet.NONE);
    }

    /** Returns the defaults for a data set: all pictures once an epoch, changed as suits it. */
    public static SamplingConfig defaultsFor(String dataName) {
        return new SamplingConfig(new Sampler.Shuffled(), Augmentation.DEFAULT,
                Augmentation.flipsByDefault(dataName));
    }

    /** Returns the sampling of all pictures once an epoch, as they are. */
    public static SamplingConfig plain() {
        return new SamplingConfig(new Sampler.Shuffled(), Augmentation.NONE, false);
    }

    /** Returns what changes the pictures of each epoch, which count from 1. */
    IntFunction<Augmenter> augmenters(Preprocessing preprocessing, int epochs) {
        Augmenter augmenter = Augmenter.of(augmentation, flips, preprocessing);
        return epoch -> epoch > epochs - plainEpochs ? Augmenter.none() : augmenter;
    }
}
