package arc.train.bench;

import arc.train.kernel.Grid;
import arc.train.kernel.NativeFloats;
import arc.train.kernel.WinogradConvolution;
import arc.train.kernel.Workers;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import java.util.Locale;

/** Measures the three passes of the convolutions of a VGG, each alone. */
final class ConvolutionSpeed {

    private static final int[][] SIZES = {{64, 64, 32}, {64, 128, 16}, {128, 128, 16}, {128, 256, 8}, {256, 256, 8},
            {256, 512, 4}, {512, 512, 4}, {512, 512, 2}};

    private ConvolutionSpeed() {}

    public static void main(String[] args) {
        double width = Double.parseDouble(args[0]);
        Workers workers = new Workers(Runtime.getRuntime().availableProcessors());
        int batch = 64;
        for (int repeat = 0; repeat < 2; repeat++) {
            for (int[] size : SIZES) {
                int in = (int) (size[0] * width);
                int out = (int) (size[1] * width);
                int side = size[2];
                Grid grid = new Grid(batch, side, side, out, false);
                WinogradConvolution convolution = new WinogradConvolution(in, grid, workers);
                INDArray x = Nd4j.rand(DataType.FLOAT, batch, side, side, in);
                INDArray z = Nd4j.rand(DataType.FLOAT, batch, side, side, out);
                INDArray kernel = Nd4j.rand(DataType.FLOAT, 3, 3, in, out);
                INDArray dKernel = kernel.dup();
                double[] ms = {
                        best(() -> convolution.forward(NativeFloats.of(x), NativeFloats.of(kernel),
                                NativeFloats.of(z))),
                        best(() -> convolution.inputGradient(NativeFloats.of(z), NativeFloats.of(kernel),
                                NativeFloats.of(x))),
                        best(() -> convolution.kernelGradient(NativeFloats.of(x), NativeFloats.of(z),
                                NativeFloats.of(dKernel)))};
                double giga = 2.0 * batch * side * side * 9 * in * out / 1e9;
                System.out.printf(Locale.ROOT,
                        "%d->%d at %d: forward %.2f ms (%.0f GFLOPS of the direct method), dX %.2f (%.0f), dW %.2f (%.0f)%n",
                        in, out,
                        side, ms[0], giga / ms[0] * 1e3, ms[1], giga / ms[1] * 1e3, ms[2], giga / ms[2] * 1e3);
            }
        }
    }

    private static double best(Runnable pass) {
        double best = Double.MAX_VALUE;
        long until = System.nanoTime() + 2_000_000_000L;
        for (int i = 0; i < 10 || System.nanoTime() < until; i++) {
            long start = System.nanoTime();
            pass.run();
            best = Math.min(best, (System.nanoTime() - start) / 1e6);
        }
        return best;
    }
}
