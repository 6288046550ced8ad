package arc.train.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Maps 3×3 kernels to the positions of a {@link TileTransform} and their gradients back: a matrix [in, out]
 * for each position, cut into {@link Panels}.
 */
final class KernelPoints {

    private static final int TAPS = 3;

    /** Rows and columns that are transposed together: a block of both sides stays in the nearest cache. */
    private static final int BLOCK = 16;

    private final TileTransform transform;
    private final int in;
    private final int out;
    private final Workers workers;

    KernelPoints(TileTransform transform, int in, int out, Workers workers) {
        this.transform = transform;
        this.in = in;
        this.out = out;
        this.workers = workers;
    }

    /** Returns the floats of one position's matrix. */
    int stride() {
        return in * paddedLength();
    }

    /** Returns the floats of all. */
    int length() {
        return transform.positions() * stride();
    }

    /** Returns where one position's matrix begins at a column, the first of a panel. */
    int at(int position, int column) {
        return position * stride() + in * column;
    }

    /**
     * Maps a kernel.
     *
     * @param kernel [3, 3, in, out]
     * @param points receives {@link #length()} floats
     */
    void map(MemorySegment kernel, float[] points) {
        workers.run(in, row -> {
            int length = paddedLength();
            float[] taps = Scratch.floats(Scratch.Use.KERNEL_ROW, TAPS * transform.points() * length);
            for (int tap = 0; tap < TAPS * TAPS; tap++) {
                long from = ((long) tap * in + row) * out * Float.BYTES;
                MemorySegment.copy(kernel, ValueLayout.JAVA_FLOAT, from, taps, tap * length, out);
            }
            mapRow(taps, length, row, points);
        });
    }

    /**
     * Maps a kernel as the gradient of the input needs it: turned by half a turn, input and output exchanged.
     *
     * @param kernel [3, 3, out, in]
     * @param points receives {@link #length()} floats
     */
    void mapTurned(MemorySegment kernel, float[] points) {
        int length = paddedLength();
        float[] turned = Scratch.floats(Scratch.Use.KERNEL, TAPS * TAPS * in * length);
        workers.run(Math.ceilDiv(in, BLOCK), block -> {
            float[] line = Scratch.floats(Scratch.Use.KERNEL_ROW, BLOCK);
            int first = block * BLOCK;
            int rows = Math.min(BLOCK, in - first);
            for (int tap = 0; tap < TAPS * TAPS; tap++) {
                long from = (long) (TAPS * TAPS - 1 - tap) * in * out;
                for (int column = 0; column < out; column++) {
                    MemorySegment.copy(kernel, ValueLayout.JAVA_FLOAT,
                            (from + (long) column * in + first) * Float.BYTES, line, 0, rows);
                    for (int row = 0; row < rows; row++) {
                        turned[((first + row) * TAPS * TAPS + tap) * length + column] = line[row];
                    }
                }
            }
        });
        workers.run(in, row -> {
            float[] taps = Scratch.floats(Scratch.Use.KERNEL_ROW, TAPS * transform.points() * length);
            System.arraycopy(turned, row * TAPS * TAPS * length, taps, 0, TAPS * TAPS * length);
            mapRow(taps, length, row, points);
        });
    }

    /** Maps 9 rows of {@code out} floats, {@code length} apart; {@code taps} has room for what is mapped first. */
    private void mapRow(float[] taps, int length, int row, float[] points) {
        for (int tap = 0; tap < TAPS * TAPS; tap++) {
            Arrays.fill(taps, tap * length + out, (tap + 1) * length, 0);
        }
        int n = transform.points();
        int width = Panels.width(out);
        // Along columns: [3, 3, length] to [n, 3, length].
        transform.kernel(taps, 0, TAPS * length, taps, 0, TAPS * length, TAPS * length);
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < length; c += width) {
                int to = i * n * stride() + c / width * in * width + row * width;
                transform.kernel(taps, i * TAPS * length + c, length, points, to, stride(), width);
            }
        }
    }

    /**
     * Maps gradients back.
     *
     * @param gradients of each position, [rows, columns] with {@code rowStride}, {@code positionStride} apart
     * @param dKernel receives [3, 3, in, out]
     */
    void mapBack(float[] gradients, int rowStride, int positionStride, MemorySegment dKernel) {
        int n = transform.points();
        workers.run(in, row -> {
            float[] taps = Scratch.floats(Scratch.Use.KERNEL_ROW, TAPS * n * out);
            for (int i = 0; i < n; i++) {
                transform.kernelGradient(gradients, i * n * positionStride + row * rowStride, positionStride, taps,
                        i * TAPS * out, out, out);
            }
            transform.kernelGradient(taps, 0, TAPS * out, taps, 0, TAPS * out, TAPS * out);
            for (int tap = 0; tap < TAPS * TAPS; tap++) {
                MemorySegment.copy(taps, tap * out, dKernel, ValueLayout.JAVA_FLOAT,
                        ((long) tap * in + row) * out * Float.BYTES, out);
            }
        });
    }

    private int paddedLength() {
        return Panels.paddedColumns(out);
    }
}
