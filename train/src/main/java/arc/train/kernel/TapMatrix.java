package arc.train.kernel;

import jdk.incubator.vector.FloatVector;

import java.lang.foreign.MemorySegment;

/**
 * Spreads a 3×3 kernel out into the matrix that it is on a picture of at most 2×2 pixels, where every
 * output sees every input: row (input pixel, Cin), column (output pixel, Cout). And gathers the gradient of
 * that matrix back into one of the kernel.
 */
public final class TapMatrix {

    private final int height;
    private final int width;
    private final int in;
    private final int out;
    private final Workers workers;

    /** Prepares for a picture size and channel counts. */
    public TapMatrix(int height, int width, int inChannels, int outChannels, Workers workers) {
        if (!fits(height, width)) {
            throw new IllegalArgumentException("expected at most 2x2 pixels, got " + height + "x" + width);
        }
        this.height = height;
        this.width = width;
        this.in = inChannels;
        this.out = outChannels;
        this.workers = workers;
    }

    /** Says whether every output pixel sees every input pixel through a 3×3 kernel. */
    public static boolean fits(int height, int width) {
        return height <= 2 && width <= 2;
    }

    private int pixels() {
        return height * width;
    }

    /** Returns the kernel's tap, 0 to 8, through which {@code to} sees {@code from}. */
    private int tap(int from, int to) {
        int dy = from / width - to / width + 1;
        int dx = from % width - to % width + 1;
        return 3 * dy + dx;
    }

    /**
     * Writes the matrix.
     *
     * @param kernel [3, 3, Cin, Cout]
     * @param matrix [pixels · Cin, pixels · Cout]
     */
    public void spread(MemorySegment kernel, MemorySegment matrix) {
        long columns = (long) out * Float.BYTES;
        workers.run(pixels() * in, row -> {
            int from = row / in;
            for (int to = 0; to < pixels(); to++) {
                long source = ((long) tap(from, to) * in + row % in) * columns;
                MemorySegment.copy(kernel, source, matrix, ((long) row * pixels() + to) * columns, columns);
            }
        });
    }

    /**
     * Adds up what each tap of the kernel stands for.
     *
     * @param dMatrix gradient of the matrix
     * @param dKernel [3, 3, Cin, Cout], overwritten; taps that no pixel uses get zero
     */
    public void gather(MemorySegment dMatrix, MemorySegment dKernel) {
        long columns = (long) out * Float.BYTES;
        workers.run(9 * in, row -> {
            int wanted = row / in;
            for (long c = 0; c < columns; c += Lanes.BYTES) {
                FloatVector sum = FloatVector.zero(Lanes.SPECIES);
                for (int from = 0; from < pixels(); from++) {
                    for (int to = 0; to < pixels(); to++) {
                        if (tap(from, to) == wanted) {
                            long matrixRow = (long) from * in + row % in;
                            sum = sum.add(Lanes.load(dMatrix, (matrixRow * pixels() + to) * columns + c));
                        }
                    }
                }
                Lanes.store(sum, dKernel, row * columns + c);
            }
        });
    }
}
