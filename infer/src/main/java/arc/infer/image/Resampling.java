package arc.infer.image;

import java.util.Arrays;

/**
 * Resizes samples of 8 bits with an antialiased filter, to the last bit as Pillow's {@code Image.resize}: the filter grows
 * with the reduction, weights are fixed-point numbers of 22 bits ({@link ResamplingWeights}), rows are resized before
 * columns, and each pass rounds to 8 bits. Of the resized picture only a window is computed.
 *
 * @param filter weighs the samples
 * @param fullWidth width of the whole resized picture, of which the window is a part
 * @param fullHeight its height
 * @param left where the window begins
 * @param top where the window begins
 * @param width of the window
 * @param height of the window
 */
record Resampling(Interpolation filter, long fullWidth, long fullHeight, long left, long top, int width, int height) {

    private static final int HALF = 1 << (ResamplingWeights.PRECISION_BITS - 1);

    /** Resizes to this size, all of it. */
    static Resampling to(Interpolation filter, int width, int height) {
        return new Resampling(filter, width, height, 0, 0, width, height);
    }

    /**
     * Returns the window of the resized picture.
     *
     * @param samples [H, W, C], only read
     * @return [height, width, C]; {@code samples} itself where nothing changes
     */
    byte[] apply(byte[] samples, int inWidth, int inHeight, int channels) {
        int firstRow = (int) top;
        int rows = height;
        ResamplingWeights columns = null;
        if (fullHeight != inHeight) {
            columns = ResamplingWeights.of(filter, inHeight, fullHeight, top, height);
            firstRow = columns.firstNeeded();
            rows = columns.endNeeded() - firstRow;
        }
        byte[] wide;
        if (fullWidth != inWidth) {
            ResamplingWeights across = ResamplingWeights.of(filter, inWidth, fullWidth, left, width);
            wide = resizeRows(samples, firstRow, rows, inWidth, channels, across);
        } else if (inWidth == width && rows == inHeight) {
            wide = samples;
        } else {
            wide = cutRows(samples, firstRow, rows, inWidth, channels);
        }
        return columns == null ? wide : resizeColumns(wide, firstRow, width * channels, columns);
    }

    private byte[] cutRows(byte[] in, int firstRow, int rows, int inWidth, int channels) {
        int outRow = width * channels;
        byte[] out = new byte[Math.multiplyExact(rows, outRow)];
        for (int y = 0; y < rows; y++) {
            System.arraycopy(in, ((firstRow + y) * inWidth + (int) left) * channels, out, y * outRow, outRow);
        }
        return out;
    }

    private static byte[] resizeRows(byte[] in, int firstRow, int rows, int inWidth, int channels,
            ResamplingWeights weights) {
        int outWidth = weights.size();
        byte[] out = new byte[Math.multiplyExact(Math.multiplyExact(rows, outWidth), channels)];
        int target = 0;
        for (int y = firstRow; y < firstRow + rows; y++) {
            int row = y * inWidth * channels;
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

    /** Resizes columns of rows that begin with row {@code firstRow} of the picture. */
    private static byte[] resizeColumns(byte[] in, int firstRow, int rowSamples, ResamplingWeights weights) {
        int outHeight = weights.size();
        byte[] out = new byte[Math.multiplyExact(outHeight, rowSamples)];
        int[] sums = new int[rowSamples];
        for (int y = 0; y < outHeight; y++) {
            Arrays.fill(sums, HALF);
            int source = (weights.first(y) - firstRow) * rowSamples;
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
        return (byte) Math.clamp(sum >> ResamplingWeights.PRECISION_BITS, 0, 255);
    }
}
