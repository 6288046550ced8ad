package arc.train.loop;

import arc.train.data.Batch;
import arc.train.net.Compute;
import arc.train.net.EmbeddingNetwork;

/** Takes one training step: forward, backward, update. */
public final class TrainStep {

    private final EmbeddingNetwork network;
    private final Optimizer optimizer;
    private final double clipNorm;

    /** Prepares steps as {@code config} says. */
    public TrainStep(EmbeddingNetwork network, OptimizationConfig config) {
        this.network = network;
        clipNorm = config.clipNorm();
        optimizer = Compute.isFloatOnCpu(network.dl4j().getLayerWiseConfigurations().getDataType())
                ? new FlatOptimizer(config, network.dl4j(), Compute.workers())
                : new PortableOptimizer(config, network.dl4j());
    }

    /**
     * Computes the gradients of a batch and takes a step.
     *
     * @param rate learning rate
     * @return mean loss of the batch, before the step
     */
    public double run(Batch batch, double rate) {
        var dl4j = network.dl4j();
        dl4j.setInput(batch.x());
        dl4j.setLabels(batch.labels());
        dl4j.computeGradientAndScore();
        optimizer.step(rate, gradientScale((int) batch.x().size(0)));
        return dl4j.score();
    }

    private double gradientScale(int batch) {
        double mean = 1.0 / batch;
        if (clipNorm == 0) {
            return mean;
        }
        double norm = optimizer.gradientNorm() * mean;
        return norm > clipNorm ? mean * clipNorm / norm : mean;
    }

    OptimizerState state() {
        return optimizer.state();
    }
}
