package arc.train.net;

import arc.train.kernel.FirstKernelGradient;
import arc.train.kernel.Grid;
import arc.train.kernel.NativeFloats;
import arc.train.kernel.Workers;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Convolves pictures: forward by the native op, the kernel's gradient by {@link FirstKernelGradient}. */
final class FirstConvolution implements Convolution {

    private final int inChannels;
    private final Grid grid;
    private final Workers workers;
    private final NativeConvolution whole = new NativeConvolution();

    FirstConvolution(int inChannels, Grid grid, Workers workers) {
        this.inChannels = inChannels;
        this.grid = grid;
        this.workers = workers;
    }

    @Override
    public void forward(INDArray x, INDArray kernel, INDArray z) {
        whole.forward(x, kernel, z);
    }

    @Override
    public void backward(INDArray x, INDArray kernel, INDArray dz, @Nullable INDArray dx, INDArray dKernel) {
        if (dx != null) {
            whole.backward(x, kernel, dz, dx, dKernel);
            return;
        }
        FirstKernelGradient.compute(NativeFloats.of(x), inChannels, NativeFloats.of(dz), grid,
                NativeFloats.of(dKernel), workers);
    }

    @Override
    public void close() {
        whole.close();
    }
}
