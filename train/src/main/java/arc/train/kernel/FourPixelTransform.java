package arc.train.kernel;

import static arc.train.kernel.Lanes.plus;

import jdk.incubator.vector.FloatVector;

/**
 * F(4, 3): four pixels of output from six of input by six products in place of twelve, 36 in place of 144 in two
 * dimensions. The points are 0, 1, −1, 1/2, −2 and ∞: with 2 and −2 or 1/2 and −1/2 in their places, as is
 * usual, float32 errors are three to four times as large (measured; Barabasz et al. 2020, "Error analysis and
 * improving the accuracy of Winograd convolution for deep neural networks", explains why).
 */
final class FourPixelTransform implements TileTransform {

    @Override
    public int outputs() {
        return 4;
    }

    @Override
    public int inputs() {
        return 6;
    }

    @Override
    public int points() {
        return 6;
    }

    @Override
    public int halo() {
        return 1;
    }

    @Override
    public void input(float[] from, int at, int stride, float[] to, int toAt, int toStride, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector d0 = Lanes.load(from, at + i);
            FloatVector d1 = Lanes.load(from, at + stride + i);
            FloatVector d2 = Lanes.load(from, at + 2 * stride + i);
            FloatVector d3 = Lanes.load(from, at + 3 * stride + i);
            FloatVector d4 = Lanes.load(from, at + 4 * stride + i);
            FloatVector d5 = Lanes.load(from, at + 5 * stride + i);
            FloatVector e = d4.sub(d2);
            FloatVector f = d3.sub(d1);
            d0.sub(d2).add(plus(e, 1.5f, f)).intoArray(to, toAt + i);
            plus(e.add(f), 1.5f, d2.add(d3)).intoArray(to, toAt + toStride + i);
            plus(e.sub(f), 1.5f, d3.sub(d2)).intoArray(to, toAt + 2 * toStride + i);
            plus(e, 2f, f).intoArray(to, toAt + 3 * toStride + i);
            plus(e, -0.5f, f).intoArray(to, toAt + 4 * toStride + i);
            plus(d5.sub(d3).sub(f), 1.5f, e).intoArray(to, toAt + 5 * toStride + i);
        }
    }

    @Override
    public void kernel(float[] from, int at, int stride, float[] to, int toAt, int toStride, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector d0 = Lanes.load(from, at + i);
            FloatVector d1 = Lanes.load(from, at + stride + i);
            FloatVector d2 = Lanes.load(from, at + 2 * stride + i);
            FloatVector even = d0.add(d2).mul(1f / 3);
            FloatVector odd = d1.mul(1f / 3);
            d0.intoArray(to, toAt + i);
            even.add(odd).intoArray(to, toAt + toStride + i);
            odd.sub(even).intoArray(to, toAt + 2 * toStride + i);
            plus(plus(d2, 2f, d1), 4f, d0).mul(-4f / 15).intoArray(to, toAt + 3 * toStride + i);
            plus(plus(d0, -2f, d1), 4f, d2).mul(1f / 15).intoArray(to, toAt + 4 * toStride + i);
            d2.intoArray(to, toAt + 5 * toStride + i);
        }
    }

    @Override
    public void output(float[] from, int at, int stride, float[] to, int toAt, int toStride, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector d0 = Lanes.load(from, at + i);
            FloatVector d1 = Lanes.load(from, at + stride + i);
            FloatVector d2 = Lanes.load(from, at + 2 * stride + i);
            FloatVector d3 = Lanes.load(from, at + 3 * stride + i);
            FloatVector d4 = Lanes.load(from, at + 4 * stride + i);
            FloatVector d5 = Lanes.load(from, at + 5 * stride + i);
            FloatVector sum = d1.add(d2);
            FloatVector difference = d1.sub(d2);
            d0.add(sum).add(d3.add(d4)).intoArray(to, toAt + i);
            plus(plus(difference, -2f, d4), 0.5f, d3).intoArray(to, toAt + toStride + i);
            plus(plus(sum, 4f, d4), 0.25f, d3).intoArray(to, toAt + 2 * toStride + i);
            plus(plus(difference.add(d5), -8f, d4), 0.125f, d3).intoArray(to, toAt + 3 * toStride + i);
        }
    }

    @Override
    public void outputGradient(float[] from, int at, int stride, float[] to, int toAt, int toStride, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector d0 = Lanes.load(from, at + i);
            FloatVector d1 = Lanes.load(from, at + stride + i);
            FloatVector d2 = Lanes.load(from, at + 2 * stride + i);
            FloatVector d3 = Lanes.load(from, at + 3 * stride + i);
            FloatVector even = d0.add(d2);
            FloatVector odd = d1.add(d3);
            d0.intoArray(to, toAt + i);
            even.add(odd).intoArray(to, toAt + toStride + i);
            even.sub(odd).intoArray(to, toAt + 2 * toStride + i);
            plus(plus(plus(d0, 0.5f, d1), 0.25f, d2), 0.125f, d3).intoArray(to, toAt + 3 * toStride + i);
            plus(plus(plus(d0, -2f, d1), 4f, d2), -8f, d3).intoArray(to, toAt + 4 * toStride + i);
            d3.intoArray(to, toAt + 5 * toStride + i);
        }
    }

    @Override
    public void kernelGradient(float[] from, int at, int stride, float[] to, int toAt, int toStride, int count) {
        for (int i = 0; i < count; i += Lanes.COUNT) {
            FloatVector d0 = Lanes.load(from, at + i);
            FloatVector d1 = Lanes.load(from, at + stride + i);
            FloatVector d2 = Lanes.load(from, at + 2 * stride + i);
            FloatVector d3 = Lanes.load(from, at + 3 * stride + i);
            FloatVector d4 = Lanes.load(from, at + 4 * stride + i);
            FloatVector d5 = Lanes.load(from, at + 5 * stride + i);
            FloatVector sum = d1.add(d2).mul(1f / 3);
            FloatVector difference = d1.sub(d2).mul(1f / 3);
            FloatVector p = d3.mul(4f / 15);
            FloatVector q = d4.mul(1f / 15);
            plus(d0.add(difference).add(q), -4f, p).intoArray(to, toAt + i);
            sum.sub(plus(q.add(q), 2f, p)).intoArray(to, toAt + toStride + i);
            plus(difference.sub(p).add(d5), 4f, q).intoArray(to, toAt + 2 * toStride + i);
        }
    }
}
