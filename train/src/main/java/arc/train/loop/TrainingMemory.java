package arc.train.loop;

import arc.infer.ArcException;
import arc.train.data.TrainingData;
import arc.train.net.Backbone;
import arc.train.net.Compute;
import com.sun.management.OperatingSystemMXBean;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** Refuses a training that this machine's memory can't hold: where native memory runs out, the process dies. */
final class TrainingMemory {

    /** Of the parameters: they themselves, their gradients, the optimiser's momentum, and those of the best epoch. */
    private static final int COPIES = 4;

    private TrainingMemory() {}

    /**
     * Compares what training on the CPU takes at least with the machine's memory.
     *
     * @throws ArcException of kind USAGE when there is less
     */
    static void require(TrainConfig config, TrainingData data) {
        if (Compute.isCpu() && ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            require(config, data.trainSize(), data.classNames().size(), system.getTotalMemorySize());
        }
    }

    static void require(TrainConfig config, int images, int classes, long memoryBytes) {
        Backbone backbone = config.network().backbone();
        int batch = config.sampling().sampler().batchSize(config.optimization().batch(), images);
        long parameters = backbone.parameters()
                + (long) classes * config.loss().head().subCenters() * backbone.dimension();
        long bytes = Float.BYTES
                * (COPIES * parameters + batch * backbone.activations());
        if (bytes > memoryBytes) {
            throw new ArcException(ArcException.Kind.USAGE, String.format(Locale.ROOT,
                    "training takes at least %,d MiB, with %,d parameters and %,d values a picture in batches of %d, and"
                            + " this machine has %,d MiB\ntry a smaller --size, --width, --dim or --batch",
                    bytes >> 20, parameters, backbone.activations(), batch,
                    memoryBytes >> 20));
        }
    }
}
