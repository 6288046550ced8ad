package arc.train.transfer;

import arc.infer.ArcException;
import arc.infer.image.Preprocessing;
import arc.train.net.Backbone;
import arc.train.net.EmbeddingNetwork;
import arc.train.net.Vgg;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Holds the convolutions of a trained VGG, read from a file, to start a training from: an arc model, a VGG that
 * another program exported as ONNX, or the weights of a VGG16 or VGG19 as Keras saves them (.h5). A classifier
 * in the file is left where it is; an arc model's linear embedding layer comes along.
 *
 * <p>After {@link #copyInto} the network's trunk computes at inference what the file's does, whether the two have
 * batch normalisation or not. Where only the file has it, it is folded into kernels and biases. Where only
 * the network has it, it starts as the bias of the file, with mean 0 and variance 1; but in training batch
 * normalisation goes by the statistics of each batch, so that the first step already computes something else:
 * better train such a file without.
 *
 * <p>For a network on grey pictures a file's first kernels are summed over their three input channels: a grey
 * picture gives what it gives as a colour picture with red = green = blue, as far as the preprocessing treats the
 * three alike. (Where their means differ, the difference is the same everywhere but at the border, which is
 * padded with zeros.)
 */
public final class PretrainedTrunk {

    private final String file;
    private final TrunkShape shape;
    private final List<TrunkConvolution> convolutions;
    private final Optional<LinearLayer> linear;
    private final Optional<Preprocessing> preprocessing;

    PretrainedTrunk(String file, List<List<TrunkConvolution>> stages, Optional<LinearLayer> linear,
            Optional<Preprocessing> preprocessing) {
        this.file = file;
        this.shape = TrunkShape.of(file, stages);
        this.convolutions = stages.stream().flatMap(List::stream).toList();
        this.linear = linear;
        this.preprocessing = preprocessing;
    }

    /**
     * Reads a file: HDF5 by its signature or its name, else ONNX.
     *
     * @throws ArcException when it can't be read, is damaged, holds weights that are not finite, or no VGG
     */
    public static PretrainedTrunk read(Path file) {
        return switch (TrunkFormat.of(file)) {
            case HDF5 -> KerasTrunkFile.read(file);
            case ONNX -> OnnxTrunkFile.read(file);
        };
    }

    /** Returns which of the VGG family it is. */
    public Vgg vgg() {
        return shape.vgg();
    }

    /** Returns the width that gives its channels, or nothing where no width does. */
    public OptionalDouble width() {
        return shape.width();
    }

    /** Returns the channels of its five stages. */
    public List<Integer> stageChannels() {
        return shape.stageChannels();
    }

    /** Returns the channels of its input: 1 or 3. */
    public int inputChannels() {
        return shape.inputChannels();
    }

    /** Tells whether batch normalisation follows its convolutions. */
    public boolean batchNorm() {
        return convolutions.stream().anyMatch(c -> c.affine() instanceof BatchNorm);
    }

    /** Returns the length of the embedding that an arc model gives. */
    public OptionalInt dimension() {
        return linear.map(layer -> OptionalInt.of(layer.dimension())).orElse(OptionalInt.empty());
    }

    /**
     * Returns how pictures were prepared for it, where that is known: an arc model says it in its card, and Keras's
     * weights stem from "caffe" preprocessing (blue, green, red; 0 to 255, less the means of ImageNet), which is
     * given here for red, green, blue: the first kernels were turned round accordingly. The size is what
     * it was trained with; any other from {@value Backbone#MIN_SIZE_PIXELS} on is possible. An ONNX file from
     * elsewhere doesn't say (torchvision's models take RGB, mean 0.485, 0.456, 0.406, std 0.229, 0.224, 0.225).
     */
    public Optional<Preprocessing> preprocessing() {
        return preprocessing;
    }

    /**
     * Checks that a network of this shape can take the weights.
     *
     * @throws ArcException of kind {@link ArcException.Kind#MISMATCH} when it can't; the message says what would fit
     */
    public void requireFits(Backbone backbone) {
        TrunkShape wanted = TrunkShape.of(backbone);
        boolean channelsFit = wanted.inputChannels() == 1 || shape.inputChannels() == 3;
        if (wanted.vgg() == shape.vgg() && wanted.stageChannels().equals(shape.stageChannels()) && channelsFit) {
            return;
        }
        String remedy = width().isEmpty()
                ? "no --width gives these channels: start from nothing, or from another file"
                : "use --backbone " + vgg().id() + " --width " + width().getAsDouble()
                        + (channelsFit ? "" : " --channels grey");
        throw new ArcException(ArcException.Kind.MISMATCH,
                file + " holds a " + shape + ", but the network to train is a " + wanted + ";\n" + remedy);
    }

    /**
     * Copies the weights into a network, in place of those it has. The linear layer is copied when it has the
     * same size on both sides: same dimension and, as its inputs are the pixels of the last pooling, same size
     * of picture.
     *
     * @return whether the linear layer was copied
     * @throws ArcException as {@link #requireFits}
     */
    public boolean copyInto(EmbeddingNetwork network) {
        requireFits(network.backbone());
        List<Map<String, INDArray>> blocks = network.blockParams();
        for (int i = 0; i < blocks.size(); i++) {
            boolean toGrey = i == 0 && network.backbone().inputChannels() < shape.inputChannels();
            TrunkConvolution own = convolutions.get(i);
            copy(toGrey ? own.withInputChannelsSummed() : own, blocks.get(i));
        }
        Map<String, INDArray> params = network.embeddingParams();
        Optional<LinearLayer> fitting = linear.filter(layer -> fits(layer, param(params, "W")));
        fitting.ifPresent(layer -> {
            assign(params, "W", layer.weights());
            assign(params, "b", layer.bias());
        });
        return fitting.isPresent();
    }

    private static void copy(TrunkConvolution convolution, Map<String, INDArray> params) {
        if (params.containsKey("gamma")) {
            BatchNorm batchNorm = BatchNorm.of(convolution.affine(), convolution.outChannels());
            assign(params, "W", convolution.kernel());
            assign(params, "gamma", batchNorm.gamma());
            assign(params, "beta", batchNorm.beta());
            assign(params, "mean", batchNorm.mean());
            assign(params, "var", batchNorm.variance());
        } else {
            TrunkConvolution folded = convolution.folded();
            assign(params, "W", folded.kernel());
            assign(params, "b", folded.shifts());
        }
    }

    private static boolean fits(LinearLayer layer, INDArray weights) {
        return weights.size(0) == layer.inputs() && weights.size(1) == layer.dimension();
    }

    private static void assign(Map<String, INDArray> params, String key, float[] values) {
        INDArray target = param(params, key);
        target.assign(Nd4j.createFromArray(values).castTo(target.dataType()).reshape('c', target.shape()));
    }

    private static INDArray param(Map<String, INDArray> params, String key) {
        return Objects.requireNonNull(params.get(key), key);
    }

    @Override
    public String toString() {
        return shape + ", " + (batchNorm() ? "with" : "without") + " batch normalization, from " + file;
    }
}
