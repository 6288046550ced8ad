package arc.train.net;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

import java.util.Map;
import java.util.Objects;

/**
 * Computes a block by ND4J ops alone: in double precision, on a GPU, and for channel counts that are no
 * whole vectors. {@link FusedBlockMath} is tested against it.
 */
final class PortableBlockMath implements BlockMath {

    private static final int[] POOLING = {2, 2, 2, 2, 0, 0, 1, 1, 0, 0, 1};

    private final ConvBlock block;
    private final Convolution convolution = Convolution.portable();

    private @Nullable INDArray normalised; // (z − mean)/σ, or z + bias: [B, H, W, C]
    private @Nullable INDArray activated; // relu's output, [B, H, W, C]
    private @Nullable INDArray inverseDeviation; // [C]

    PortableBlockMath(ConvBlock block) {
        this.block = block;
    }

    @Override
    public INDArray forward(INDArray x, Map<String, INDArray> params, boolean training) {
        INDArray z = Nd4j.create(x.dataType(), x.size(0), x.size(1), x.size(2), block.getNOut());
        convolution.forward(x, param(params, ConvBlockParams.KERNEL), z);
        INDArray rows = z.reshape('c', -1, block.getNOut());
        INDArray beforeRelu = block.isBatchNorm()
                ? normalise(rows, params, training)
                : rows.addRowVector(param(params, ConvBlockParams.BIAS));
        activated = Transforms.relu(beforeRelu, false).reshape('c', z.shape());
        if (!block.isPooled()) {
            return activated;
        }
        INDArray y = Nd4j.create(x.dataType(), z.size(0), z.size(1) / 2, z.size(2) / 2, z.size(3));
        Nd4j.exec(DynamicCustomOp.builder("maxpool2d").addInputs(activated).addOutputs(y)
                .addIntegerArguments(POOLING).build());
        return y;
    }

    @Override
    public @Nullable INDArray backward(INDArray x, INDArray dOut, Map<String, INDArray> params,
            Map<String, INDArray> gradients, boolean inputGradient) {
        INDArray relu = Objects.requireNonNull(activated, "backward without forward");
        INDArray dRelu = dOut;
        if (block.isPooled()) {
            dRelu = Nd4j.create(relu.dataType(), relu.shape());
            Nd4j.exec(DynamicCustomOp.builder("maxpool2d_bp").addInputs(relu, dOut.dup('c')).addOutputs(dRelu)
                    .addIntegerArguments(POOLING).build());
        }
        INDArray dy = dRelu.mul(relu.gt(0).castTo(relu.dataType())).reshape('c', -1, block.getNOut());
        INDArray dz = block.isBatchNorm() ? denormalise(dy, params, gradients) : dy;
        if (!block.isBatchNorm()) {
            param(gradients, ConvBlockParams.BIAS).assign(dy.sum(0));
        }
        @Nullable
        INDArray dx = inputGradient ? Nd4j.create(x.dataType(), x.shape()) : null;
        convolution.backward(x, param(params, ConvBlockParams.KERNEL), dz.reshape('c', relu.shape()), dx,
                param(gradients, ConvBlockParams.KERNEL));
        return dx;
    }

    /** Normalises by batch or running moments (Ioffe &amp; Szegedy 2015, algorithm 1). */
    private INDArray normalise(INDArray rows, Map<String, INDArray> params, boolean training) {
        INDArray runningMean = param(params, ConvBlockParams.MEAN);
        INDArray runningVariance = param(params, ConvBlockParams.VARIANCE);
        INDArray mean = training ? rows.mean(0) : runningMean;
        INDArray centred = rows.subRowVector(mean);
        INDArray variance = training ? centred.mul(centred).mean(0) : runningVariance;
        INDArray inverse = Transforms.pow(variance.add(EPSILON), -0.5);
        normalised = centred.muliRowVector(inverse);
        inverseDeviation = inverse;
        if (training) {
            double unbiased = rows.size(0) > 1 ? rows.size(0) / (rows.size(0) - 1.0) : 1;
            runningMean.muli(1 - MOMENTUM).addi(mean.mul(MOMENTUM));
            runningVariance.muli(1 - MOMENTUM).addi(variance.mul(MOMENTUM * unbiased));
        }
        return normalised.mulRowVector(param(params, ConvBlockParams.GAMMA))
                .addiRowVector(param(params, ConvBlockParams.BETA));
    }

    /** Carries the gradient back through the normalisation. */
    private INDArray denormalise(INDArray dy, Map<String, INDArray> params, Map<String, INDArray> gradients) {
        INDArray xHat = Objects.requireNonNull(normalised);
        INDArray inverse = Objects.requireNonNull(inverseDeviation);
        INDArray dGamma = dy.mul(xHat).sum(0);
        INDArray dBeta = dy.sum(0);
        param(gradients, ConvBlockParams.GAMMA).assign(dGamma);
        param(gradients, ConvBlockParams.BETA).assign(dBeta);
        double rows = dy.size(0);
        INDArray centred = dy.subRowVector(dBeta.div(rows)).subi(xHat.mulRowVector(dGamma.div(rows)));
        return centred.muliRowVector(inverse.mul(param(params, ConvBlockParams.GAMMA)));
    }

    private static INDArray param(Map<String, INDArray> params, String key) {
        return Objects.requireNonNull(params.get(key), key);
    }
}
