package arc.train.kernel;

import jdk.incubator.vector.FloatVector;

import java.lang.foreign.MemorySegment;

/**
 * Computes the kernel's gradient of a convolution with few input channels: the first one, whose input needs
 * no gradient. The native op takes several times as long here, where vectors along the input channels are
 * all but empty. Nine sums, one a tap, stay in registers along a row of the picture.
 */
public final class FirstKernelGradient {

    private FirstKernelGradient() {}

    /**
     * Writes dKernel[ky, kx, i, o] = Σ x[b, y + ky − 1, x + kx − 1, i] · dz[b, y, x, o].
     *
     * @param x [B, H, W, Cin]
     * @param dz [B, H, W, Cout]
     * @param grid of dz
     * @param dKernel [3, 3, Cin, Cout], overwritten
     */
    public static void compute(MemorySegment x, int inChannels, MemorySegment dz, Grid grid, MemorySegment dKernel,
            Workers workers) {
        int out = grid.channels();
        double[][] sums = new double[grid.batch()][9 * inChannels * out];
        workers.run(grid.batch(), image -> {
            float[] padded = padded(x, inChannels, grid, image);
            for (int y = 0; y < grid.height(); y++) {
                for (int i = 0; i < inChannels; i++) {
                    for (int c = 0; c < out; c += Lanes.COUNT) {
                        addRow(padded, inChannels, i, dz, grid, image, y, c, sums[image]);
                    }
                }
            }
        });
        for (int j = 0; j < 9 * inChannels * out; j++) {
            double total = 0;
            for (double[] image : sums) {
                total += image[j];
            }
            Floats.set(dKernel, j, (float) total);
        }
    }

    /** Copies one picture into a black frame of one pixel: [H + 2, W + 2, Cin]. */
    private static float[] padded(MemorySegment x, int inChannels, Grid grid, int image) {
        int line = grid.width() * inChannels;
        int paddedLine = line + 2 * inChannels;
        float[] padded = new float[(grid.height() + 2) * paddedLine];
        for (int y = 0; y < grid.height(); y++) {
            long from = ((long) image * grid.height() + y) * line * Float.BYTES;
            MemorySegment.copy(x, java.lang.foreign.ValueLayout.JAVA_FLOAT, from, padded,
                    (y + 1) * paddedLine + inChannels, line);
        }
        return padded;
    }

    private static void addRow(float[] padded, int inChannels, int i, MemorySegment dz, Grid grid, int image, int y,
            int c, double[] sums) {
        int line = (grid.width() + 2) * inChannels;
        int above = y * line + i;
        FloatVector s0 = FloatVector.zero(Lanes.SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        FloatVector s4 = s0;
        FloatVector s5 = s0;
        FloatVector s6 = s0;
        FloatVector s7 = s0;
        FloatVector s8 = s0;
        long at = ((((long) image * grid.height() + y) * grid.width()) * grid.channels() + c) * Float.BYTES;
        for (int column = 0; column < grid.width(); column++) {
            FloatVector d = Lanes.load(dz, at);
            int p = above + column * inChannels;
            s0 = d.fma(broadcast(padded[p]), s0);
            s1 = d.fma(broadcast(padded[p + inChannels]), s1);
            s2 = d.fma(broadcast(padded[p + 2 * inChannels]), s2);
            s3 = d.fma(broadcast(padded[p + line]), s3);
            s4 = d.fma(broadcast(padded[p + line + inChannels]), s4);
            s5 = d.fma(broadcast(padded[p + line + 2 * inChannels]), s5);
            s6 = d.fma(broadcast(padded[p + 2 * line]), s6);
            s7 = d.fma(broadcast(padded[p + 2 * line + inChannels]), s7);
            s8 = d.fma(broadcast(padded[p + 2 * line + 2 * inChannels]), s8);
            at += (long) grid.channels() * Float.BYTES;
        }
        int tap = inChannels * grid.channels();
        int target = i * grid.channels() + c;
        Lanes.addTo(s0, sums, target);
        Lanes.addTo(s1, sums, target + tap);
        Lanes.addTo(s2, sums, target + 2 * tap);
        Lanes.addTo(s3, sums, target + 3 * tap);
        Lanes.addTo(s4, sums, target + 4 * tap);
        Lanes.addTo(s5, sums, target + 5 * tap);
        Lanes.addTo(s6, sums, target + 6 * tap);
        Lanes.addTo(s7, sums, target + 7 * tap);
        Lanes.addTo(s8, sums, target + 8 * tap);
    }

    private static FloatVector broadcast(float value) {
        return FloatVector.broadcast(Lanes.SPECIES, value);
    }
}
