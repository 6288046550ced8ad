package arc.infer.image;

/**
 * Says which input samples make up each output sample of a line, and with what weights: an {@link Interpolation} as wide as
 * the reduction asks for, cut at the ends of the line, in fixed-point numbers that add up to one.
 */
final class ResamplingWeights {

    /** Bits after the point: 32 less 8 of a sample less 2 of headroom. */
    static final int PRECISION_BITS = 22;

    private final int[] firsts; // the first input sample of each output sample
    private final int[] begins; // where its weights begin; one more for the end
    private final int[] weights;

    private ResamplingWeights(int[] firsts, int[] begins, int[] weights) {
        this.firsts = firsts;
        this.begins = begins;
        this.weights = weights;
    }

    /**
     * Returns the weights of a part of the line that {@code in} samples become.
     *
     * @param out samples of the whole line, of which only {@code count} from {@code from} on are wanted
     */
    static ResamplingWeights of(Interpolation filter, int in, long out, long from, int count) {
        double scale = (double) in / out;
        double filterScale = Math.max(scale, 1.0); // the filter grows where the picture shrinks
        double support = filter.support() * filterScale; // in input samples
        double inverse = 1.0 / filterScale; // multiplied by, as Pillow does: a division rounds differently
        double[] window = new double[(int) Math.ceil(support) * 2 + 1];
        int[] firsts = new int[count];
        int[] begins = new int[count + 1];
        int[] weights = new int[Math.multiplyExact(count, Math.min(in, window.length))];
        int used = 0;
        for (int i = 0; i < count; i++) {
            double centre = (from + i + 0.5) * scale;
            int first = Math.max(0, (int) (centre - support + 0.5));
            int end = Math.min(in, (int) (centre + support + 0.5));
            double total = 0;
            for (int x = first; x < end; x++) {
                double weight = filter.weight((x - centre + 0.5) * inverse);
                window[x - first] = weight;
                total += weight;
            }
            firsts[i] = first;
            begins[i] = used;
            for (int x = first; x < end; x++) {
                weights[used++] = fixedPoint(window[x - first] / total);
            }
        }
        begins[count] = used;
        return new ResamplingWeights(firsts, begins, weights);
    }

    private static int fixedPoint(double weight) {
        double scaled = weight * (1 << PRECISION_BITS);
        return (int) (scaled < 0 ? scaled - 0.5 : scaled + 0.5);
    }

    /** Returns the number of output samples. */
    int size() {
        return firsts.length;
    }

    /** Returns the first input sample of output {@code i}. */
    int first(int i) {
        return firsts[i];
    }

    /** Returns the first input sample that any output needs. */
    int firstNeeded() {
        return firsts[0];
    }

    /** Returns the input sample behind the last one that any output needs. */
    int endNeeded() {
        int last = firsts.length - 1;
        return firsts[last] + begins[last + 1] - begins[last];
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
