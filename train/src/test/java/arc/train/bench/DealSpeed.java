package arc.train.bench;

import arc.infer.data.DefaultSplit;
import arc.infer.data.ImageSource;
import arc.infer.data.ImageSources;
import arc.infer.image.Preprocessing;
import arc.train.data.Batches;
import arc.train.data.InputChoice;
import arc.train.data.PixelCache;
import arc.train.data.Sampler;
import arc.train.data.TrainingData;
import arc.train.data.augment.Augmentation;
import arc.train.data.augment.Augmenter;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Measures what reading a data set takes, and what dealing an epoch of it takes on one thread with nothing trained.
 * Arguments: data, size of the input, budget of the cache in MiB, folder of data sets. Prints a line for reading, and a
 * line a level with the best of three epochs.
 */
final class DealSpeed {

    private DealSpeed() {}

    public static void main(String[] args) {
        ImageSource source = ImageSources.open(args[0], DefaultSplit.TRAIN,
                args.length > 3 ? List.of(Path.of(args[3])) : List.of());
        Preprocessing input = InputChoice.choose(source, Integer.parseInt(args[1]), Optional.empty(), Optional.empty(),
                List.of(0.5), List.of(0.5));
        PixelCache standard = PixelCache.inTemporaryFolder(true);
        PixelCache cache = new PixelCache(standard.folder(), Long.parseLong(args[2]) << 20, true);
        long start = System.nanoTime();
        TrainingData data = TrainingData.read(source, input, 0, 42, cache);
        System.out.printf(Locale.ROOT, "{\"data\": \"%s\", \"images\": %d, \"reading_seconds\": %.2f}%n", args[0],
                data.trainSize(), (System.nanoTime() - start) / 1e9);
        for (Augmentation level : Augmentation.values()) {
            Augmenter augmenter = Augmenter.of(level, true, input);
            double best = Double.MAX_VALUE;
            try (Batches batches = new Batches(data, 64, 42, new Sampler.Shuffled(), _ -> augmenter, null)) {
                for (int epoch = 1; epoch <= 3; epoch++) {
                    long begin = System.nanoTime();
                    batches.forEach(epoch, 0, _ -> true);
                    best = Math.min(best, (System.nanoTime() - begin) / 1e3 / batches.perEpoch() / batches.batchSize());
                }
            }
            System.out.printf(Locale.ROOT, "{\"augment\": \"%s\", \"us_an_image\": %.2f}%n", level.id(), best);
        }
    }
}
