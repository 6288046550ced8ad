package arc.train.net;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Runs the same native ops as {@link NativeConvolution} on [B, C, H, W] copies. That is what a GPU wants: libnd4j gives
 * {@code conv2d_bp} to cuDNN with channels first only (its check in platform/cudnn/conv2d.cu).
 */
final class ChannelsFirstConvolution implements Convolution {

    private static final int SAME_PADDING = 1;
    private static final int NCHW = 0;
    private static final int KERNEL_HWIO = 0;
    private static final int[] ARGUMENTS = {3, 3, 1, 1, 1, 1, 1, 1, SAME_PADDING, NCHW, KERNEL_HWIO};

    @Override
    public void forward(INDArray x, INDArray kernel, INDArray z) {
        try (INDArray in = channelsFirst(x); INDArray out = likeChannelsFirst(z)) {
            Nd4j.exec(DynamicCustomOp.builder("conv2d").addInputs(in, kernel).addOutputs(out)
                    .addIntegerArguments(ARGUMENTS).build());
            z.assign(out.permute(0, 2, 3, 1));
        }
    }

    @Override
    public void backward(INDArray x, INDArray kernel, INDArray dz, @Nullable INDArray dx, INDArray dKernel) {
        try (INDArray in = channelsFirst(x);
                INDArray dOut = channelsFirst(dz);
                INDArray dIn = likeChannelsFirst(x)) {
            Nd4j.exec(DynamicCustomOp.builder("conv2d_bp").addInputs(in, kernel, dOut).addOutputs(dIn, dKernel)
                    .addIntegerArguments(ARGUMENTS).build());
            if (dx != null) {
                dx.assign(dIn.permute(0, 2, 3, 1));
            }
        }
    }

    private static INDArray channelsFirst(INDArray nhwc) {
        return nhwc.permute(0, 3, 1, 2).dup('c');
    }

    private static INDArray likeChannelsFirst(INDArray nhwc) {
        return Nd4j.createUninitialized(nhwc.dataType(), nhwc.size(0), nhwc.size(3), nhwc.size(1), nhwc.size(2));
    }

    @Override
    public void close() {}
}
