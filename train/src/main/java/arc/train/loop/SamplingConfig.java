package arc.train.loop;

import arc.infer.evaluation.OpenSet;
import arc.infer.image.Preprocessing;
import arc.train.data.Sampler;
import arc.train.data.augment.Augmentation;
import arc.train.data.augment.Augmenter;

/**
 * Says which pictures an epoch shows, and how they are changed.
 *
 * @param sampler which, and in what order
 * @param augmentation how much they are changed
 * @param flips whether augmentation turns half of them left to right
 * @param openSet the classes of which none is shown, nor measured by
 */
public record SamplingConfig(Sampler sampler, Augmentation augmentation, boolean flips, OpenSet openSet) {

    /** Shows all classes. */
    public SamplingConfig(Sampler sampler, Augmentation augmentation, boolean flips) {
        this(sampler, augmentation, flips, OpenSet.NONE);
    }

    /** Returns the defaults for a data set: all pictures once an epoch, changed as suits it. */
    public static SamplingConfig defaultsFor(String dataName) {
        return new SamplingConfig(new Sampler.Shuffled(), Augmentation.defaultFor(dataName),
                Augmentation.flipsByDefault(dataName));
    }

    /** Returns the sampling of all pictures once an epoch, as they are. */
    public static SamplingConfig plain() {
        return new SamplingConfig(new Sampler.Shuffled(), Augmentation.NONE, false);
    }

    Augmenter augmenter(Preprocessing preprocessing) {
        return Augmenter.of(augmentation, flips, preprocessing);
    }
}
