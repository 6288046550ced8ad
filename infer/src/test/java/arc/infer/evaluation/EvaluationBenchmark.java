package arc.infer.evaluation;

import arc.infer.embedding.EmbeddingSet;
import arc.infer.embedding.LeftOut;
import arc.infer.embedding.RandomSets;

import java.util.Random;

/**
 * Measures a whole evaluation; no test. Arguments: probes, gallery rows, dimension, threads. Run it on
 * the test class path with the flags of {@code .mvn/jvm-flags} and {@code -Xmx1g}.
 */
final class EvaluationBenchmark {

    private EvaluationBenchmark() {}

    public static void main(String[] args) {
        int probes = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        int rows = args.length > 1 ? Integer.parseInt(args[1]) : 60_000;
        int dimension = args.length > 2 ? Integer.parseInt(args[2]) : 512;
        int threads = args.length > 3 ? Integer.parseInt(args[3]) : 2;
        double spread = args.length > 4 ? Double.parseDouble(args[4]) : 0.8;
        EmbeddingSet gallery = RandomSets.clustered(rows, dimension, 10, spread, new Random(1));
        EmbeddingSet queries = RandomSets.clustered(probes, dimension, 10, spread, new Random(2));
        long start = System.nanoTime();
        Evaluation evaluation = Evaluation.of(queries, gallery, LeftOut.nothing(), threads);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%d x %d x %d, %d threads: %.1f s%n%s%n", probes, rows, dimension, threads, seconds,
                evaluation);
    }
}
