package arc.infer.image;

/**
 * Says which input samples make up each output sample of a line, and with what weights: a triangle as wide as the
 * reduction asks for, cut at the ends of the line, in fixed-point numbers that add up to one.
 */
final class TriangleFilter {

    /** Bits after the point: 32 less 8 of a sample less 2 of headroom. */
    static final int PRECISION_BITS = 22;

    private final int[] firsts; // the first input sample of each output sample
    private final int[] begins; // where its weights begin; one more for the end
    private final int[] weights;

    private TriangleFilter(int[] firsts, int[] begins, int[] weights) {
        this.firsts = firsts;
        this.begins = begins;
        this.weights = weights;
    }

    /** Returns the filter from a line of {@code in} samples to one of {@code out}. */
    static TriangleFilter of(int in, int out) {
        double scale = (double) in / out;
        double support = Math.max(scale, 1.0); // the triangle's half width, in input samples
        double inverse = 1.0 / support; // multiplied by, as Pillow does: a division rounds differently
        double[] window = new double[(int) Math.ceil(support) * 2 + 1];
        int[] firsts = new int[out];
        int[] begins = new int[out + 1];
        int[] weights = new int[Math.multiplyExact(out, window.length)];
        int used = 0;
        for (int i = 0; i < out; i++) {
            double centre = (i + 0.5) * scale;
            int first = Math.max(0, (int) (centre - support + 0.5));
            int end = Math.min(in, (int) (centre + support + 0.5));
            double total = 0;
            for (int x = first; x < end; x++) {
                double weight = Math.max(0, 1 - Math.abs((x - centre + 0.5) * inverse));
                window[x - first] = weight;
                total += weight;
            }
            firsts[i] = first;
            begins[i] = used;
            for (int x = first; x < end; x++) {
                weights[used++] = (int) (0.5 + window[x - first] / total * (1 << PRECISION_BITS));
            }
        }
        begins[out] = used;
        return new TriangleFilter(firsts, begins, weights);
    }

    /** Returns the number of output samples. */
    int size() {
        return firsts.length;
    }

    /** Returns the first input sample of output {@code i}. */
    int first(int i) {
        return firsts[i];
    }

    /** Returns where the weights of output {@code i} begin; they end where those of {@code i + 1} begin. */
    int begin(int i) {
        return begins[i];
    }

    /** Returns one weight; the first of output {@code i} is at {@code begin(i)} and belongs to {@code first(i)}. */
    int weight(int k) {
        return weights[k];
    }
}
