package arc.train.head;

import org.deeplearning4j.nn.api.layers.IOutputLayer;
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
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

import java.io.Serial;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Connects {@link MarginLoss} to DL4J. Its activations are the logits without the margin, so that
 * predictions need no labels; the loss puts the margin in.
 */
public final class MarginOutputLayer extends BaseLayer<MarginOutput> implements IOutputLayer {

    @Serial
    private static final long serialVersionUID = 1L;

    private transient MarginHead head;
    private transient double headState;
    private transient @Nullable INDArray labels; // [B, 1]
    private transient @Nullable HeadGradients last; // of the present input, once its gradients are computed

    MarginOutputLayer(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
        MarginOutput output = (MarginOutput) conf.getLayer();
        head = output.head();
        headState = MarginLoss.initialState(head, (int) output.getNOut());
    }

    /** Returns the head as the next step will use it. */
    public MarginHead head() {
        return head;
    }

    /** Replaces the head for the next steps: a warm-up raises the margin. */
    public void setHead(MarginHead head) {
        this.head = head;
    }

    /** Returns the state that the head used at the last step, 0 where it has none: a checkpoint keeps it. */
    public double headState() {
        return headState;
    }

    /** Sets the state from which the next step goes on. */
    public void setHeadState(double headState) {
        this.headState = headState;
    }

    /** Returns how many samples of the last step were nearest to their own class, the margin left out. */
    public int lastCorrect() {
        return Objects.requireNonNull(last, "no step yet").correct();
    }

    /** Takes the next input; what was computed of the one before counts no more. */
    @Override
    public void setInput(INDArray input, LayerWorkspaceMgr workspaces) {
        super.setInput(input, workspaces);
        last = null;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        return workspaces.leverageTo(ArrayType.ACTIVATIONS, MarginLoss.logits(head, input, weights(), bias()));
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(@Nullable INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        HeadGradients result = MarginLoss.step(head, input, weights(), bias(), classIndices(),
                layerConf().labelSmoothing(), headState);
        last = result;
        headState = result.state();
        Gradient gradient = new DefaultGradient();
        view(MarginOutputParams.WEIGHTS).assign(result.dw());
        gradient.setGradientFor(MarginOutputParams.WEIGHTS, view(MarginOutputParams.WEIGHTS));
        INDArray db = result.db();
        if (db != null) {
            view(MarginOutputParams.BIAS).assign(db);
            gradient.setGradientFor(MarginOutputParams.BIAS, view(MarginOutputParams.BIAS));
        }
        return new Pair<>(gradient, workspaces.leverageTo(ArrayType.ACTIVATION_GRAD, result.dx()));
    }

    /** Returns the mean loss; DL4J asks for it right after the backward pass, which has computed it already. */
    @Override
    public double computeScore(double regularisation, boolean training, LayerWorkspaceMgr workspaces) {
        HeadGradients result = last != null ? last : compute();
        score = result.lossSum() / input.size(0) + regularisation;
        return score;
    }

    @Override
    public INDArray computeScoreForExamples(double regularisation, LayerWorkspaceMgr workspaces) {
        double[] losses = compute().lossesCopy();
        return org.nd4j.linalg.factory.Nd4j.createFromArray(losses).castTo(dataType).reshape(losses.length, 1)
                .addi(regularisation);
    }

    private HeadGradients compute() {
        return MarginLoss.of(head, input, weights(), bias(), classIndices(), layerConf().labelSmoothing(), headState);
    }

    private int[] classIndices() {
        return Objects.requireNonNull(labels, "no labels set").castTo(DataType.INT32).toIntVector();
    }

    private INDArray weights() {
        return Objects.requireNonNull(params.get(MarginOutputParams.WEIGHTS));
    }

    private @Nullable INDArray bias() {
        return params.get(MarginOutputParams.BIAS);
    }

    private INDArray view(String key) {
        return Objects.requireNonNull(gradientViews.get(key), key);
    }

    @Override
    public boolean needsLabels() {
        return true;
    }

    @Override
    public void setLabels(@Nullable INDArray labels) {
        this.labels = labels;
        last = null;
    }

    @Override
    public @Nullable INDArray getLabels() {
        return labels;
    }

    @Deprecated
    @Override
    @SuppressWarnings("InlineMeSuggester") // DL4J's method, deprecated there
    public int numLabels() {
        return (int) layerConf().getNOut();
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    @Override
    public int[] predict(INDArray examples) {
        double[][] logits = MarginLoss.logits(head, examples, weights(), bias()).castTo(DataType.DOUBLE)
                .toDoubleMatrix();
        return Arrays.stream(logits).mapToInt(Rows::indexOfMax).toArray();
    }

    @Override
    public List<String> predict(DataSet dataSet) {
        throw trainedByTheNetwork();
    }

    @Override
    public double f1Score(DataSet data) {
        throw trainedByTheNetwork();
    }

    @Override
    public double f1Score(INDArray examples, INDArray given) {
        throw trainedByTheNetwork();
    }

    @Override
    public void fit(DataSetIterator iterator) {
        throw trainedByTheNetwork();
    }

    @Override
    public void fit(INDArray examples, INDArray given) {
        throw trainedByTheNetwork();
    }

    @Override
    public void fit(DataSet data) {
        throw trainedByTheNetwork();
    }

    @Override
    public void fit(INDArray examples, int[] given) {
        throw trainedByTheNetwork();
    }

    private static UnsupportedOperationException trainedByTheNetwork() {
        return new UnsupportedOperationException("a margin head is trained and evaluated within its network only");
    }
}
