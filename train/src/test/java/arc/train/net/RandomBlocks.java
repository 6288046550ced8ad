package arc.train.net;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;

/** Draws inputs and parameters of blocks, in double precision. */
final class RandomBlocks {

    private final Random random;

    RandomBlocks(long seed) {
        random = new Random(seed);
    }

    Map<String, INDArray> params(ConvBlock block) {
        int in = (int) block.getNIn();
        int out = (int) block.getNOut();
        Map<String, INDArray> params = new LinkedHashMap<>();
        params.put("W", gaussian(3, 3, in, out).muli(Math.sqrt(2.0 / (9 * in))));
        if (block.isBatchNorm()) {
            params.put("gamma", gaussian(out).addi(1));
            params.put("beta", gaussian(out));
            params.put("mean", gaussian(out));
            params.put("var", gaussian(out).muli(0.1).addi(1));
        } else {
            params.put("b", gaussian(out));
        }
        return params;
    }

    /** Draws values that float32 holds exactly. */
    INDArray gaussian(long... shape) {
        double[] values = new double[(int) LongStream.of(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Nd4j.createFromArray(values).reshape('c', shape);
    }

    long index(long length) {
        return random.nextLong(length);
    }
}
