package arc.train.head;

import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lays the parameters of a {@link MarginOutput} out: class weights [C·K, D], K rows a class, then the bias [C]. */
final class MarginOutputParams implements ParamInitializer {

    static final String WEIGHTS = "W";
    static final String BIAS = "b";

    static final MarginOutputParams INSTANCE = new MarginOutputParams();

    private MarginOutputParams() {}

    @Override
    public long numParams(NeuralNetConfiguration conf) {
        return numParams(conf.getLayer());
    }

    @Override
    public long numParams(Layer layer) {
        MarginOutput output = (MarginOutput) layer;
        return output.getNIn() * output.rows() + (output.hasBias() ? output.getNOut() : 0);
    }

    @Override
    public List<String> paramKeys(Layer layer) {
        return ((MarginOutput) layer).hasBias() ? List.of(WEIGHTS, BIAS) : List.of(WEIGHTS);
    }

    @Override
    public List<String> weightKeys(Layer layer) {
        return List.of(WEIGHTS);
    }

    @Override
    public List<String> biasKeys(Layer layer) {
        return ((MarginOutput) layer).hasBias() ? List.of(BIAS) : List.of();
    }

    @Override
    public boolean isWeightParam(Layer layer, String key) {
        return key.equals(WEIGHTS);
    }

    @Override
    public boolean isBiasParam(Layer layer, String key) {
        return key.equals(BIAS);
    }

    /** Selects the views; the values are drawn by the network's one seeded generator. */
    @Override
    public Map<String, INDArray> init(NeuralNetConfiguration conf, INDArray view, boolean initialize) {
        Map<String, INDArray> params = views((MarginOutput) conf.getLayer(), view);
        params.keySet().forEach(conf::addVariable);
        if (initialize) {
            view.assign(0);
        }
        return params;
    }

    @Override
    public Map<String, INDArray> getGradientsFromFlattened(NeuralNetConfiguration conf, INDArray view) {
        return views((MarginOutput) conf.getLayer(), view);
    }

    private static Map<String, INDArray> views(MarginOutput output, INDArray view) {
        INDArray flat = view.reshape(view.length());
        long weights = output.getNIn() * output.rows();
        Map<String, INDArray> views = new LinkedHashMap<>();
        views.put(WEIGHTS, flat.get(NDArrayIndex.interval(0, weights)).reshape('c', output.rows(), output.getNIn()));
        if (output.hasBias()) {
            views.put(BIAS, flat.get(NDArrayIndex.interval(weights, weights + output.getNOut())));
        }
        return views;
    }
}
