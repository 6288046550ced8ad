package arc.train.head;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.regularization.Regularization;

import java.io.Serial;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Configures the last layer of a training network: one weight vector a class (or several), and the {@link MarginHead}
 * that makes a loss of it. Labels are class indices, [B, 1].
 */
public final class MarginOutput extends FeedForwardLayer {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient MarginHead head;
    private final double labelSmoothing;

    /**
     * Configures the layer for embeddings of {@code dimension} values and {@code classes} classes.
     *
     * @param labelSmoothing share of the target that goes to all classes alike, in [0, 1)
     */
    public MarginOutput(int dimension, int classes, MarginHead head, double labelSmoothing) {
        setNIn(dimension);
        setNOut(classes);
        setIUpdater(new NoOp());
        this.head = head;
        this.labelSmoothing = labelSmoothing;
    }

    /** Configures the layer without label smoothing. */
    public MarginOutput(int dimension, int classes, MarginHead head) {
        this(dimension, classes, head, 0);
    }

    /** Returns the head, with its whole margin. */
    MarginHead head() {
        return head;
    }

    /** Returns the share of the target that goes to all classes alike. */
    double labelSmoothing() {
        return labelSmoothing;
    }

    /** Says whether the classes have a bias. */
    boolean hasBias() {
        return head.hasBias();
    }

    /** Returns the number of weight vectors, those of all classes. */
    long rows() {
        return getNOut() * head.subCenters();
    }

    @Override
    public Layer instantiate(NeuralNetConfiguration conf, @Nullable Collection<TrainingListener> listeners,
            int layerIndex, INDArray paramsView, boolean initialize, DataType dataType) {
        MarginOutputLayer layer = new MarginOutputLayer(conf, dataType);
        layer.setListeners(listeners);
        layer.setIndex(layerIndex);
        layer.setParamsViewArray(paramsView);
        Map<String, INDArray> table = initializer().init(conf, paramsView, initialize);
        layer.setParamTable(table);
        layer.setConf(conf);
        return layer;
    }

    @Override
    public ParamInitializer initializer() {
        return MarginOutputParams.INSTANCE;
    }

    @Override
    public @Nullable List<Regularization> getRegularizationByParam(String paramName) {
        return null;
    }

    @Override
    public IUpdater getUpdaterByParam(String paramName) {
        return new NoOp();
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType inputType) {
        return new LayerMemoryReport.Builder(getLayerName(), MarginOutput.class, inputType,
                getOutputType(-1, inputType)).standardMemory(initializer().numParams(this), 0)
                .workingMemory(0, 2 * getNOut(), 0, 2 * getNOut()).cacheMemory(0, 0).build();
    }
}
