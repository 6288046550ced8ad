package arc.train.loop;

import arc.train.net.ConvBlock;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Divides DL4J's flat parameter vector into stretches that are updated alike. */
final class ParamSegments {

    /** Batch normalisation's running values: kept by the forward pass, not learned. */
    private static final Set<String> STATE = Set.of("mean", "var");

    /** Kernels and weight matrices decay; biases, γ and β don't. */
    private static final String DECAYING = "W";

    private ParamSegments() {}

    /**
     * One stretch.
     *
     * @param from first index
     * @param end one past the last
     * @param decay weight decay
     * @param rateFactor on the learning rate
     */
    record Segment(long from, long end, double decay, double rateFactor) {

        boolean isFollowedBy(Segment next) {
            return end == next.from && decay == next.decay && rateFactor == next.rateFactor;
        }
    }

    /** Returns the learned stretches in their order; neighbours that are alike are one. Frozen blocks have none. */
    static List<Segment> of(MultiLayerNetwork network, OptimizationConfig config) {
        List<Segment> segments = new ArrayList<>();
        for (Layer layer : network.getLayers()) {
            double rateFactor = 1;
            if (layer.conf().getLayer() instanceof ConvBlock block) {
                if (block.isFrozen()) {
                    continue;
                }
                rateFactor = config.rates().backbone() / config.rates().peak();
            }
            for (Map.Entry<String, INDArray> param : layer.paramTable().entrySet()) {
                if (STATE.contains(param.getKey())) {
                    continue;
                }
                long from = param.getValue().offset() - network.params().offset();
                Segment next = new Segment(from, from + param.getValue().length(),
                        param.getKey().equals(DECAYING) ? config.weightDecay() : 0, rateFactor);
                Segment last = segments.isEmpty() ? null : segments.getLast();
                if (last != null && last.isFollowedBy(next)) {
                    segments.set(segments.size() - 1, new Segment(last.from, next.end, last.decay, last.rateFactor));
                } else {
                    segments.add(next);
                }
            }
        }
        return List.copyOf(segments);
    }
}
