package arc.train.net;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
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
 * Configures one block of the trunk as a DL4J layer: a 3×3 convolution with stride 1 and padding 1, batch
 * normalisation or a bias, ReLU, and where {@link #isPooled()} 2×2 max pooling. Activations are
 * [B, H, W, C] (NHWC). {@link arc.train.loop.Trainer} updates the weights itself, so the layer has no
 * updater of DL4J's. A frozen block computes as in inference, with running statistics, and has no gradients: neither has
 * any block before it.
 */
public final class ConvBlock extends FeedForwardLayer {

    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean batchNorm;
    private final boolean pooled;
    private boolean frozen;
    private boolean first;

    /** Configures a block. */
    public ConvBlock(int inChannels, int outChannels, boolean batchNorm, boolean pooled) {
        setNIn(inChannels);
        setNOut(outChannels);
        setIUpdater(new NoOp());
        this.batchNorm = batchNorm;
        this.pooled = pooled;
    }

    /** Says whether batch normalisation follows the convolution, in place of a bias. */
    public boolean isBatchNorm() {
        return batchNorm;
    }

    /** Says whether 2×2 max pooling ends the block. */
    public boolean isPooled() {
        return pooled;
    }

    /** Says whether the block stays as it is. */
    public boolean isFrozen() {
        return frozen;
    }

    /** Sets whether the block stays as it is. */
    public void setFrozen(boolean frozen) {
        this.frozen = frozen;
    }

    /** Says whether it is the first that learns: nobody wants the gradient of its input. */
    public boolean isFirst() {
        return first;
    }

    /** Sets whether it is the first that learns. */
    public void setFirst(boolean first) {
        this.first = first;
    }

    @Override
    public Layer instantiate(NeuralNetConfiguration conf, @Nullable Collection<TrainingListener> listeners,
            int layerIndex, INDArray paramsView, boolean initialize, DataType dataType) {
        ConvBlockLayer layer = new ConvBlockLayer(conf, dataType);
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
        return ConvBlockParams.INSTANCE;
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        InputType.InputTypeConvolutional in = convolutional(inputType);
        int shift = pooled ? 1 : 0;
        return InputType.convolutional(in.getHeight() >> shift, in.getWidth() >> shift, getNOut(), CNN2DFormat.NHWC);
    }

    @Override
    public void setNIn(InputType inputType, boolean override) {
        if (getNIn() <= 0 || override) {
            setNIn(convolutional(inputType).getChannels());
        }
    }

    @Override
    public @Nullable InputPreProcessor getPreProcessorForInputType(InputType inputType) {
        convolutional(inputType);
        return null;
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
        InputType.InputTypeConvolutional in = convolutional(inputType);
        long convolved = in.getHeight() * in.getWidth() * getNOut();
        long params = initializer().numParams(this);
        return new LayerMemoryReport.Builder(getLayerName(), ConvBlock.class, inputType, getOutputType(-1, inputType))
                .standardMemory(params, 0).workingMemory(0, convolved, 0, convolved).cacheMemory(0, 0).build();
    }

    private static InputType.InputTypeConvolutional convolutional(InputType inputType) {
        if (inputType instanceof InputType.InputTypeConvolutional in && in.getFormat() == CNN2DFormat.NHWC) {
            return in;
        }
        throw new IllegalStateException("a ConvBlock takes NHWC images, got " + inputType);
    }
}
