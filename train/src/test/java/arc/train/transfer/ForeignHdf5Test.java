package arc.train.transfer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;

/** Refuses HDF5 files that hold no VGG of Keras, and those that lead into other files. */
class ForeignHdf5Test {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            integers | 'block1_conv1/kernel:0' should hold floats, but is of type int
            five-by-five | its layer block1_conv1 should have a kernel [3, 3, in, out], but has [5, 5, 3, 16]
            short-bias | 'block1_conv1/bias:0' should have the shape [16] with axes of 1 to 2048, but has [15]
            nan | value 5 of 'block1_conv1/bias:0' is NaN; the file is damaged, or its training diverged
            external-link | 'block1_conv1' in / is a link; expected the data
            keras-3 | it has neither the attribute layer_names nor the group model_weights, but [layers]; save the whole model from Keras as .h5, or as ONNX
            resnet | it has none of the layers block1_conv1 to block5_conv4 that keras.applications.VGG16 and VGG19 have, but [conv1_conv, conv1_bn]
            one-block | its five stages have 1-0-0-0-0 convolutions, and no VGG has those; expected 1-1-2-2-2 (vgg11), 2-2-2-2-2 (vgg13), 2-2-3-3-3 (vgg16), 2-2-4-4-4 (vgg19)
            external-data | it can't be read as HDF5, and may be damaged: Encountered External Data Files Message, this is not supported by jHDF
            soft-link | 'block1_conv1' in / is a link; expected the data
            """)
    void saysWhy(String name, String reason) {
        Path file = TransferFiles.path("refused-" + name + ".h5");
        assertThatThrownBy(() -> PretrainedTrunk.read(file)).isInstanceOf(ArcException.class)
                .hasMessage("can't start from " + file + ": " + reason);
    }
}
