package arc.train.loop;

import arc.infer.image.InputTensor;
import arc.infer.model.ModelCard;
import arc.train.data.Batch;
import arc.train.data.Batches;
import arc.train.data.TrainingData;
import arc.train.export.OnnxExporter;
import arc.train.head.MarginHead;
import arc.train.net.Compute;
import arc.train.net.EmbeddingNetwork;
import org.nd4j.linalg.api.buffer.DataType;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Trains an embedding network and exports it. On a CPU, the same configuration, data and number of threads
 * give the same ONNX file, byte for byte.
 */
public final class Trainer {

    /** As many inputs as the largest batch of the parity check. */
    private static final int PARITY_INPUTS = 64;

    private final TrainConfig config;
    private final TrainingData data;
    private final String arcVersion;
    private final int threads;
    private final Consumer<TrainEvent> listener;
    private final long startNanos = System.nanoTime();

    /**
     * Prepares a run.
     *
     * @param data read with the preprocessing and the validation fraction of {@code config}
     * @param arcVersion written into the model's card
     * @param threads for the CPU
     * @param listener hears of every step; runs on the training thread
     */
    public Trainer(TrainConfig config, TrainingData data, String arcVersion, int threads,
            Consumer<TrainEvent> listener) {
        this.config = config;
        this.data = data;
        this.arcVersion = arcVersion;
        this.threads = threads;
        this.listener = listener;
    }

    /**
     * Trains, measures, exports.
     *
     * @param folder new or empty; gets model.onnx, metrics.csv, validation.tsv, probes/ and run.json
     * @throws arc.infer.ArcException when the folder is taken, the loss diverges, or the exported model doesn't
     *     compute the same; then there is no model.onnx
     */
    public TrainEvent.Done run(Path folder) {
        RunFolder run = RunFolder.create(folder);
        RunRecord record = new RunRecord(run.run(), config, data, threads, arcVersion);
        record.start();
        try {
            TrainEvent.Done done = train(run);
            record.finish(done);
            listener.accept(done);
            return done;
        } catch (RuntimeException e) {
            record.fail(e);
            throw e;
        }
    }

    private TrainEvent.Done train(RunFolder run) {
        Compute.setThreads(threads);
        EmbeddingNetwork network = EmbeddingNetwork.create(config.backbone(), config.head(), data.classNames().size(),
                config.seed(), DataType.FLOAT);
        MetricsFile metrics = new MetricsFile(run.metrics());
        BestEpoch best = new BestEpoch();
        try (Batches batches = new Batches(data, config.batch(), config.seed())) {
            listener.accept(new TrainEvent.Started(data.trainSize(), data.validationSize(), data.classNames().size(),
                    network.dl4j().numParams(), batches.perEpoch(), config.epochs()));
            EpochRunner runner = new EpochRunner(network, batches);
            Validation validation = new Validation(data);
            for (int epoch = 1; epoch <= config.epochs(); epoch++) {
                TrainEvent.Epoch result = runner.run(epoch, validation);
                metrics.add(result);
                best.offer(epoch, result.validationPrecisionAt1(), network.dl4j().params());
                listener.accept(result);
            }
        }
        best.restoreInto(network.dl4j().params());
        List<InputTensor> inputs = IntStream.range(0, Math.min(PARITY_INPUTS, data.trainSize()))
                .mapToObj(this::spreadInput).toList();
        double parity = OnnxExporter.export(network, card(), inputs, run.model());
        new ValidationRecord(data, config.preprocessing()).write(run.path(),
                new Validation(data).probes(network, threads));
        return new TrainEvent.Done(run.model(), best.epoch(), parity, seconds());
    }

    /** Runs epochs and keeps count of the steps. */
    private final class EpochRunner {
        private final EmbeddingNetwork network;
        private final Batches batches;
        private final TrainStep step;
        private final DivergenceGuard guard = new DivergenceGuard();
        private final long totalSteps;
        private long steps;
        private double lossSum;
        private long correct;
        private double rate;

        EpochRunner(EmbeddingNetwork network, Batches batches) {
            this.network = network;
            this.batches = batches;
            step = new TrainStep(network, config);
            totalSteps = (long) batches.perEpoch() * config.epochs();
        }

        TrainEvent.Epoch run(int epoch, Validation validation) {
            lossSum = 0;
            correct = 0;
            long start = System.nanoTime();
            batches.forEach(epoch, batch -> step(epoch, batch));
            double trained = (System.nanoTime() - start) / 1e9;
            double precision = validation.precisionAt1(network, threads);
            int images = batches.perEpoch() * batches.batchSize();
            double left = seconds() / epoch * (config.epochs() - epoch);
            return new TrainEvent.Epoch(epoch, lossSum / batches.perEpoch(), (double) correct / images, precision, rate,
                    network.head().head().margin(), images / trained, seconds(), left);
        }

        private void step(int epoch, Batch batch) {
            rate = config.learningRate() * config.schedule().shareAt((double) steps / totalSteps);
            network.head().setHead(warmedUp(steps));
            double loss = step.run(batch, rate);
            steps++;
            guard.check(steps, epoch, loss, config);
            lossSum += loss;
            correct += network.head().lastCorrect();
            listener.accept(new TrainEvent.Step(epoch, steps, totalSteps, loss));
        }

        private MarginHead warmedUp(long done) {
            double warmupSteps = config.marginWarmupEpochs() * batches.perEpoch();
            double share = warmupSteps == 0 ? 1 : Math.min(1, done / warmupSteps);
            return config.head().withMargin(share * config.head().margin());
        }
    }

    private InputTensor spreadInput(int i) {
        return data.trainInput((int) ((long) i * data.trainSize() / Math.min(PARITY_INPUTS, data.trainSize())));
    }

    private ModelCard card() {
        return new ModelCard(ModelCard.FORMAT_VERSION, arcVersion, config.preprocessing(), config.dimension(),
                config.vgg().id(), config.width(), config.batchNorm(), config.head().id(), config.head().margin(),
                config.head().scale(), data.classNames(), data.name(), config.seed(), config.cardSettings());
    }

    private double seconds() {
        return (System.nanoTime() - startNanos) / 1e9;
    }
}
