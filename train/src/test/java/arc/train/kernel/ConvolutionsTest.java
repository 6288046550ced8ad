package arc.train.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;

/** Compares the convolutions with sums in double precision, written as the definition has them. */
class ConvolutionsTest {

    private final Random random = new Random(5);

    /** Batch, height, width, channels in, channels out; the large ones take the way of a kernel read but once. */
    @ParameterizedTest
    @CsvSource({"1, 1, 1, 16, 16", "1, 2, 2, 16, 48", "3, 2, 2, 80, 32", "300, 2, 2, 16, 16", "1, 2, 1, 16, 16",
            "2, 3, 5, 32, 16",
            "1, 4, 4, 48, 80", "2, 7, 9, 16, 32", "1, 5, 70, 16, 16", "2, 33, 34, 32, 16", "2, 5, 6, 272, 288",
            "70, 5, 9, 16, 208", "1, 3, 3, 528, 144"})
    void minimalFilteringEqualsTheDefinition(int batch, int height, int width, int in, int out) {
        Grid grid = new Grid(batch, height, width, out, false);
        Case c = new Case(grid, in);
        WinogradConvolution convolution = new WinogradConvolution(in, grid, new Workers(2));
        MemorySegment z = floats(c.dz.length);
        MemorySegment dx = floats(c.x.length);
        MemorySegment dKernel = floats(c.kernel.length);
        convolution.forward(segment(c.x), segment(c.kernel), z);
        convolution.inputGradient(segment(c.dz), segment(c.kernel), dx);
        convolution.kernelGradient(segment(c.x), segment(c.dz), dKernel);
        assertClose(z, c.forward(), "z");
        assertClose(dx, c.inputGradient(), "dx");
        assertClose(dKernel, c.kernelGradient(), "dKernel");
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1, 16", "2, 5, 3, 1, 32", "3, 4, 37, 3, 48", "40, 6, 6, 2, 16", "1, 32, 32, 4, 128"})
    void patchesEqualTheDefinition(int batch, int height, int width, int in, int out) {
        Grid grid = new Grid(batch, height, width, out, false);
        Case c = new Case(grid, in);
        PatchConvolution convolution = new PatchConvolution(in, grid, new Workers(2));
        MemorySegment z = floats(c.dz.length);
        MemorySegment dKernel = floats(c.kernel.length);
        convolution.forward(segment(c.x), segment(c.kernel), z);
        convolution.kernelGradient(segment(c.x), segment(c.dz), dKernel);
        assertClose(z, c.forward(), "z");
        assertClose(dKernel, c.kernelGradient(), "dKernel");
    }

    @ParameterizedTest
    @CsvSource({"9, 12, 12, 32, 48", "3, 6, 6, 272, 272"})
    void givesTheSameBitsOnAnyNumberOfThreads(int batch, int height, int width, int in, int out) {
        Grid grid = new Grid(batch, height, width, out, false);
        Case c = new Case(grid, in);
        float[] first = gradients(c, 1);
        assertThat(gradients(c, 2)).isEqualTo(first);
        assertThat(gradients(c, 5)).isEqualTo(first);
    }

    @Test
    void refusesPartsOfVectors() {
        Grid grid = new Grid(1, 4, 4, 16, false);
        assertThatThrownBy(() -> new WinogradConvolution(24, grid, new Workers(1)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("got 24 and 16");
    }

    private static float[] gradients(Case c, int threads) {
        WinogradConvolution convolution = new WinogradConvolution(c.in, c.grid, new Workers(threads));
        MemorySegment dx = floats(c.x.length);
        MemorySegment dKernel = floats(c.kernel.length);
        convolution.inputGradient(segment(c.dz), segment(c.kernel), dx);
        convolution.kernelGradient(segment(c.x), segment(c.dz), dKernel);
        float[] all = new float[c.x.length + c.kernel.length];
        MemorySegment.copy(dx, ValueLayout.JAVA_FLOAT, 0, all, 0, c.x.length);
        MemorySegment.copy(dKernel, ValueLayout.JAVA_FLOAT, 0, all, c.x.length, c.kernel.length);
        return all;
    }

    /** Within 1e-5 of the largest value, as float32 and six points along a side allow. */
    private static void assertClose(MemorySegment actual, double[] expected, String what) {
        double scale = 0;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            scale = Math.max(scale, Math.abs(expected[i]));
            difference = Math.max(difference,
                    Math.abs(actual.getAtIndex(ValueLayout.JAVA_FLOAT, i) - expected[i]));
        }
        assertThat(difference / scale).as(what).isLessThan(1e-5);
    }

    private static MemorySegment floats(int length) {
        return Arena.ofAuto().allocate((long) length * Float.BYTES, Float.BYTES);
    }

    private static MemorySegment segment(float[] values) {
        return Arena.ofAuto().allocateFrom(ValueLayout.JAVA_FLOAT, values);
    }

    /** One set of arrays, and what the definition makes of them. */
    private final class Case {

        private final Grid grid;
        private final int in;
        private final float[] x;
        private final float[] kernel;
        private final float[] dz;

        Case(Grid grid, int in) {
            this.grid = grid;
            this.in = in;
            x = gaussian(grid.rows() * in);
            kernel = gaussian(9 * in * grid.channels());
            dz = gaussian(grid.rows() * grid.channels());
        }

        double[] forward() {
            double[] z = new double[dz.length];
            forEachProduct((input, output, tap) -> {
                for (int i = 0; i < in; i++) {
                    for (int o = 0; o < grid.channels(); o++) {
                        z[output + o] += (double) x[input + i] * kernel[(tap * in + i) * grid.channels() + o];
                    }
                }
            });
            return z;
        }

        double[] inputGradient() {
            double[] dx = new double[x.length];
            forEachProduct((input, output, tap) -> {
                for (int i = 0; i < in; i++) {
                    for (int o = 0; o < grid.channels(); o++) {
                        dx[input + i] += (double) dz[output + o] * kernel[(tap * in + i) * grid.channels() + o];
                    }
                }
            });
            return dx;
        }

        double[] kernelGradient() {
            double[] dKernel = new double[kernel.length];
            forEachProduct((input, output, tap) -> {
                for (int i = 0; i < in; i++) {
                    for (int o = 0; o < grid.channels(); o++) {
                        dKernel[(tap * in + i) * grid.channels() + o] += (double) x[input + i] * dz[output + o];
                    }
                }
            });
            return dKernel;
        }

        private void forEachProduct(Product3 product) {
            for (int b = 0; b < grid.batch(); b++) {
                for (int pixel = 0; pixel < grid.height() * grid.width(); pixel++) {
                    for (int tap = 0; tap < 9; tap++) {
                        int y = pixel / grid.width() + tap / 3 - 1;
                        int column = pixel % grid.width() + tap % 3 - 1;
                        if (y >= 0 && y < grid.height() && column >= 0 && column < grid.width()) {
                            int image = b * grid.height() * grid.width();
                            product.accept((image + y * grid.width() + column) * in,
                                    (image + pixel) * grid.channels(), tap);
                        }
                    }
                }
            }
        }
    }

    @FunctionalInterface
    private interface Product3 {
        void accept(int input, int output, int tap);
    }

    private float[] gaussian(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
