package arc.train.net;

import static org.assertj.core.api.Assertions.assertThat;

import arc.train.kernel.Workers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Checks the gradients of the fused block, which computes in float, against central differences of the same function
 * in double precision: Σ r·y for some r, each y computed by ND4J's ops.
 */
class FusedGradientTest {

    private static final double STEP = 1e-6;
    private static final int VALUES_CHECKED = 40;

    private final RandomBlocks random = new RandomBlocks(23);

    /** Each row's first channel counts take another convolution: patches (1, 3), tiles (16, 32), the native op (5). */
    @ParameterizedTest
    @CsvSource({"1, 7, 5, 1, 16, true, true", "1, 7, 5, 1, 16, false, false", "2, 5, 9, 3, 16, true, false",
            "1, 5, 7, 16, 32, true, true", "1, 5, 7, 16, 32, false, true", "3, 4, 4, 16, 16, true, false",
            "1, 6, 11, 32, 16, false, false", "2, 2, 2, 16, 32, true, true", "1, 2, 2, 32, 16, false, true",
            "1, 1, 3, 16, 16, false, false", "2, 5, 5, 5, 16, true, true"})
    void agreeWithCentralDifferencesInDoublePrecision(int batch, int height, int width, int in, int out,
            boolean batchNorm, boolean pooled) {
        ConvBlock block = new ConvBlock(in, out, batchNorm, pooled);
        INDArray x = random.gaussian(batch, height, width, in);
        INDArray r = random.gaussian(batch, pooled ? height / 2 : height, pooled ? width / 2 : width, out);
        Map<String, INDArray> params = random.params(block);
        Map<String, INDArray> floatParams = new LinkedHashMap<>();
        Map<String, INDArray> gradients = new LinkedHashMap<>();
        params.forEach((key, value) -> {
            floatParams.put(key, value.castTo(DataType.FLOAT));
            gradients.put(key, Nd4j.zeros(DataType.FLOAT, value.shape()));
        });
        BlockMath fused = new FusedBlockMath(block, new Workers(2));
        INDArray xFloat = x.castTo(DataType.FLOAT);
        fused.forward(xFloat, floatParams, true);
        INDArray dx = Objects
                .requireNonNull(fused.backward(xFloat, r.castTo(DataType.FLOAT), floatParams, gradients, true));

        check(block, x, r, params, x, dx, "x");
        for (String key : batchNorm ? List.of("W", "gamma", "beta") : List.of("W", "b")) {
            check(block, x, r, params, Objects.requireNonNull(params.get(key)),
                    Objects.requireNonNull(gradients.get(key)), key);
        }
        if (in <= 3) { // without the gradient of x, as in training, few channels go another way
            fused.forward(xFloat, floatParams, true);
            fused.backward(xFloat, r.castTo(DataType.FLOAT), floatParams, gradients, false);
            check(block, x, r, params, Objects.requireNonNull(params.get("W")),
                    Objects.requireNonNull(gradients.get("W")), "W of the first layer");
        }
    }

    private void check(ConvBlock block, INDArray x, INDArray r, Map<String, INDArray> params, INDArray varied,
            INDArray gradient, String what) {
        double scale = gradient.amaxNumber().doubleValue();
        for (int n = 0; n < VALUES_CHECKED; n++) {
            long i = random.index(varied.length());
            double value = varied.data().getDouble(varied.offset() + i);
            double above = objective(block, x, r, params, varied, i, value + STEP);
            double below = objective(block, x, r, params, varied, i, value - STEP);
            varied.data().put(varied.offset() + i, value);
            double expected = (above - below) / (2 * STEP);
            double actual = gradient.data().getDouble(gradient.offset() + i);
            assertThat(Math.abs(actual - expected) / scale).as("gradient of %s at %d", what, i).isLessThan(1e-5);
        }
    }

    private static double objective(ConvBlock block, INDArray x, INDArray r, Map<String, INDArray> params,
            INDArray varied, long i, double value) {
        varied.data().put(varied.offset() + i, value);
        Map<String, INDArray> own = new LinkedHashMap<>();
        params.forEach((key, p) -> own.put(key, p.dup()));
        return new PortableBlockMath(block).forward(x, own, true).mul(r).sumNumber().doubleValue();
    }
}
