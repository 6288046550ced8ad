package arc.train.loop;

import arc.train.kernel.FlatUpdates;
import arc.train.kernel.NativeFloats;
import arc.train.kernel.Workers;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

import java.util.List;

/** Updates float parameters on the CPU: gradient, decay, momentum and step in one pass over the flat vector. */
final class FlatOptimizer implements Optimizer {

    private final OptimizerKind kind;
    private final List<ParamSegments.Segment> segments;
    private final INDArray params;
    private final INDArray gradients;
    private final OptimizerState state;
    private final Workers workers;

    FlatOptimizer(OptimizationConfig config, MultiLayerNetwork network, Workers workers) {
        kind = config.optimizer();
        this.workers = workers;
        segments = ParamSegments.of(network, config);
        params = network.params();
        gradients = network.getGradientsViewArray();
        state = new OptimizerState(kind, params);
    }

    @Override
    public double gradientNorm() {
        double squares = 0;
        for (ParamSegments.Segment segment : segments) {
            squares += FlatUpdates.sumOfSquares(NativeFloats.of(gradients), segment.from(), segment.end(), workers);
        }
        return Math.sqrt(squares);
    }

    @Override
    public void step(double rate, double gradientScale) {
        state.setSteps(state.steps() + 1);
        double steps = state.steps();
        for (ParamSegments.Segment segment : segments) {
            float segmentRate = (float) (rate * segment.rateFactor());
            switch (kind) {
                case SGD -> FlatUpdates.momentum(NativeFloats.of(params), NativeFloats.of(gradients),
                        NativeFloats.of(state.first()), segment.from(), segment.end(), (float) gradientScale,
                        (float) segment.decay(), (float) MOMENTUM, segmentRate, workers);
                case ADAM -> FlatUpdates.adam(NativeFloats.of(params), NativeFloats.of(gradients),
                        NativeFloats.of(state.first()), NativeFloats.of(state.second()), segment.from(), segment.end(),
                        (float) gradientScale, (float) segment.decay(), (float) BETA_1, (float) BETA_2,
                        (float) (1 / (1 - Math.pow(BETA_1, steps))), (float) (1 / (1 - Math.pow(BETA_2, steps))),
                        (float) ADAM_EPSILON, segmentRate, workers);
            }
        }
    }

    @Override
    public OptimizerState state() {
        return state;
    }
}
