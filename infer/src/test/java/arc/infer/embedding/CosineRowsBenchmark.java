package arc.infer.embedding;

import java.util.Random;
import java.util.concurrent.atomic.LongAdder;

/**
 * Measures the matrix product; no test. Arguments: probes, gallery rows, dimension, threads. Run it on
 * the test class path with the flags of {@code .mvn/jvm-flags}.
 */
final class CosineRowsBenchmark {

    private CosineRowsBenchmark() {}

    public static void main(String[] args) {
        int probes = args.length > 0 ? Integer.parseInt(args[0]) : 2_000;
        int rows = args.length > 1 ? Integer.parseInt(args[1]) : 60_000;
        int dimension = args.length > 2 ? Integer.parseInt(args[2]) : 512;
        int threads = args.length > 3 ? Integer.parseInt(args[3]) : 2;
        Tile tile = args.length > 4 ? new ScalarTile() : Tile.best();
        EmbeddingSet gallery = RandomSets.uniform(rows, dimension, new Random(1));
        EmbeddingSet queries = RandomSets.uniform(probes, dimension, new Random(2));
        for (int round = 0; round < 3; round++) {
            LongAdder visited = new LongAdder();
            long start = System.nanoTime();
            CosineRows.visit(queries, gallery, threads, tile, (probe, cosines) -> visited.add(cosines.length));
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf("%s %d x %d x %d, %d threads: %.2f s, %.1f GFLOPS%n", tile.getClass().getSimpleName(),
                    probes, rows, dimension, threads, seconds, 2.0 * visited.sum() * dimension / seconds / 1e9);
        }
    }
}
