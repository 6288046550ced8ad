package arc.train.net;

import static org.assertj.core.api.Assertions.assertThat;

import arc.train.kernel.Workers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import java.util.LinkedHashMap;
import java.util.Map;

/** Compares the fused passes with the same block in double precision, made of ND4J's ops. */
class FusedBlockMathTest {

    private final RandomBlocks random = new RandomBlocks(11);

    @ParameterizedTest
    @CsvSource({"4, 8, 8, 16, 32, true, true", "4, 8, 8, 16, 32, true, false", "4, 8, 8, 16, 32, false, true",
            "4, 8, 8, 16, 32, false, false", "1, 7, 5, 1, 16, true, true", "1, 7, 5, 1, 16, false, true",
            "3, 9, 6, 3, 48, true, false", "2, 2, 2, 16, 16, true, true", "2, 3, 3, 16, 16, false, true",
            "5, 2, 2, 32, 48, false, true", "3, 1, 2, 16, 32, true, false", "4, 1, 1, 16, 16, false, false",
            "3, 6, 7, 4, 32, true, true", "3, 6, 7, 5, 32, true, true"})
    void equalsTheUnfusedBlockForwardAndBackward(int batch, int height, int width, int in, int out, boolean batchNorm,
            boolean pooled) {
        ConvBlock block = new ConvBlock(in, out, batchNorm, pooled);
        INDArray x = random.gaussian(batch, height, width, in);
        INDArray dOut = random.gaussian(batch, pooled ? height / 2 : height, pooled ? width / 2 : width, out);
        Map<String, INDArray> params = random.params(block);
        Map<String, INDArray> floatParams = floats(params);
        Map<String, INDArray> gradients = zeros(params, DataType.DOUBLE);
        Map<String, INDArray> floatGradients = zeros(params, DataType.FLOAT);
        BlockMath fused = new FusedBlockMath(block, new Workers(2));
        BlockMath portable = new PortableBlockMath(block);
        INDArray xFloat = x.castTo(DataType.FLOAT);

        assertClose(fused.forward(xFloat, floatParams, true), portable.forward(x, params, true), "output");
        INDArray dx = fused.backward(xFloat, dOut.castTo(DataType.FLOAT), floatParams, floatGradients, true);
        INDArray dxExact = portable.backward(x, dOut, params, gradients, true);
        assertClose(java.util.Objects.requireNonNull(dx), java.util.Objects.requireNonNull(dxExact), "dx");
        gradients.forEach((key, exact) -> assertClose(
                java.util.Objects.requireNonNull(floatGradients.get(key)), exact, "gradient of " + key));
        params.forEach((key, exact) -> assertClose(java.util.Objects.requireNonNull(floatParams.get(key)), exact,
                key + " after the step"));
        assertClose(fused.forward(xFloat, floatParams, false), portable.forward(x, params, false), "inference");
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void givesTheSameBitsOnAnyNumberOfThreads(int threads) {
        ConvBlock block = new ConvBlock(16, 32, true, true);
        INDArray x = random.gaussian(5, 12, 12, 16).castTo(DataType.FLOAT);
        INDArray dOut = random.gaussian(5, 6, 6, 32).castTo(DataType.FLOAT);
        Map<String, INDArray> params = floats(random.params(block));
        assertThat(run(block, x, dOut, params, threads)).isEqualTo(run(block, x, dOut, params, 1));
    }

    private static float[] run(ConvBlock block, INDArray x, INDArray dOut, Map<String, INDArray> params, int threads) {
        Map<String, INDArray> own = new LinkedHashMap<>();
        params.forEach((key, value) -> own.put(key, value.dup()));
        Map<String, INDArray> gradients = zeros(params, DataType.FLOAT);
        BlockMath math = new FusedBlockMath(block, new Workers(threads));
        math.forward(x, own, true);
        INDArray dx = java.util.Objects.requireNonNull(math.backward(x, dOut, own, gradients, true));
        return dx.reshape(new long[]{dx.length()}).toFloatVector();
    }

    /** Within 1e-5 of the largest value: float32 keeps seven digits, and sums of hundreds lose some. */
    private static void assertClose(INDArray actual, INDArray expected, String what) {
        double scale = Math.max(expected.amaxNumber().doubleValue(), 1e-3);
        double difference = actual.castTo(DataType.DOUBLE).sub(expected).amaxNumber().doubleValue();
        assertThat(difference / scale).as(what).isLessThan(1e-5);
    }

    private static Map<String, INDArray> floats(Map<String, INDArray> params) {
        Map<String, INDArray> floats = new LinkedHashMap<>();
        params.forEach((key, value) -> floats.put(key, value.castTo(DataType.FLOAT)));
        return floats;
    }

    private static Map<String, INDArray> zeros(Map<String, INDArray> params, DataType type) {
        Map<String, INDArray> zeros = new LinkedHashMap<>();
        params.forEach((key, value) -> zeros.put(key, Nd4j.zeros(type, value.shape())));
        return zeros;
    }
}
