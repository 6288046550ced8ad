package arc.train.kernel;

import jdk.incubator.vector.FloatVector;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Computes mean and variance of each channel in one pass over a [rows, C] matrix. The sums run over
 * differences from the first row, which keeps them small where the mean is far from zero.
 */
public final class BatchMoments {

    /** Rows that are summed in single precision before they go into a double. */
    private static final int ROWS_PER_PIECE = 256;

    private final double[] mean;
    private final double[] variance;

    private BatchMoments(double[] mean, double[] variance) {
        this.mean = mean;
        this.variance = variance;
    }

    /** Computes the moments of {@code z}, float [rows, channels], on {@code workers}. */
    public static BatchMoments of(MemorySegment z, int rows, int channels, Workers workers) {
        float[] shift = new float[channels];
        MemorySegment.copy(z, ValueLayout.JAVA_FLOAT, 0, shift, 0, channels);
        int pieces = Math.ceilDiv(rows, ROWS_PER_PIECE);
        ChannelSums sums = new ChannelSums(pieces, channels);
        workers.run(pieces, p -> {
            int end = Math.min(rows, (p + 1) * ROWS_PER_PIECE);
            addPiece(z, channels, p * ROWS_PER_PIECE, end, shift, sums.piece(p));
        });
        double[] mean = sums.first();
        double[] variance = sums.second();
        for (int c = 0; c < channels; c++) {
            double difference = mean[c] / rows;
            variance[c] = Math.max(0, variance[c] / rows - difference * difference);
            mean[c] = shift[c] + difference;
        }
        return new BatchMoments(mean, variance);
    }

    /** Returns the mean of a channel. */
    public double mean(int channel) {
        return mean[channel];
    }

    /** Returns the biased variance of a channel: divided by the number of rows. */
    public double variance(int channel) {
        return variance[channel];
    }

    private static void addPiece(MemorySegment z, int channels, int from, int end, float[] shift, double[] sums) {
        long stride = (long) channels * Float.BYTES;
        for (int c = 0; c < channels; c += Lanes.COUNT) {
            FloatVector origin = Lanes.load(shift, c);
            FloatVector sum0 = FloatVector.zero(Lanes.SPECIES);
            FloatVector sum1 = sum0;
            FloatVector squares0 = sum0;
            FloatVector squares1 = sum0;
            long at = from * stride + (long) c * Float.BYTES;
            int row = from;
            for (; row + 1 < end; row += 2) {
                FloatVector d0 = Lanes.load(z, at).sub(origin);
                FloatVector d1 = Lanes.load(z, at + stride).sub(origin);
                sum0 = sum0.add(d0);
                sum1 = sum1.add(d1);
                squares0 = d0.fma(d0, squares0);
                squares1 = d1.fma(d1, squares1);
                at += 2 * stride;
            }
            if (row < end) {
                FloatVector d = Lanes.load(z, at).sub(origin);
                sum0 = sum0.add(d);
                squares0 = d.fma(d, squares0);
            }
            Lanes.addTo(sum0.add(sum1), sums, c);
            Lanes.addTo(squares0.add(squares1), sums, channels + c);
        }
    }
}
