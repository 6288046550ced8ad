package arc.train.head;

/** Small sums over rows of doubles. */
final class Rows {

    private Rows() {}

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    static double norm(double[] a) {
        return Math.sqrt(dot(a, a));
    }

    /** Returns a/‖a‖, or zeros where all values are zero: a vector without a direction. */
    static double[] unit(double[] a) {
        double norm = norm(a);
        double[] unit = new double[a.length];
        for (int i = 0; i < a.length && norm > 0; i++) {
            unit[i] = a[i] / norm;
        }
        return unit;
    }

    /** Returns the lowest index of the largest value. */
    static int indexOfMax(double[] a) {
        int best = 0;
        for (int i = 1; i < a.length; i++) {
            if (a[i] > a[best]) {
                best = i;
            }
        }
        return best;
    }
}
