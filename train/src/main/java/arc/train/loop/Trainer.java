package arc.train.loop;

import arc.infer.ArcException;
import arc.infer.image.InputTensor;
import arc.infer.model.ModelCard;
import arc.train.data.Batches;
import arc.train.data.TrainingData;
import arc.train.export.OnnxExporter;
import arc.train.head.MarginHead;
import arc.train.head.MarginOutput;
import arc.train.net.Compute;
import arc.train.net.EmbeddingNetwork;
import arc.train.transfer.PretrainedTrunk;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Trains an embedding network and exports it. On a CPU, the same configuration and data give the same ONNX file, byte for
 * byte, however often the run was stopped, or killed, and resumed on the way.
 */
public final class Trainer {

    /** As many inputs as the largest batch of the parity check. */
    private static final int PARITY_INPUTS = 64;

    private final TrainConfig config;
    private final TrainingData data;
    private final RunSetup setup;
    private final Consumer<TrainEvent> listener;
    private final BooleanSupplier stopRequested;
    private final @Nullable PretrainedTrunk init;

    /**
     * Prepares a run.
     *
     * @param data read with the preprocessing and the validation fraction of {@code config}
     * @param init what the weights start from; null for weights drawn from the seed
     * @param listener hears of every step; runs on the training thread
     * @param stopRequested asked after each step; then the run is saved and ends
     * @throws ArcException of kind MISMATCH when {@code init} is a trunk of another shape
     */
    public Trainer(TrainConfig config, TrainingData data, RunSetup setup, @Nullable PretrainedTrunk init,
            Consumer<TrainEvent> listener, BooleanSupplier stopRequested) {
        if (init != null) {
            init.requireFits(config.network().backbone());
        }
        this.init = init;
        this.config = config;
        this.data = data.imbalanced(config.sampling().imbalance(), config.seed());
        this.setup = setup;
        this.listener = listener;
        this.stopRequested = stopRequested;
    }

    /**
     * Trains, measures, exports. The run's folder gets model.onnx, metrics.csv, validation.tsv, probes/,
     * run.json and checkpoint/.
     *
     * @throws ArcException when the folder is taken, the loss diverges, the run can't be resumed, or the exported
     *     model doesn't compute the same; then there is no new model.onnx
     */
    public TrainEvent.End run() {
        if (config.patienceEpochs() > 0 && data.validationSize() == 0) {
            throw new ArcException(ArcException.Kind.USAGE,
                    "--patience needs images to measure by, and there are none; give some by --val");
        }
        Batches.requireClasses(config.sampling().sampler(), data);
        TrainingMemory.require(config, data);
        try (RunFolder run = RunFolder.open(setup.folder(), setup.resume())) {
            RunRecord record = new RunRecord(run.record(), config, data, setup);
            if (!setup.resume()) {
                record.start();
            }
            try {
                TrainEvent.End end = train(run, record);
                record.end(end);
                listener.accept(end);
                return end;
            } catch (RuntimeException e) {
                tellOf(e, record);
                throw e;
            }
        }
    }

    private TrainEvent.End train(RunFolder run, RunRecord record) {
        Compute.setThreads(setup.threads());
        EmbeddingNetwork network = network();
        try (Batches batches = new Batches(data, config.optimization().batch(), config.seed(),
                config.sampling().sampler(), config.sampling().augmenters(config.preprocessing(), config.epochs()),
                Compute.isCpu() ? Compute.workers() : null)) {
            TrainLoop loop = new TrainLoop(config, setup, network, data, batches, run, listener);
            listener.accept(new TrainEvent.Started(data.trainSize(), data.validationSize(), data.classNames().size(),
                    network.dl4j().numParams(), batches.perEpoch(), config.epochs()));
            if (setup.resume()) {
                loop.resume();
                record.start();
            }
            if (!loop.run(stopRequested)) {
                return loop.stopped();
            }
            loop.restoreBest();
            List<InputTensor> inputs = IntStream.range(0, Math.min(PARITY_INPUTS, data.trainSize()))
                    .mapToObj(this::spreadInput).toList();
            double parity = OnnxExporter.export(network, card(network.head().headState()), inputs, run.model());
            new ValidationRecord(data).write(setup.folder(),
                    new Validation(data).probes(network, setup.threads()));
            return loop.done(run.model(), parity);
        }
    }

    /** Writes the failure down, which fails as well where the disk is full. */
    private static void tellOf(RuntimeException failure, RunRecord record) {
        try {
            record.fail(failure);
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private EmbeddingNetwork network() {
        MarginOutput output = new MarginOutput(config.network().dimension(), data.classNames().size(),
                config.loss().head(), config.loss().labelSmoothing());
        EmbeddingNetwork network = EmbeddingNetwork.create(config.network().backbone(), output,
                config.optimization().frozenStages(), config.seed(), DataType.FLOAT);
        if (init != null) {
            init.copyInto(network);
        }
        return network;
    }

    private InputTensor spreadInput(int i) {
        return data.trainInput((int) ((long) i * data.trainSize() / Math.min(PARITY_INPUTS, data.trainSize())));
    }

    private ModelCard card(double headState) {
        NetworkConfig network = config.network();
        MarginHead head = config.loss().head();
        return new ModelCard(ModelCard.versionFor(network.preprocessing()), setup.arcVersion(), network.preprocessing(),
                network.dimension(),
                network.vgg().id(), network.width(), network.batchNorm(), head.id(), head.margin(),
                head.findsScale() ? headState : head.scale(), data.classNames(), data.name(),
                config.seed(), TrainSettings.forCard(config));
    }
}
