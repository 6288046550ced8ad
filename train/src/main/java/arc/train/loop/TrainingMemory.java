package arc.train.loop;

import arc.infer.ArcException;
import arc.train.net.Backbone;
import com.sun.management.OperatingSystemMXBean;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** Refuses a training that no machine like this one can hold: where native memory runs out, the process dies. */
final class TrainingMemory {

    /** Of the parameters: they themselves, their gradients, the optimiser's momentum, and those of the best epoch. */
    private static final int COPIES = 4;

    private TrainingMemory() {}

    /**
     * Compares what training takes at least with the machine's memory.
     *
     * @throws ArcException of kind USAGE when there is less
     */
    static void require(TrainConfig config, int classes) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            require(config, classes, system.getTotalMemorySize());
        }
    }

    static void require(TrainConfig config, int classes, long memoryBytes) {
        Backbone backbone = config.network().backbone();
        long parameters = backbone.parameters()
                + (long) classes * config.loss().head().subCenters() * backbone.dimension();
        long bytes = Float.BYTES
                * (COPIES * parameters + config.optimization().batch() * backbone.activations());
        if (bytes > memoryBytes) {
            throw new ArcException(ArcException.Kind.USAGE, String.format(Locale.ROOT,
                    "training takes at least %,d MiB, with %,d parameters and %,d values a picture in batches of %d, and"
                            + " this machine has %,d MiB\ntry a smaller --size, --width, --dim or --batch",
                    bytes >> 20, parameters, backbone.activations(), config.optimization().batch(),
                    memoryBytes >> 20));
        }
    }
}
