package arc.train.transfer;

import arc.infer.image.InputTensor;
import arc.train.data.Batch;
import arc.train.head.ArcFace;
import arc.train.loop.OptimizationConfig;
import arc.train.loop.TrainStep;
import arc.train.net.Backbone;
import arc.train.net.Compute;
import arc.train.net.EmbeddingNetwork;
import onnx.Onnx;
import org.nd4j.linalg.api.buffer.DataType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Starts from a VGG of real size, and prints one line of JSON.
 *
 * <pre>
 * compare FILE.onnx SIZE         activations of the last pooling against ONNX Runtime's, on random pixels
 * tune FILE SIZE BATCH STEPS     loads, and takes training steps on random pixels of ten classes: time and memory
 * </pre>
 */
final class RealSizeTransfer {

    private static final int DIMENSION = 512;
    private static final int CLASSES = 10;
    private static final double RATE = 1e-4;

    private RealSizeTransfer() {}

    public static void main(String[] args) throws IOException {
        Compute.setThreads(Runtime.getRuntime().availableProcessors());
        Path file = Path.of(args[1]);
        int size = Integer.parseInt(args[2]);
        if (args[0].equals("compare")) {
            compare(file, size);
        } else {
            tune(file, size, Integer.parseInt(args[3]), Integer.parseInt(args[4]));
        }
    }

    private static void compare(Path file, int size) throws IOException {
        PretrainedTrunk trunk = PretrainedTrunk.read(file);
        EmbeddingNetwork network = started(trunk, size);
        InputTensor input = TransferFiles.randomInput(new Random(7), trunk.inputChannels(), size);
        float[] found = TransferFiles.lastPooling(network, Batch.nhwc(List.of(input)));
        Onnx.ModelProto model = Onnx.ModelProto.parseFrom(Files.readAllBytes(file));
        float[] expected = LastPoolingInOnnxRuntime.of(model, input, trunk.stageChannels().getLast());
        System.out.printf(Locale.ROOT,
                "{\"file\": \"%s\", \"size\": %d, \"values\": %d, \"relative_difference\": %.3g}%n",
                file.getFileName(), size, expected.length, TransferFiles.relativeDifference(found, expected));
    }

    private static void tune(Path file, int size, int batch, int steps) throws IOException {
        long start = System.nanoTime();
        PretrainedTrunk trunk = PretrainedTrunk.read(file);
        double readSeconds = secondsSince(start);
        long readMegabytes = peakMegabytes();
        EmbeddingNetwork network = started(trunk, size);
        long startMegabytes = peakMegabytes();
        TrainStep step = new TrainStep(network, OptimizationConfig.sgd(1e-4));
        Random random = new Random(1);
        List<InputTensor> inputs = new ArrayList<>();
        int[] classes = new int[batch];
        for (int i = 0; i < batch; i++) {
            inputs.add(TransferFiles.randomInput(random, trunk.inputChannels(), size));
            classes[i] = i % CLASSES;
        }
        Batch data = Batch.of(inputs, classes);
        double first = step.run(data, RATE);
        double last = first;
        double best = Double.MAX_VALUE;
        for (int i = 1; i < steps; i++) {
            long stepStart = System.nanoTime();
            last = step.run(data, RATE);
            best = Math.min(best, secondsSince(stepStart));
        }
        System.out.printf(Locale.ROOT,
                "{\"file\": \"%s\", \"size\": %d, \"batch\": %d, \"read_seconds\": %.2f, \"read_peak_mb\": %d,"
                        + " \"network_peak_mb\": %d, \"steps\": %d, \"first_loss\": %.3f, \"last_loss\": %.3f,"
                        + " \"step_seconds\": %.2f, \"peak_mb\": %d}%n",
                file.getFileName(), size, batch, readSeconds, readMegabytes, startMegabytes, steps, first, last, best,
                peakMegabytes());
    }

    private static EmbeddingNetwork started(PretrainedTrunk trunk, int size) {
        EmbeddingNetwork network = EmbeddingNetwork.create(new Backbone(trunk.vgg(), trunk.width().orElseThrow(),
                trunk.batchNorm(), trunk.inputChannels(), size, DIMENSION), new ArcFace(0.5, 30), CLASSES, 1,
                DataType.FLOAT);
        trunk.copyInto(network);
        return network;
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    /** Returns the most memory that the process has had, as Linux tells it. */
    private static long peakMegabytes() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024).findFirst().orElse(0);
        }
    }
}
