package arc.train.net;

import arc.train.kernel.BatchMoments;
import arc.train.kernel.BlockPasses;
import arc.train.kernel.ChannelSums;
import arc.train.kernel.Grid;
import arc.train.kernel.NativeFloats;
import arc.train.kernel.Workers;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/**
 * Computes a block in float32 on the CPU: the convolution by the fastest {@link Convolution} for its size,
 * everything else by {@link BlockPasses}, in buffers that it keeps from step to step.
 */
final class FusedBlockMath implements BlockMath {

    private final ConvBlock block;
    private final Workers workers;

    private @Nullable Buffers buffers;
    private float[] gain = {};
    private float[] offset = {};
    private float[] mean = {};
    private double[] inverseDeviation = {};

    FusedBlockMath(ConvBlock block, Workers workers) {
        this.block = block;
        this.workers = workers;
    }

    /** Owns the arrays of one batch size and picture size. */
    private static final class Buffers {
        private final Grid grid;
        private final BlockPasses passes;
        private final Convolution convolution;
        private final INDArray z; // [B, H, W, Cout]; its gradient after the backward pass
        private final INDArray y; // [B, H', W', Cout]
        private @Nullable INDArray dx; // [B, H, W, Cin]

        Buffers(int inChannels, Grid grid, Workers workers) {
            this.grid = grid;
            passes = new BlockPasses(grid, workers);
            convolution = Convolution.choose(inChannels, grid, workers);
            z = Nd4j.createUninitialized(DataType.FLOAT, grid.batch(), grid.height(), grid.width(), grid.channels());
            y = Nd4j.createUninitialized(DataType.FLOAT, grid.batch(), grid.outHeight(), grid.outWidth(),
                    grid.channels());
        }

        INDArray dx(INDArray x) {
            if (dx == null) {
                dx = Nd4j.createUninitialized(DataType.FLOAT, x.shape());
            }
            return dx;
        }

        void close() {
            convolution.close();
            z.close();
            y.close();
            if (dx != null) {
                dx.close();
            }
        }
    }

    @Override
    public INDArray forward(INDArray x, Map<String, INDArray> params, boolean training) {
        Buffers b = buffersFor(x);
        b.convolution.forward(x, param(params, ConvBlockParams.KERNEL), b.z);
        if (block.isBatchNorm()) {
            normalise(b, params, training);
        } else {
            gain = new float[b.grid.channels()];
            Arrays.fill(gain, 1f);
            offset = NativeFloats.copyOf(param(params, ConvBlockParams.BIAS));
            mean = new float[b.grid.channels()];
        }
        b.passes.forward(NativeFloats.of(b.z), gain, offset, NativeFloats.of(b.y));
        return b.y;
    }

    @Override
    public @Nullable INDArray backward(INDArray x, INDArray dOut, Map<String, INDArray> params,
            Map<String, INDArray> gradients, boolean inputGradient) {
        Buffers b = Objects.requireNonNull(buffers, "backward without forward");
        INDArray dense = dOut.ordering() == 'c' && !dOut.isView() ? dOut : dOut.dup('c');
        var z = NativeFloats.of(b.z);
        var dy = NativeFloats.of(dense);
        int channels = b.grid.channels();
        ChannelSums sums = b.passes.gradientSums(z, dy, gain, offset, mean);
        double[] dBeta = sums.first(); // or the gradient of the bias
        float[] constant = new float[channels];
        float[] slope = new float[channels];
        if (block.isBatchNorm()) {
            double[] dGamma = sums.second();
            for (int c = 0; c < channels; c++) {
                dGamma[c] *= inverseDeviation[c];
                double k = gain[c] * inverseDeviation[c] * dGamma[c] / b.grid.rows();
                slope[c] = (float) -k;
                constant[c] = (float) (k * mean[c] - gain[c] * dBeta[c] / b.grid.rows());
            }
            assign(gradients, ConvBlockParams.GAMMA, dGamma);
            assign(gradients, ConvBlockParams.BETA, dBeta);
        } else {
            assign(gradients, ConvBlockParams.BIAS, dBeta);
        }
        b.passes.backwardInPlace(z, dy, gain, offset, constant, slope);
        @Nullable
        INDArray dx = inputGradient ? b.dx(x) : null;
        b.convolution.backward(x, param(params, ConvBlockParams.KERNEL), b.z, dx,
                param(gradients, ConvBlockParams.KERNEL));
        return dx;
    }

    private void normalise(Buffers b, Map<String, INDArray> params, boolean training) {
        int channels = b.grid.channels();
        float[] gamma = NativeFloats.copyOf(param(params, ConvBlockParams.GAMMA));
        float[] beta = NativeFloats.copyOf(param(params, ConvBlockParams.BETA));
        float[] runningMean = NativeFloats.copyOf(param(params, ConvBlockParams.MEAN));
        float[] runningVariance = NativeFloats.copyOf(param(params, ConvBlockParams.VARIANCE));
        gain = new float[channels];
        offset = new float[channels];
        mean = new float[channels];
        inverseDeviation = new double[channels];
        @Nullable
        BatchMoments batch = training ? BatchMoments.of(NativeFloats.of(b.z), b.grid.rows(), channels, workers) : null;
        double unbiased = b.grid.rows() > 1 ? b.grid.rows() / (b.grid.rows() - 1.0) : 1;
        for (int c = 0; c < channels; c++) {
            double m = batch == null ? runningMean[c] : batch.mean(c);
            double v = batch == null ? runningVariance[c] : batch.variance(c);
            inverseDeviation[c] = 1 / Math.sqrt(v + EPSILON);
            mean[c] = (float) m;
            gain[c] = (float) (gamma[c] * inverseDeviation[c]);
            offset[c] = (float) (beta[c] - m * gamma[c] * inverseDeviation[c]);
            runningMean[c] += (float) (MOMENTUM * (m - runningMean[c]));
            runningVariance[c] += (float) (MOMENTUM * (v * unbiased - runningVariance[c]));
        }
        if (training) {
            assign(param(params, ConvBlockParams.MEAN), runningMean);
            assign(param(params, ConvBlockParams.VARIANCE), runningVariance);
        }
    }

    private Buffers buffersFor(INDArray x) {
        Grid grid = new Grid((int) x.size(0), (int) x.size(1), (int) x.size(2), (int) block.getNOut(),
                block.isPooled());
        if (buffers != null && buffers.grid.equals(grid)) {
            return buffers;
        }
        if (buffers != null) {
            buffers.close();
        }
        buffers = new Buffers((int) block.getNIn(), grid, workers);
        return buffers;
    }

    private static INDArray param(Map<String, INDArray> params, String key) {
        return Objects.requireNonNull(params.get(key), key);
    }

    private static void assign(Map<String, INDArray> gradients, String key, double[] values) {
        float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = (float) values[i];
        }
        assign(param(gradients, key), rounded);
    }

    private static void assign(INDArray target, float[] values) {
        MemorySegment.copy(values, 0, NativeFloats.of(target), ValueLayout.JAVA_FLOAT, 0, values.length);
    }
}
