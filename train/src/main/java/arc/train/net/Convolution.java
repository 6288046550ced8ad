package arc.train.net;

import arc.train.kernel.BlockPasses;
import arc.train.kernel.Grid;
import arc.train.kernel.Workers;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Computes a 3×3 convolution, stride 1, padding 1, of one size: x [B, H, W, Cin], kernel [3, 3, Cin, Cout]. */
interface Convolution {

    /** Most input channels that are multiplied as patches: the first layer's. */
    int FEW_CHANNELS = 4;

    /** Writes z = x ∗ kernel, [B, H, W, Cout]. */
    void forward(INDArray x, INDArray kernel, INDArray z);

    /**
     * Writes the gradients.
     *
     * @param dx where the gradient of x goes; null where it isn't wanted
     */
    void backward(INDArray x, INDArray kernel, INDArray dz, @Nullable INDArray dx, INDArray dKernel);

    /** Frees the native memory. */
    void close();

    /** Chooses by size alone, so that a seed computes the same everywhere. */
    static Convolution choose(int inChannels, Grid grid, Workers workers) {
        if (inChannels <= FEW_CHANNELS) {
            return new FirstConvolution(inChannels, grid, workers);
        }
        return BlockPasses.supports(inChannels)
                ? new TiledConvolution(inChannels, grid, workers)
                : new NativeConvolution();
    }

    /** Chooses one that runs on any device, in any precision. */
    static Convolution portable() {
        return Compute.isCpu() ? new NativeConvolution() : new ChannelsFirstConvolution();
    }
}
