package arc.train.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import java.util.Random;

class ChannelsFirstConvolutionTest {

    private final Random random = new Random(11);

    /** Batch, height, width, channels in, channels out. */
    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1, 1", "2, 4, 4, 3, 8", "3, 5, 7, 8, 4"})
    void equalsTheOneWithChannelsLast(int batch, int height, int width, int in, int out) {
        INDArray x = array(batch, height, width, in);
        INDArray kernel = array(3, 3, in, out);
        INDArray dz = array(batch, height, width, out);
        Gradients last = gradients(new NativeConvolution(), x, kernel, dz);
        Gradients first = gradients(new ChannelsFirstConvolution(), x, kernel, dz);
        assertClose(first.z, last.z);
        assertClose(first.dx, last.dx);
        assertClose(first.dKernel, last.dKernel);
        INDArray alone = Nd4j.create(DataType.DOUBLE, kernel.shape());
        new ChannelsFirstConvolution().backward(x, kernel, dz, null, alone);
        assertClose(alone, last.dKernel);
    }

    private record Gradients(INDArray z, INDArray dx, INDArray dKernel) {}

    private static Gradients gradients(Convolution convolution, INDArray x, INDArray kernel, INDArray dz) {
        Gradients result = new Gradients(Nd4j.create(DataType.DOUBLE, dz.shape()),
                Nd4j.create(DataType.DOUBLE, x.shape()), Nd4j.create(DataType.DOUBLE, kernel.shape()));
        convolution.forward(x, kernel, result.z);
        convolution.backward(x, kernel, dz, result.dx, result.dKernel);
        convolution.close();
        return result;
    }

    private static void assertClose(INDArray actual, INDArray expected) {
        assertThat(expected.amaxNumber().doubleValue()).isGreaterThan(0.01);
        assertThat(actual.sub(expected).amaxNumber().doubleValue()).isCloseTo(0, within(1e-12));
    }

    private INDArray array(long... shape) {
        INDArray array = Nd4j.create(DataType.DOUBLE, shape);
        for (long i = 0; i < array.length(); i++) {
            array.putScalar(i, random.nextGaussian());
        }
        return array;
    }
}
