package arc.infer.projection;

import java.nio.file.Path;

/**
 * Measures t-SNE; no test. Arguments: an .npy file of points, dims, threads. Run it on the test class path with the flags
 * of {@code .mvn/jvm-flags}.
 */
final class TsneBenchmark {

    private TsneBenchmark() {}

    public static void main(String[] args) {
        Points points = args.length > 0 ? Points.read(Path.of(args[0])) : Clusters.of(10, 1000, 512, 1);
        int dims = args.length > 1 ? Integer.parseInt(args[1]) : 2;
        int threads = args.length > 2 ? Integer.parseInt(args[2]) : 2;
        long start = System.nanoTime();
        double[] beforeSteps = new double[1];
        Tsne.Result result = Tsne.run(points, TsneOptions.standard(dims, points.size(), 42), threads, done -> {
            if (done == 1) {
                beforeSteps[0] = (System.nanoTime() - start) / 1e9;
            }
        });
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%d x %d to %d, %d threads: %.1f s (%.1f s before the steps), KL %.4f, trustworthiness %.4f%n",
                points.size(), points.dimension(), dims, threads, seconds, beforeSteps[0], result.klDivergence(),
                Trustworthiness.of(points, result.projection(), 10, threads));
    }
}
