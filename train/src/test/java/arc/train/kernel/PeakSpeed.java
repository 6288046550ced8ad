package arc.train.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Locale;

/** Measures the two ceilings of the machine: products from the nearest cache, and copies through memory. */
final class PeakSpeed {

    private static final int ROWS = 48;
    private static final int DEPTH = 96;
    private static final int REPEATS = 200;
    private static final long MEGABYTES = 256;

    private PeakSpeed() {}

    public static void main(String[] args) {
        Workers workers = new Workers(Runtime.getRuntime().availableProcessors());
        int columns = 2 * Lanes.COUNT;
        double flops = 2.0 * ROWS * DEPTH * columns * REPEATS * workers.threads();
        double product = best(() -> workers.run(workers.threads(), _ -> {
            float[] a = Scratch.floats(Scratch.Use.INPUT_POINTS, ROWS * DEPTH + Panels.ROWS);
            float[] b = Scratch.floats(Scratch.Use.KERNEL_POINTS, DEPTH * columns);
            float[] c = Scratch.floats(Scratch.Use.OUTPUT_POINTS, ROWS * columns);
            for (int i = 0; i < REPEATS; i++) {
                Product.multiply(a, 0, DEPTH, b, 0, c, 0, columns, ROWS, columns, DEPTH, columns);
            }
        }));
        long bytes = MEGABYTES << 20;
        MemorySegment from = Arena.ofAuto().allocate(bytes);
        MemorySegment to = Arena.ofAuto().allocate(bytes);
        from.fill((byte) 1);
        to.fill((byte) 1);
        long piece = bytes / workers.threads();
        double copy = best(() -> workers.run(workers.threads(),
                i -> MemorySegment.copy(from, i * piece, to, i * piece, piece)));
        System.out.printf(Locale.ROOT, "vectors of %d floats, %d threads: %.0f GFLOPS, %.1f GB/s read and written%n",
                Lanes.COUNT, workers.threads(), flops / product / 1e9, 2 * bytes / copy / 1e9);
    }

    private static double best(Runnable pass) {
        double best = Double.MAX_VALUE;
        long until = System.nanoTime() + 3_000_000_000L;
        while (System.nanoTime() < until) {
            long start = System.nanoTime();
            pass.run();
            best = Math.min(best, (System.nanoTime() - start) / 1e9);
        }
        return best;
    }
}
