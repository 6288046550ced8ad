package arc.train.loop;

import arc.infer.image.Preprocessing;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Writes a configuration down by the names of the command line's options. */
final class TrainSettings {

    /** What the model card has fields of its own for. */
    private static final Set<String> IN_CARD_FIELDS = Set.of("backbone", "width", "batch-norm", "dim", "size",
            "channels", "fit", "mean", "std", "head", "margin", "scale", "seed");

    private TrainSettings() {}

    /** Returns every setting: numbers, booleans, words, or lists of numbers. */
    static Map<String, Object> of(TrainConfig config) {
        Map<String, Object> map = new LinkedHashMap<>();
        NetworkConfig network = config.network();
        map.put("backbone", network.vgg().id());
        map.put("width", network.width());
        map.put("batch-norm", network.batchNorm());
        map.put("dim", network.dimension());
        map.put("feature-relu", network.featureRelu());
        Preprocessing preprocessing = network.preprocessing();
        map.put("size", preprocessing.sizePixels());
        map.put("channels", word(preprocessing.channels()));
        map.put("fit", word(preprocessing.fit()));
        map.put("mean", preprocessing.mean());
        map.put("std", preprocessing.std());
        map.put("init", config.init());
        map.put("head", config.loss().head().id());
        map.put("margin", config.loss().head().margin());
        if (!config.loss().head().findsScale()) {
            map.put("scale", config.loss().head().scale());
        }
        map.putAll(new TreeMap<>(config.loss().head().moreSettings()));
        map.put("margin-warmup", config.loss().marginWarmupEpochs());
        map.put("label-smoothing", config.loss().labelSmoothing());
        map.put("augment", config.sampling().augmentation().id());
        map.put("flip", config.sampling().flips());
        if (config.sampling().plainEpochs() > 0) { // absent otherwise: cards and checkpoints stay as they were
            map.put("plain-epochs", config.sampling().plainEpochs());
        }
        map.put("balance", config.sampling().sampler().id());
        map.put("imbalance", config.sampling().imbalance());
        if (!config.sampling().openSet().isEmpty()) { // the same
            map.put("open-set", config.sampling().openSet().labels());
        }
        OptimizationConfig optimization = config.optimization();
        map.put("batch", optimization.batch());
        map.put("optimizer", optimization.optimizer().id());
        map.put("lr", optimization.rates().peak());
        map.put("backbone-lr", optimization.rates().backbone());
        map.put("schedule", optimization.rates().schedule().id());
        map.put("warmup", optimization.rates().warmupEpochs());
        map.put("weight-decay", optimization.weightDecay());
        map.put("clip-norm", optimization.clipNorm());
        map.put("freeze-until", optimization.frozenStages());
        map.put("epochs", config.epochs());
        map.put("patience", config.patienceEpochs());
        map.put("val", config.validationFraction());
        map.put("seed", config.seed());
        return map;
    }

    /** Returns what the model card has no field of its own for. */
    static Map<String, String> forCard(TrainConfig config) {
        Map<String, String> settings = new TreeMap<>();
        of(config).forEach((name, value) -> {
            if (!IN_CARD_FIELDS.contains(name)) {
                settings.put(name, String.valueOf(value));
            }
        });
        return settings;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
