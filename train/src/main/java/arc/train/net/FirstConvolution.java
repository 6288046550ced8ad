package arc.train.net;

import arc.train.kernel.Grid;
import arc.train.kernel.NativeFloats;
import arc.train.kernel.PatchConvolution;
import arc.train.kernel.Workers;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Convolves pictures: by {@link PatchConvolution}, except for a gradient of the picture, which only a test asks for. */
final class FirstConvolution implements Convolution {

    private final PatchConvolution patches;
    private final NativeConvolution whole = new NativeConvolution();

    FirstConvolution(int inChannels, Grid grid, Workers workers) {
        patches = new PatchConvolution(inChannels, grid, workers);
    }

    @Override
    public void forward(INDArray x, INDArray kernel, INDArray z) {
        patches.forward(NativeFloats.of(x), NativeFloats.of(kernel), NativeFloats.of(z));
    }

    @Override
    public void backward(INDArray x, INDArray kernel, INDArray dz, @Nullable INDArray dx, INDArray dKernel) {
        if (dx != null) {
            whole.backward(x, kernel, dz, dx, dKernel);
            return;
        }
        patches.kernelGradient(NativeFloats.of(x), NativeFloats.of(dz), NativeFloats.of(dKernel));
    }

    @Override
    public void close() {
        whole.close();
    }
}
