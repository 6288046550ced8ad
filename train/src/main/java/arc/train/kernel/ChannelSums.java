package arc.train.kernel;

/**
 * Adds up two sums a channel, piece by piece: each piece has its own row, and the rows are added in
 * their order, so that the total doesn't depend on which thread was first.
 */
public final class ChannelSums {

    private final int channels;
    private final double[][] pieces; // [piece][2·C]

    ChannelSums(int pieces, int channels) {
        this.channels = channels;
        this.pieces = new double[pieces][2 * channels];
    }

    /** Returns the row of one piece: first sums at 0 … C−1, second sums at C … 2C−1. */
    double[] piece(int index) {
        return pieces[index];
    }

    /** Returns the first sum of each channel. */
    public double[] first() {
        return total(0);
    }

    /** Returns the second sum of each channel. */
    public double[] second() {
        return total(channels);
    }

    private double[] total(int from) {
        double[] total = new double[channels];
        for (double[] piece : pieces) {
            for (int c = 0; c < channels; c++) {
                total[c] += piece[from + c];
            }
        }
        return total;
    }
}
