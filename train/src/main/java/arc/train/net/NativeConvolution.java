package arc.train.net;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Runs 3×3 convolutions, stride 1, padding 1, through the native ops {@code conv2d} and {@code conv2d_bp},
 * which reach oneDNN where the build has it. DL4J's own layer multiplies im2col matrices instead, ten
 * times slower.
 */
final class NativeConvolution {

    private static final int SAME_PADDING = 1;
    private static final int NHWC = 1;
    private static final int KERNEL_HWIO = 0;
    private static final int[] ARGUMENTS = {3, 3, 1, 1, 1, 1, 1, 1, SAME_PADDING, NHWC, KERNEL_HWIO};

    private NativeConvolution() {}

    /** Writes z = x ∗ kernel: x [B, H, W, Cin], kernel [3, 3, Cin, Cout], z [B, H, W, Cout]. */
    static void forward(INDArray x, INDArray kernel, INDArray z) {
        Nd4j.exec(DynamicCustomOp.builder("conv2d").addInputs(x, kernel).addOutputs(z).addIntegerArguments(ARGUMENTS)
                .build());
    }

    /** Writes the gradients of x and the kernel, given that of z. */
    static void backward(INDArray x, INDArray kernel, INDArray dz, INDArray dx, INDArray dKernel) {
        Nd4j.exec(DynamicCustomOp.builder("conv2d_bp").addInputs(x, kernel, dz).addOutputs(dx, dKernel)
                .addIntegerArguments(ARGUMENTS).build());
    }
}
