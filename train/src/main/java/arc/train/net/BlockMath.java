package arc.train.net;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

import java.util.Map;

/**
 * Computes one {@link ConvBlock}. A call of {@code backward} belongs to the last call of
 * {@code forward} with {@code training}; what is returned stays valid until the next call.
 */
interface BlockMath {

    /** Batch normalisation's ε, added to the variance (Ioffe &amp; Szegedy 2015, algorithm 1; PyTorch's default). */
    double EPSILON = 1e-5;

    /** Share of the new batch in the running mean and variance (PyTorch's default). */
    double MOMENTUM = 0.1;

    /**
     * Computes the block's output.
     *
     * @param x [B, H, W, Cin]
     * @param params as {@link ConvBlockParams} lays them out; running mean and variance advance in training
     * @param training whether to normalise by the batch rather than by the running values
     * @return [B, H', W', Cout]
     */
    INDArray forward(INDArray x, Map<String, INDArray> params, boolean training);

    /**
     * Computes the gradients.
     *
     * @param x as in {@code forward}
     * @param dOut gradient of the output
     * @param gradients written, laid out as the parameters
     * @param inputGradient whether the gradient of x is wanted
     * @return the gradient of x, or null where it isn't wanted
     */
    @Nullable
    INDArray backward(INDArray x, INDArray dOut, Map<String, INDArray> params, Map<String, INDArray> gradients,
            boolean inputGradient);
}
