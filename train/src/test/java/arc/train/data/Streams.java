package arc.train.data;

import arc.train.data.augment.Augmenter;
import arc.train.kernel.Workers;

import java.util.ArrayList;
import java.util.List;

/** Records what is dealt. */
final class Streams {

    private Streams() {}

    /**
     * Returns the values and classes of each batch of an epoch, from one on.
     *
     * @param threads between two steps; 0 for another one that prepares the next batch
     */
    static List<List<Float>> dealt(TrainingData data, int epoch, int firstBatch, Sampler sampler, Augmenter augmenter,
            int threads) {
        List<List<Float>> dealt = new ArrayList<>();
        try (Batches batches = new Batches(data, 8, 42, sampler, _ -> augmenter,
                threads == 0 ? null : new Workers(threads))) {
            batches.forEach(epoch, firstBatch, batch -> {
                List<Float> values = new ArrayList<>();
                for (float value : batch.x().reshape(batch.x().length()).toFloatVector()) {
                    values.add(value);
                }
                for (float value : batch.labels().toFloatVector()) {
                    values.add(value);
                }
                return dealt.add(values);
            });
        }
        return dealt;
    }
}
