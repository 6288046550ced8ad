package arc.train.loop;

import arc.train.data.Batch;
import arc.train.net.Compute;
import arc.train.net.EmbeddingNetwork;

/** Runs one step: forward, backward, update. */
public final class TrainStep {

    private final EmbeddingNetwork network;
    private final Optimizer optimizer;

    /** Prepares steps with the optimiser and weight decay of {@code config}. */
    public TrainStep(EmbeddingNetwork network, TrainConfig config) {
        this.network = network;
        optimizer = Compute.isFloatOnCpu(network.dl4j().getLayerWiseConfigurations().getDataType())
                ? new FlatOptimizer(config.optimizer(), config.weightDecay(), network.dl4j(), Compute.workers())
                : new PortableOptimizer(config.optimizer(), config.weightDecay(), network.dl4j());
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
        optimizer.step(rate, (int) batch.x().size(0));
        return dl4j.score();
    }
}
