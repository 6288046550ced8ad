package arc.train.bench;

import arc.infer.image.InputTensor;
import arc.infer.image.Preprocessing;
import arc.train.data.Batch;
import arc.train.head.ArcFace;
import arc.train.loop.NetworkConfig;
import arc.train.loop.OptimizationConfig;
import arc.train.loop.TrainStep;
import arc.train.net.EmbeddingNetwork;
import arc.train.net.Vgg;
import org.nd4j.linalg.api.buffer.DataType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Measures one training step on random pictures: VGG16, ArcFace, SGD with momentum and weight decay. Prints
 * one JSON line with the best of the rounds, as the PyTorch script that it is compared with does.
 */
final class StepSpeed {

    private StepSpeed() {}

    public static void main(String[] args) throws IOException {
        double width = Double.parseDouble(args[0]);
        boolean batchNorm = Boolean.parseBoolean(args[1]);
        int rounds = Integer.parseInt(args[2]);
        int batch = args.length > 3 ? Integer.parseInt(args[3]) : 64;
        int size = args.length > 4 ? Integer.parseInt(args[4]) : 32;
        int channels = args.length > 5 ? Integer.parseInt(args[5]) : 1;
        Preprocessing input = new Preprocessing(size,
                channels == 1 ? Preprocessing.Channels.GREY : Preprocessing.Channels.RGB,
                Preprocessing.Fit.RESIZE, List.of(0.5), List.of(0.5));
        NetworkConfig config = new NetworkConfig(Vgg.VGG16, width, batchNorm, 512, input);
        EmbeddingNetwork network = EmbeddingNetwork.create(config.backbone(), new ArcFace(0.5, 30), 10, 1,
                DataType.FLOAT);
        TrainStep step = new TrainStep(network, OptimizationConfig.sgd(0.01));
        Random random = new Random(1);
        List<InputTensor> inputs = new ArrayList<>();
        int[] classes = new int[batch];
        for (int i = 0; i < batch; i++) {
            float[] values = new float[channels * size * size];
            for (int j = 0; j < values.length; j++) {
                values[j] = random.nextFloat();
            }
            inputs.add(new InputTensor(channels, size, values));
            classes[i] = i % 10;
        }
        Batch data = Batch.of(inputs, classes);
        double warmUntil = System.nanoTime() + 12e9;
        int warm = 0;
        while (System.nanoTime() < warmUntil || warm < 3) {
            step.run(data, 0.01);
            warm++;
        }
        double best = Double.MAX_VALUE;
        double[] all = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            long start = System.nanoTime();
            step.run(data, 0.01);
            all[i] = (System.nanoTime() - start) / 1e9;
            best = Math.min(best, all[i]);
        }
        Arrays.sort(all);
        System.out.printf(Locale.ROOT,
                "{\"width\": %s, \"bn\": %s, \"batch\": %d, \"size\": %d, \"train_images_per_second\": %.1f,"
                        + " \"median\": %.1f, \"mean\": %.1f, \"peak_mb\": %d}%n",
                width, batchNorm, batch, size, batch / best, batch / all[rounds / 2],
                batch * rounds / Arrays.stream(all).sum(), peakMegabytes());
    }

    /** Returns the most memory that the process has had, as Linux tells it. */
    private static long peakMegabytes() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024).findFirst().orElse(0);
        }
    }
}
