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
import java.util.OptionalDouble;

/**
 * Configures the last layer of a training network: one weight vector a class, and the {@link MarginHead}
 * that makes a loss of it. Labels are class indices, [B, 1].
 */
public final class MarginOutput extends FeedForwardLayer {

    @Serial
    private static final long serialVersionUID = 1L;

    private String headId = Softmax.ID;
    private double margin;
    private double scale = 1;
    private double labelSmoothing;

    /** For DL4J, which fills the fields from JSON. */
    public MarginOutput() {}

    /** Configures the layer for embeddings of {@code dimension} values and {@code classes} classes. */
    public MarginOutput(int dimension, int classes, MarginHead head) {
        setNIn(dimension);
        setNOut(classes);
        setIUpdater(new NoOp());
        headId = head.id();
        margin = head.margin();
        scale = head.scale();
    }

    /** Returns the head's name. */
    public String getHeadId() {
        return headId;
    }

    /** Sets the head's name. */
    public void setHeadId(String headId) {
        this.headId = headId;
    }

    /** Returns the margin, in the head's unit. */
    public double getMargin() {
        return margin;
    }

    /** Sets the margin, in the head's unit. */
    public void setMargin(double margin) {
        this.margin = margin;
    }

    /** Returns the factor on the logits. */
    public double getScale() {
        return scale;
    }

    /** Sets the factor on the logits. */
    public void setScale(double scale) {
        this.scale = scale;
    }

    /** Returns the share of the target that goes to all classes alike. */
    public double getLabelSmoothing() {
        return labelSmoothing;
    }

    /** Sets the share of the target that goes to all classes alike, in [0, 1). */
    public void setLabelSmoothing(double labelSmoothing) {
        this.labelSmoothing = labelSmoothing;
    }

    /** Makes the head that the fields describe. */
    MarginHead head() {
        return MarginHeads.of(headId, OptionalDouble.of(margin), OptionalDouble.of(scale));
    }

    /** Says whether the classes have a bias: those of {@link Softmax} do. */
    boolean hasBias() {
        return headId.equals(Softmax.ID);
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
