package arc.train.net;

import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

import java.io.Serial;
import java.util.Map;

/**
 * Connects a {@link ConvBlock} to DL4J and leaves the arithmetic to {@link BlockMath}. It owns its
 * arrays, so the network runs without workspaces.
 */
public final class ConvBlockLayer extends BaseLayer<ConvBlock> {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient BlockMath math;

    ConvBlockLayer(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
        math = Compute.blockMath((ConvBlock) conf.getLayer(), dataType);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        return workspaces.leverageTo(ArrayType.ACTIVATIONS,
                math.forward(input, params, training && !layerConf().isFrozen()));
    }

    @Override
    public Pair<Gradient, @Nullable INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        Gradient gradient = new DefaultGradient();
        if (layerConf().isFrozen()) {
            return new Pair<>(gradient, null);
        }
        INDArray dx = math.backward(input, epsilon, params, gradientViews, !layerConf().isFirst());
        for (Map.Entry<String, INDArray> view : gradientViews.entrySet()) {
            gradient.setGradientFor(view.getKey(), view.getValue());
        }
        return new Pair<>(gradient, dx == null ? null : workspaces.leverageTo(ArrayType.ACTIVATION_GRAD, dx));
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    @Override
    public void clearNoiseWeightParams() {}

    @Override
    public Pair<INDArray, MaskState> feedForwardMaskArray(INDArray mask, MaskState state, int batch) {
        throw new UnsupportedOperationException("a ConvBlock has no masks");
    }
}
