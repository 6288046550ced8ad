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
            soft-link | 'block1_conv1' in / is a link; expected the data
            """)
    void saysWhy(String name, String reason) {
        Path file = TransferFiles.path("refused-" + name + ".h5");
        assertThatThrownBy(() -> PretrainedTrunk.read(file)).isInstanceOf(ArcException.class)
                .hasMessage("can't start from " + file + ": " + reason);
    }
}
