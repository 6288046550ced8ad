package arc.train.loop;

import arc.train.kernel.FlatUpdates;
import arc.train.kernel.NativeFloats;
import arc.train.kernel.Workers;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import java.util.List;

/** Updates float parameters on the CPU: gradient, decay, momentum and step in one pass over the flat vector. */
final class FlatOptimizer implements Optimizer {

    private final OptimizerKind kind;
    private final double weightDecay;
    private final List<ParamSegments.Segment> segments;
    private final INDArray params;
    private final INDArray gradients;
    private final INDArray first; // velocity, or Adam's mean of gradients
    private final INDArray second; // Adam's mean of squares
    private final Workers workers;
    private long steps;

    FlatOptimizer(OptimizerKind kind, double weightDecay, MultiLayerNetwork network, Workers workers) {
        this.kind = kind;
        this.weightDecay = weightDecay;
        this.workers = workers;
        segments = ParamSegments.of(network);
        params = network.params();
        gradients = network.getGradientsViewArray();
        first = Nd4j.zeros(DataType.FLOAT, params.length());
        second = Nd4j.zeros(DataType.FLOAT, kind == OptimizerKind.ADAM ? params.length() : 1);
    }

    @Override
    public void step(double rate, int batch) {
        steps++;
        for (ParamSegments.Segment segment : segments) {
            float decay = segment.decays() ? (float) weightDecay : 0;
            switch (kind) {
                case SGD -> FlatUpdates.momentum(NativeFloats.of(params), NativeFloats.of(gradients),
                        NativeFloats.of(first), segment.from(), segment.end(), 1f / batch, decay, (float) MOMENTUM,
                        (float) rate, workers);
                case ADAM -> FlatUpdates.adam(NativeFloats.of(params), NativeFloats.of(gradients),
                        NativeFloats.of(first), NativeFloats.of(second), segment.from(), segment.end(), 1f / batch,
                        decay, (float) BETA_1, (float) BETA_2, (float) (1 / (1 - Math.pow(BETA_1, (double) steps))),
                        (float) (1 / (1 - Math.pow(BETA_2, (double) steps))), (float) ADAM_EPSILON, (float) rate,
                        workers);
            }
        }
    }
}
