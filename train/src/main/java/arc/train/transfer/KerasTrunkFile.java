package arc.train.transfer;

import arc.infer.image.Preprocessing;
import io.jhdf.HdfFile;
import io.jhdf.api.Group;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the trunk out of an HDF5 file of Keras: the weights of keras.applications.VGG16 or VGG19, or a whole
 * model, whose layers are called block1_conv1 to block5_conv4. The first group that has the attribute
 * {@code layer_names} is the file itself, or its group {@code model_weights}; each layer is a group with the
 * attribute {@code weight_names}: a kernel [3, 3, in, out] and a bias [out].
 *
 * <p>These weights expect caffe's channel order, blue, green, red; the first kernels are turned round.
 */
final class KerasTrunkFile {

    private static final Pattern CONVOLUTION = Pattern.compile("block([1-5])_conv([1-9])");

    private static final String MODEL_WEIGHTS = "model_weights";

    /**
     * What keras.applications calls "caffe", for red, green, blue: its means over ImageNet, of 255, and a deviation that
     * undoes the division by 255.
     */
    private static final Preprocessing CAFFE = new Preprocessing(224, Preprocessing.Channels.RGB,
            Preprocessing.Fit.RESIZE, List.of(123.68 / 255, 116.779 / 255, 103.939 / 255), List.of(1.0 / 255));

    private final KerasGroups groups;

    private KerasTrunkFile(KerasGroups groups) {
        this.groups = groups;
    }

    /** Reads a trunk; an {@link arc.infer.ArcException} says what is wrong with the file. */
    static PretrainedTrunk read(Path path) {
        String file = path.toString();
        try (HdfFile hdf = new HdfFile(path)) {
            requireWhole(file, hdf);
            List<List<TrunkConvolution>> stages = new KerasTrunkFile(new KerasGroups(file)).stages(hdf);
            boolean colour = TrunkShape.of(file, stages).inputChannels() == 3;
            if (colour) {
                stages.getFirst().set(0, stages.getFirst().getFirst().withInputChannelsReversed());
            }
            return new PretrainedTrunk(file, stages, Optional.empty(), colour ? Optional.of(CAFFE) : Optional.empty());
        } catch (UnusableTrunk e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) { // what damaged sizes and circles end in
            throw new UnusableTrunk(file, "it can't be read as HDF5, and may be damaged: " + reason(e), e);
        }
    }

    /** Returns the message of the first cause, which is the most exact one. */
    private static String reason(Throwable thrown) {
        Throwable first = thrown;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        return first.getMessage() == null ? first.getClass().getSimpleName() : first.getMessage();
    }

    private static void requireWhole(String file, HdfFile hdf) {
        long stated = hdf.getHdfBackingStorage().getSuperblock().getEndOfFileAddress();
        if (hdf.size() < stated) {
            throw new UnusableTrunk(file, "it is cut short: it says that it has " + stated + " bytes, but has "
                    + hdf.size() + "; copy it again");
        }
    }

    private List<List<TrunkConvolution>> stages(HdfFile hdf) {
        Group root = root(hdf);
        List<List<TrunkConvolution>> stages = new ArrayList<>();
        for (int stage = 0; stage < TrunkShape.STAGES; stage++) {
            stages.add(new ArrayList<>());
        }
        int channels = 0;
        for (String layer : groups.names(root, KerasGroups.LAYER_NAMES)) {
            Matcher matcher = CONVOLUTION.matcher(layer);
            if (!matcher.matches()) {
                continue;
            }
            List<TrunkConvolution> stage = stages.get(Integer.parseInt(matcher.group(1)) - 1);
            TrunkConvolution convolution = convolution(groups.group(root, layer), layer, channels);
            channels = convolution.outChannels();
            stage.add(convolution);
        }
        if (channels == 0) {
            throw new UnusableTrunk(groups.file(), "it has none of the layers block1_conv1 to block5_conv4 that "
                    + "keras.applications.VGG16 and VGG19 have, but " + groups.names(root, KerasGroups.LAYER_NAMES));
        }
        return stages;
    }

    private Group root(HdfFile hdf) {
        if (hdf.getAttribute(KerasGroups.LAYER_NAMES) != null) {
            return hdf;
        }
        if (!hdf.getChildren().containsKey(MODEL_WEIGHTS)) {
            throw new UnusableTrunk(groups.file(), "it has neither the attribute " + KerasGroups.LAYER_NAMES
                    + " nor the group " + MODEL_WEIGHTS + ", but "
                    + hdf.getChildren().keySet().stream().limit(8).toList()
                    + "; save the whole model from Keras as .h5, or as ONNX");
        }
        return groups.group(hdf, MODEL_WEIGHTS);
    }

    private TrunkConvolution convolution(Group group, String layer, int channelsBefore) {
        List<String> names = groups.names(group, KerasGroups.WEIGHT_NAMES);
        if (names.size() != 2) {
            throw new UnusableTrunk(groups.file(),
                    "its layer " + layer + " should have a kernel and a bias, but has " + names);
        }
        int[] shape = groups.shape(group, names.getFirst());
        if (shape.length != 4 || shape[0] != 3 || shape[1] != 3
                || (channelsBefore != 0 && shape[2] != channelsBefore)) {
            throw new UnusableTrunk(groups.file(), "its layer " + layer + " should have a kernel [3, 3, "
                    + (channelsBefore == 0 ? "in" : channelsBefore) + ", out], but has " + Arrays.toString(shape));
        }
        float[] kernel = groups.values(group, names.getFirst(), shape);
        float[] bias = groups.values(group, names.getLast(), new int[]{shape[3]});
        return new TrunkConvolution(shape[2], shape[3], kernel, new Bias(bias));
    }
}
