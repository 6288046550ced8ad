package arc.train.net;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Runs 3×3 convolutions, stride 1, padding 1, through the native ops {@code conv2d} and {@code conv2d_bp},
 * which reach oneDNN where the build has it. DL4J's own layer multiplies im2col matrices instead, ten
 * times slower.
 */
final class NativeConvolution implements Convolution {

    private static final int SAME_PADDING = 1;
    private static final int NHWC = 1;
    private static final int KERNEL_HWIO = 0;
    private static final int[] ARGUMENTS = {3, 3, 1, 1, 1, 1, 1, 1, SAME_PADDING, NHWC, KERNEL_HWIO};

    private @Nullable INDArray unwanted; // conv2d_bp insists on writing the gradient of x

    @Override
    public void forward(INDArray x, INDArray kernel, INDArray z) {
        Nd4j.exec(DynamicCustomOp.builder("conv2d").addInputs(x, kernel).addOutputs(z).addIntegerArguments(ARGUMENTS)
                .build());
    }

    @Override
    public void backward(INDArray x, INDArray kernel, INDArray dz, @Nullable INDArray dx, INDArray dKernel) {
        Nd4j.exec(DynamicCustomOp.builder("conv2d_bp").addInputs(x, kernel, dz)
                .addOutputs(dx == null ? unwanted(x) : dx, dKernel).addIntegerArguments(ARGUMENTS).build());
    }

    private INDArray unwanted(INDArray x) {
        if (unwanted == null || !unwanted.equalShapes(x)) {
            close();
            unwanted = Nd4j.createUninitialized(x.dataType(), x.shape());
        }
        return unwanted;
    }

    @Override
    public void close() {
        if (unwanted != null) {
            unwanted.close();
        }
    }
}
