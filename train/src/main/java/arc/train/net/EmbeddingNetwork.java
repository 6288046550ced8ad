package arc.train.net;

import arc.infer.ArcException;
import arc.infer.embedding.Embedding;
import arc.train.head.MarginHead;
import arc.train.head.MarginOutput;
import arc.train.head.MarginOutputLayer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.ops.transforms.Transforms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Builds the training network: the backbone's convolution blocks, the linear embedding layer, the margin
 * head. It is an ordinary DL4J network on NHWC input, [B, H, W, C], with class indices as labels, [B, 1].
 */
public final class EmbeddingNetwork {

    /** Added to the variance in batch normalisation. */
    public static final double BATCH_NORM_EPSILON = BlockMath.EPSILON;

    /**
     * Smallest value of an embedding behind a ReLU, once training is over: a picture that none of the values stands for
     * would have no direction, and could not be normalised.
     */
    public static final double LEAST_FEATURE = 1e-6;

    /** Pixels of all pictures that are embedded at once: activations of a few hundred megabytes at the full width. */
    private static final int PIXELS_AT_ONCE = 256 * 32 * 32;
    private static final int MOST_AT_ONCE = 256;

    private final Backbone backbone;
    private final MultiLayerNetwork network;

    private EmbeddingNetwork(Backbone backbone, MultiLayerNetwork network) {
        this.backbone = backbone;
        this.network = network;
    }

    /** Builds a network with weights drawn from {@code seed}: the same seed, the same weights. */
    public static EmbeddingNetwork create(Backbone backbone, MarginHead head, int classes, long seed,
            DataType dataType) {
        return create(backbone, new MarginOutput(backbone.dimension(), classes, head), 0, seed, dataType);
    }

    /**
     * Builds a network with weights drawn from {@code seed}, parts of which stay as they are.
     *
     * @param output the margin head, with its classes
     * @param frozenStages stages of the backbone, from the input on, that stay, 0 to 5
     */
    public static EmbeddingNetwork create(Backbone backbone, MarginOutput output, int frozenStages, long seed,
            DataType dataType) {
        Compute.quietBlas();
        MultiLayerNetwork network = new MultiLayerNetwork(configuration(backbone, output, frozenStages, dataType));
        network.init();
        network.initGradientsView();
        EmbeddingNetwork result = new EmbeddingNetwork(backbone, network);
        result.drawWeights(seed);
        return result;
    }

    private static MultiLayerConfiguration configuration(Backbone backbone, MarginOutput output, int frozenStages,
            DataType dataType) {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder().dataType(dataType)
                .trainingWorkspaceMode(WorkspaceMode.NONE).inferenceWorkspaceMode(WorkspaceMode.NONE)
                .updater(new NoOp()).list();
        int stageBefore = 0;
        int layersBefore = 0;
        for (Backbone.Convolution c : backbone.convolutions()) {
            ConvBlock block = new ConvBlock(c.inChannels(), c.outChannels(), backbone.batchNorm(), c.pooled());
            block.setFrozen(c.stage() <= frozenStages);
            block.setFirst(layersBefore == 0 || (!block.isFrozen() && stageBefore <= frozenStages));
            list.layer(block);
            stageBefore = c.stage();
            layersBefore++;
        }
        list.layer(new DenseLayer.Builder().nOut(backbone.dimension())
                .activation(backbone.featureRelu() ? Activation.RELU : Activation.IDENTITY).build());
        list.layer(output);
        return list
                .setInputType(InputType.convolutional(backbone.sizePixels(), backbone.sizePixels(),
                        backbone.inputChannels(), CNN2DFormat.NHWC))
                .validateOutputLayerConfig(false).build();
    }

    /** Returns what the trunk is made of. */
    public Backbone backbone() {
        return backbone;
    }

    /** Returns the DL4J network. */
    public MultiLayerNetwork dl4j() {
        return network;
    }

    /** Returns the last layer. */
    public MarginOutputLayer head() {
        return (MarginOutputLayer) network.getOutputLayer();
    }

    /** Returns how many pictures {@link #embed} should be given at once: its memory grows with their pixels. */
    public int embeddingBatch() {
        return Math.clamp(PIXELS_AT_ONCE / ((long) backbone.sizePixels() * backbone.sizePixels()), 1, MOST_AT_ONCE);
    }

    /**
     * Computes embeddings as the trunk gives them, not normalised, with running statistics; behind a ReLU,
     * {@link #LEAST_FEATURE} at least.
     *
     * @param x [B, H, W, C]
     * @return [B, dimension]
     */
    public INDArray embed(INDArray x) {
        List<INDArray> activations = network.feedForwardToLayer(embeddingLayer(), x, false);
        return backbone.featureRelu()
                ? Transforms.max(activations.getLast(), LEAST_FEATURE, true)
                : activations.getLast();
    }

    /**
     * Computes embeddings as {@link #embed} does, scaled to length 1.
     *
     * @param x [B, H, W, C]
     * @throws ArcException where one has no direction: its values are zero, or no numbers
     */
    public List<Embedding> unitEmbeddings(INDArray x) {
        List<Embedding> embeddings = new ArrayList<>();
        for (float[] values : embed(x).toFloatMatrix()) {
            try {
                embeddings.add(Embedding.normalised(values));
            } catch (IllegalArgumentException e) {
                throw new ArcException("training diverged: " + e.getMessage() + "\ntry a lower --lr", e);
            }
        }
        return embeddings;
    }

    private int embeddingLayer() {
        return network.getnLayers() - 2;
    }

    /**
     * Returns the parameters of each convolution block, from the input on: kernel {@code W} [3, 3, Cin, Cout],
     * and {@code b}, or {@code gamma}, {@code beta}, {@code mean}, {@code var}, all [Cout].
     */
    public List<Map<String, INDArray>> blockParams() {
        return Arrays.stream(network.getLayers()).limit(embeddingLayer()).map(Layer::paramTable).toList();
    }

    /**
     * Returns the parameters of the linear layer: {@code W} [H·W·C, dimension], whose rows are in the order of
     * rows, columns, channels, and {@code b} [1, dimension].
     */
    public Map<String, INDArray> embeddingParams() {
        return network.getLayer(embeddingLayer()).paramTable();
    }

    /**
     * Draws the weights: He's normal for the kernels (He et al. 2015, eq. 10: ReLU follows), variance 1/fan-in
     * for the linear layer (none follows), and class weights of any direction. Biases stay zero.
     */
    private void drawWeights(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (Layer layer : network.getLayers()) {
            INDArray w = layer.getParam("W");
            double fanIn = switch (layer) {
                case ConvBlockLayer _ -> w.size(0) * w.size(1) * w.size(2) / 2.0;
                case MarginOutputLayer _ -> w.size(1);
                default -> w.size(0);
            };
            double deviation = Math.sqrt(1 / fanIn);
            float[] values = new float[Math.toIntExact(w.length())];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (deviation * random.nextGaussian());
            }
            w.assign(Nd4j.createFromArray(values).castTo(w.dataType()).reshape('c', w.shape()));
        }
    }
}
