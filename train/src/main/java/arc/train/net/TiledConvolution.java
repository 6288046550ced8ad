package arc.train.net;

import arc.train.kernel.Grid;
import arc.train.kernel.NativeFloats;
import arc.train.kernel.WinogradConvolution;
import arc.train.kernel.Workers;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Convolves by {@link WinogradConvolution}. */
final class TiledConvolution implements Convolution {

    private final WinogradConvolution winograd;

    TiledConvolution(int inChannels, Grid grid, Workers workers) {
        winograd = new WinogradConvolution(inChannels, grid, workers);
    }

    @Override
    public void forward(INDArray x, INDArray kernel, INDArray z) {
        winograd.forward(NativeFloats.of(x), NativeFloats.of(kernel), NativeFloats.of(z));
    }

    @Override
    public void backward(INDArray x, INDArray kernel, INDArray dz, @Nullable INDArray dx, INDArray dKernel) {
        if (dx != null) {
            winograd.inputGradient(NativeFloats.of(dz), NativeFloats.of(kernel), NativeFloats.of(dx));
        }
        winograd.kernelGradient(NativeFloats.of(x), NativeFloats.of(dz), NativeFloats.of(dKernel));
    }

    @Override
    public void close() {}
}
