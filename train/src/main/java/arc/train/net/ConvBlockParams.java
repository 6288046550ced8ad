package arc.train.net;

import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lays the parameters of a {@link ConvBlock} out in DL4J's flat vector: the kernel, then γ, β, mean and
 * variance, or the bias. Mean and variance are state, not learned: their gradients stay zero.
 */
final class ConvBlockParams implements ParamInitializer {

    /** The kernel, [3, 3, Cin, Cout]: the innermost axis is the one that vectors run along. */
    static final String KERNEL = "W";
    static final String BIAS = "b";
    static final String GAMMA = "gamma";
    static final String BETA = "beta";
    static final String MEAN = "mean";
    static final String VARIANCE = "var";

    static final ConvBlockParams INSTANCE = new ConvBlockParams();

    private static final List<String> WITH_BATCH_NORM = List.of(KERNEL, GAMMA, BETA, MEAN, VARIANCE);
    private static final List<String> WITH_BIAS = List.of(KERNEL, BIAS);

    private ConvBlockParams() {}

    @Override
    public long numParams(NeuralNetConfiguration conf) {
        return numParams(conf.getLayer());
    }

    @Override
    public long numParams(Layer layer) {
        ConvBlock block = (ConvBlock) layer;
        return kernelLength(block) + (paramKeys(layer).size() - 1) * block.getNOut();
    }

    @Override
    public List<String> paramKeys(Layer layer) {
        return ((ConvBlock) layer).isBatchNorm() ? WITH_BATCH_NORM : WITH_BIAS;
    }

    @Override
    public List<String> weightKeys(Layer layer) {
        return List.of(KERNEL);
    }

    @Override
    public List<String> biasKeys(Layer layer) {
        return ((ConvBlock) layer).isBatchNorm() ? List.of() : List.of(BIAS);
    }

    @Override
    public boolean isWeightParam(Layer layer, String key) {
        return key.equals(KERNEL);
    }

    @Override
    public boolean isBiasParam(Layer layer, String key) {
        return key.equals(BIAS);
    }

    /** Selects the views; the values are drawn by {@link EmbeddingNetwork}, from one seeded generator. */
    @Override
    public Map<String, INDArray> init(NeuralNetConfiguration conf, INDArray view, boolean initialize) {
        ConvBlock block = (ConvBlock) conf.getLayer();
        Map<String, INDArray> params = views(block, view);
        params.keySet().forEach(conf::addVariable);
        if (initialize) {
            view.assign(0);
            if (block.isBatchNorm()) {
                view(params, GAMMA).assign(1);
                view(params, VARIANCE).assign(1);
            }
        }
        return params;
    }

    @Override
    public Map<String, INDArray> getGradientsFromFlattened(NeuralNetConfiguration conf, INDArray view) {
        return views((ConvBlock) conf.getLayer(), view);
    }

    private Map<String, INDArray> views(ConvBlock block, INDArray view) {
        INDArray flat = view.reshape(view.length());
        Map<String, INDArray> views = new LinkedHashMap<>();
        long at = 0;
        for (String key : paramKeys(block)) {
            long length = key.equals(KERNEL) ? kernelLength(block) : block.getNOut();
            INDArray part = flat.get(NDArrayIndex.interval(at, at + length));
            views.put(key, key.equals(KERNEL) ? part.reshape('c', 3, 3, block.getNIn(), block.getNOut()) : part);
            at += length;
        }
        return views;
    }

    private static long kernelLength(ConvBlock block) {
        return 9 * block.getNIn() * block.getNOut();
    }

    private static INDArray view(Map<String, INDArray> views, String key) {
        return java.util.Objects.requireNonNull(views.get(key), key);
    }
}
