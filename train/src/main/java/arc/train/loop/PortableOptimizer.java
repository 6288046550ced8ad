package arc.train.loop;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

import java.util.List;

/** Updates parameters by ND4J ops, on any device and in any precision; the same formulas as {@link FlatOptimizer}. */
final class PortableOptimizer implements Optimizer {

    private final OptimizerKind kind;
    private final List<ParamSegments.Segment> segments;
    private final INDArray params;
    private final INDArray gradients;
    private final OptimizerState state;

    PortableOptimizer(OptimizationConfig config, MultiLayerNetwork network) {
        kind = config.optimizer();
        segments = ParamSegments.of(network, config);
        params = network.params().reshape(network.params().length());
        gradients = network.getGradientsViewArray().reshape(params.length());
        state = new OptimizerState(kind, params);
    }

    @Override
    public double gradientNorm() {
        double squares = 0;
        for (ParamSegments.Segment segment : segments) {
            double norm = part(gradients, segment).norm2Number().doubleValue();
            squares += norm * norm;
        }
        return Math.sqrt(squares);
    }

    @Override
    public void step(double rate, double gradientScale) {
        state.setSteps(state.steps() + 1);
        double steps = state.steps();
        for (ParamSegments.Segment segment : segments) {
            INDArray own = part(params, segment);
            INDArray gradient = part(gradients, segment).mul(gradientScale);
            INDArray first = part(state.first(), segment);
            double segmentRate = rate * segment.rateFactor();
            switch (kind) {
                case SGD -> {
                    first.muli(MOMENTUM).addi(gradient).addi(own.mul(segment.decay()));
                    own.subi(first.mul(segmentRate));
                }
                case ADAM -> {
                    INDArray second = part(state.second(), segment);
                    first.muli(BETA_1).addi(gradient.mul(1 - BETA_1));
                    second.muli(BETA_2).addi(gradient.mul(gradient).muli(1 - BETA_2));
                    INDArray deviation = Transforms.sqrt(second.div(1 - Math.pow(BETA_2, steps)), false)
                            .addi(ADAM_EPSILON);
                    INDArray direction = first.div(1 - Math.pow(BETA_1, steps)).divi(deviation);
                    own.subi(direction.addi(own.mul(segment.decay())).muli(segmentRate));
                }
            }
        }
    }

    @Override
    public OptimizerState state() {
        return state;
    }

    private static INDArray part(INDArray flat, ParamSegments.Segment segment) {
        return flat.get(NDArrayIndex.interval(segment.from(), segment.end()));
    }
}
