package arc.infer.image;

import java.util.Arrays;

/**
 * Resizes samples of 8 bits with an antialiased triangle filter, to the last bit as Pillow's
 * {@code Image.resize(size, BILINEAR)}: the filter's support grows with the reduction, weights are
 * fixed-point numbers of 22 bits ({@link TriangleFilter}), rows are resized before columns, and each pass rounds to 8 bits.
 */
final class BilinearResize {

    private static final int HALF = 1 << (TriangleFilter.PRECISION_BITS - 1);

    private BilinearResize() {}

    /**
     * Returns the picture at another size.
     *
     * @param samples [H, W, C], only read
     * @return [outHeight, outWidth, C]; {@code samples} itself where nothing changes
     */
    static byte[] resize(byte[] samples, int width, int height, int channels, int outWidth, int outHeight) {
        byte[] wide = width == outWidth
                ? samples
                : resizeRows(samples, width, height, channels, TriangleFilter.of(width, outWidth));
        return height == outHeight
                ? wide
                : resizeColumns(wide, outWidth * channels, TriangleFilter.of(height, outHeight));
    }

    private static byte[] resizeRows(byte[] in, int width, int height, int channels, TriangleFilter weights) {
        int outWidth = weights.size();
        byte[] out = new byte[Math.multiplyExact(Math.multiplyExact(height, outWidth), channels)];
        int target = 0;
        for (int y = 0; y < height; y++) {
            int row = y * width * channels;
            for (int x = 0; x < outWidth; x++) {
                int first = row + weights.first(x) * channels;
                for (int c = 0; c < channels; c++) {
                    int sum = HALF;
                    int source = first + c;
                    for (int k = weights.begin(x); k < weights.begin(x + 1); k++) {
                        sum += weights.weight(k) * (in[source] & 0xff);
                        source += channels;
                    }
                    out[target++] = toByte(sum);
                }
            }
        }
        return out;
    }

    private static byte[] resizeColumns(byte[] in, int rowSamples, TriangleFilter weights) {
        int outHeight = weights.size();
        byte[] out = new byte[Math.multiplyExact(outHeight, rowSamples)];
        int[] sums = new int[rowSamples];
        for (int y = 0; y < outHeight; y++) {
            Arrays.fill(sums, HALF);
            int source = weights.first(y) * rowSamples;
            for (int k = weights.begin(y); k < weights.begin(y + 1); k++) {
                int weight = weights.weight(k);
                for (int i = 0; i < rowSamples; i++) {
                    sums[i] += weight * (in[source + i] & 0xff);
                }
                source += rowSamples;
            }
            for (int i = 0; i < rowSamples; i++) {
                out[y * rowSamples + i] = toByte(sums[i]);
            }
        }
        return out;
    }

    private static byte toByte(int sum) {
        return (byte) Math.clamp(sum >> TriangleFilter.PRECISION_BITS, 0, 255);
    }
}
