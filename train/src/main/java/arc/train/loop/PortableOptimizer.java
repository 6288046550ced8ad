package arc.train.loop;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

import java.util.ArrayList;
import java.util.List;

/** Updates parameters by ND4J ops, on any device and in any precision; the same formulas as {@link FlatOptimizer}. */
final class PortableOptimizer implements Optimizer {

    private final OptimizerKind kind;
    private final List<Part> parts = new ArrayList<>();
    private long steps;

    /** One stretch of the flat vector, with its state. */
    private record Part(INDArray params, INDArray gradients, INDArray first, INDArray second, double decay) {}

    PortableOptimizer(OptimizerKind kind, double weightDecay, MultiLayerNetwork network) {
        this.kind = kind;
        INDArray params = network.params().reshape(network.params().length());
        INDArray gradients = network.getGradientsViewArray().reshape(params.length());
        for (ParamSegments.Segment segment : ParamSegments.of(network)) {
            INDArray own = params.get(NDArrayIndex.interval(segment.from(), segment.end()));
            INDArray gradient = gradients.get(NDArrayIndex.interval(segment.from(), segment.end()));
            parts.add(new Part(own, gradient, Nd4j.zerosLike(own), Nd4j.zerosLike(own),
                    segment.decays() ? weightDecay : 0));
        }
    }

    @Override
    public void step(double rate, int batch) {
        steps++;
        for (Part part : parts) {
            INDArray gradient = part.gradients.div(batch);
            switch (kind) {
                case SGD -> {
                    part.first.muli(MOMENTUM).addi(gradient).addi(part.params.mul(part.decay));
                    part.params.subi(part.first.mul(rate));
                }
                case ADAM -> {
                    part.first.muli(BETA_1).addi(gradient.mul(1 - BETA_1));
                    part.second.muli(BETA_2).addi(gradient.mul(gradient).muli(1 - BETA_2));
                    INDArray deviation = Transforms
                            .sqrt(part.second.div(1 - Math.pow(BETA_2, (double) steps)), false).addi(ADAM_EPSILON);
                    INDArray direction = part.first.div(1 - Math.pow(BETA_1, (double) steps)).divi(deviation);
                    part.params.subi(direction.addi(part.params.mul(part.decay)).muli(rate));
                }
            }
        }
    }
}
