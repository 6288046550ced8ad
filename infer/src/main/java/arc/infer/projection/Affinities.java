package arc.infer.projection;

import arc.infer.embedding.Ranking;
import arc.infer.embedding.Workers;

import java.util.Arrays;

/**
 * Holds how near the points are to each other: p(i, j) of van der Maaten and Hinton 2008, eqs. 1 and 2, zero except for
 * near neighbours (van der Maaten 2014). Symmetric; all together add up to 1. Rows are compressed.
 */
final class Affinities {

    private static final int MOST_STEPS = 100;
    private static final double ENTROPY_TOLERANCE = 1e-5;

    private final int[] begins; // by row, and one more
    private final int[] columns; // rising within a row
    private final double[] values;

    private Affinities(int[] begins, int[] columns, double[] values) {
        this.begins = begins;
        this.columns = columns;
        this.values = values;
    }

    /**
     * Finds the nearest neighbours of every point, and how near they are.
     *
     * @param neighbours a point, at least the perplexity and below the number of points
     */
    static Affinities of(Points points, double perplexity, int neighbours, int threads) {
        int n = points.size();
        int[][] near = new int[n][];
        double[][] conditional = new double[n][];
        Distances.visitNegated(points, threads, (row, negated) -> {
            int[] columns = Ranking.best(negated, neighbours);
            Arrays.sort(columns);
            near[row] = columns;
        });
        try (Workers workers = new Workers(threads)) {
            workers.run(n, row -> conditional[row] = conditional(points, row, near[row], perplexity));
        }
        return symmetric(near, conditional);
    }

    int begin(int row) {
        return begins[row];
    }

    int end(int row) {
        return begins[row + 1];
    }

    int column(int index) {
        return columns[index];
    }

    double value(int index) {
        return values[index];
    }

    /** Finds the width of the Gaussian at a point for which the entropy is the logarithm of the perplexity. */
    private static double[] conditional(Points points, int row, int[] near, double perplexity) {
        double[] squares = new double[near.length];
        double least = Double.POSITIVE_INFINITY;
        double mean = 0;
        for (int i = 0; i < near.length; i++) {
            squares[i] = points.squaredDistance(row, near[i]);
            least = Math.min(least, squares[i]);
            mean += squares[i] / near.length;
        }
        double wanted = Math.log(perplexity);
        double[] p = new double[near.length];
        double precision = mean > least ? 1 / (mean - least) : 1;
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        for (int step = 0; step < MOST_STEPS; step++) {
            double sum = 0;
            double weighted = 0;
            for (int i = 0; i < p.length; i++) {
                double square = squares[i] - least; // the nearest counts 1: nothing underflows altogether
                p[i] = Math.exp(-square * precision);
                sum += p[i];
                weighted += square * p[i];
            }
            double entropy = Math.log(sum) + precision * weighted / sum;
            for (int i = 0; i < p.length; i++) {
                p[i] /= sum;
            }
            if (Math.abs(entropy - wanted) < ENTROPY_TOLERANCE) {
                break;
            }
            if (entropy > wanted) {
                low = precision;
            } else {
                high = precision;
            }
            precision = Double.isInfinite(high) ? Math.min(precision * 2, Double.MAX_VALUE) : (low + high) / 2;
        }
        return p;
    }

    /** Returns (p(j | i) + p(i | j)) / 2n. */
    private static Affinities symmetric(int[][] near, double[][] conditional) {
        int n = near.length;
        int[] counts = new int[n];
        for (int[] columns : near) {
            for (int column : columns) {
                counts[column]++;
            }
        }
        int[][] from = new int[n][]; // the rows that have a point as their neighbour, rising
        double[][] back = new double[n][];
        for (int i = 0; i < n; i++) {
            from[i] = new int[counts[i]];
            back[i] = new double[counts[i]];
        }
        int[] next = new int[n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < near[i].length; k++) {
                int column = near[i][k];
                from[column][next[column]] = i;
                back[column][next[column]++] = conditional[i][k];
            }
        }
        long entries = Arrays.stream(near).mapToLong(columns -> 2L * columns.length).sum();
        int[] begins = new int[n + 1];
        int[] columns = new int[Math.toIntExact(entries)];
        double[] values = new double[columns.length];
        int size = 0;
        for (int i = 0; i < n; i++) {
            int a = 0;
            int b = 0;
            while (a < near[i].length || b < from[i].length) {
                int left = a < near[i].length ? near[i][a] : Integer.MAX_VALUE;
                int right = b < from[i].length ? from[i][b] : Integer.MAX_VALUE;
                double sum = (left <= right ? conditional[i][a++] : 0) + (right <= left ? back[i][b++] : 0);
                columns[size] = Math.min(left, right);
                values[size++] = sum / (2.0 * n);
            }
            begins[i + 1] = size;
        }
        return new Affinities(begins, Arrays.copyOf(columns, size), Arrays.copyOf(values, size));
    }
}
