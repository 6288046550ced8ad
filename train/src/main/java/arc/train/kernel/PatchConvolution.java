package arc.train.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Convolves pictures of few channels, 3×3 taps, stride 1, zeros around: copies what each pixel's taps see into a
 * row, and multiplies. With one or three channels these rows are short; vectors along input channels would be
 * all but empty.
 */
public final class PatchConvolution {

    private static final int TAPS = 9;

    /** Partial sums of the kernel's gradient; more threads than that don't help. */
    private static final int PARTIAL_SUMS = 16;

    /** Rows and columns of pixels in a piece of work. */
    private static final int STEP = 4;

    private final int in;
    private final Grid grid;
    private final Workers workers;
    private final Strips rows;
    private final int depth; // floats that a pixel's taps see
    private final int pitch; // floats from pixel to pixel of output

    /**
     * Prepares for one size.
     *
     * @param inChannels any number
     * @param grid of the output
     */
    public PatchConvolution(int inChannels, Grid grid, Workers workers) {
        in = inChannels;
        this.grid = grid;
        this.workers = workers;
        rows = new Strips(grid.batch(), grid.height(), grid.width(), STEP);
        depth = TAPS * inChannels;
        pitch = Panels.paddedColumns(grid.channels());
    }

    /**
     * Writes z = x ∗ kernel.
     *
     * @param x [B, H, W, Cin]
     * @param kernel [3, 3, Cin, Cout]
     * @param z [B, H, W, Cout]
     */
    public void forward(MemorySegment x, MemorySegment kernel, MemorySegment z) {
        int out = grid.channels();
        float[] panels = panels(kernel);
        workers.run(rows.count(), strip -> {
            int columns = rows.tiles(strip) * STEP;
            int pixels = STEP * columns;
            float[] patches = patches(x, strip, columns);
            float[] padded = Scratch.floats(Scratch.Use.OUTPUT_POINTS, Panels.paddedRows(pixels) * pitch);
            Product.multiply(patches, 0, depth, panels, 0, padded, 0, pitch, pixels, out, depth,
                    Panels.width(out));
            if (pitch != out) {
                for (int p = 1; p < pixels; p++) {
                    System.arraycopy(padded, p * pitch, padded, p * out, out);
                }
            }
            rows.scatter(padded, columns, out, strip, z);
        });
    }

    /**
     * Writes the gradient of the kernel.
     *
     * @param x [B, H, W, Cin]
     * @param dz [B, H, W, Cout]
     * @param dKernel [3, 3, Cin, Cout]
     */
    public void kernelGradient(MemorySegment x, MemorySegment dz, MemorySegment dKernel) {
        int out = grid.channels();
        int length = Panels.paddedRows(depth) * pitch;
        float[] sums = new float[PARTIAL_SUMS * length];
        workers.run(PARTIAL_SUMS, sum -> {
            for (int strip = sum; strip < rows.count(); strip += PARTIAL_SUMS) {
                int columns = rows.tiles(strip) * STEP;
                float[] patches = patches(x, strip, columns);
                float[] right = Scratch.floats(Scratch.Use.OUTPUT_POINTS, STEP * columns * out + pitch);
                rows.gather(dz, out, strip, 0, STEP, columns, right);
                TransposedProduct.add(patches, 0, depth, right, 0, out, sums, sum * length, pitch, depth, out,
                        STEP * columns);
            }
        });
        float[] total = new float[out];
        for (int k = 0; k < depth; k++) {
            Arrays.fill(total, 0);
            for (int sum = 0; sum < PARTIAL_SUMS; sum++) {
                for (int c = 0; c < out; c++) {
                    total[c] += sums[sum * length + k * pitch + c];
                }
            }
            MemorySegment.copy(total, 0, dKernel, ValueLayout.JAVA_FLOAT, (long) k * out * Float.BYTES, out);
        }
    }

    private float[] panels(MemorySegment kernel) {
        int out = grid.channels();
        int width = Panels.width(out);
        float[] panels = new float[depth * pitch];
        for (int k = 0; k < depth; k++) {
            for (int c = 0; c < out; c++) {
                panels[(c / width * depth + k) * width + c % width] = kernel.getAtIndex(ValueLayout.JAVA_FLOAT,
                        (long) k * out + c);
            }
        }
        return panels;
    }

    /** Returns, for each pixel of a strip, what its taps see: [pixels, 9·Cin], and whole tiles of rows behind. */
    private float[] patches(MemorySegment x, int strip, int columns) {
        int line = (columns + 2) * in;
        float[] near = Scratch.floats(Scratch.Use.STRIP, (STEP + 2) * line);
        rows.gather(x, in, strip, 1, STEP + 2, columns + 2, near);
        float[] patches = Scratch.floats(Scratch.Use.INPUT_POINTS, (STEP * columns + Panels.ROWS) * depth);
        int run = 3 * in;
        for (int y = 0; y < STEP; y++) {
            for (int column = 0; column < columns; column++) {
                int to = (y * columns + column) * depth;
                for (int ky = 0; ky < 3; ky++) {
                    int from = (y + ky) * line + column * in;
                    for (int i = 0; i < run; i++) {
                        patches[to + ky * run + i] = near[from + i];
                    }
                }
            }
        }
        return patches;
    }
}
