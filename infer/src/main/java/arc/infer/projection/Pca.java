package arc.infer.projection;

import arc.infer.ArcException;
import arc.infer.embedding.Workers;

import java.util.Arrays;

/**
 * Finds the directions along which points vary most, and shows the points by them: principal component analysis
 * (Pearson 1901). Points are centred, and neither scaled nor whitened; variances are divided by n - 1.
 *
 * <p>A direction has no natural sign: here its value of largest magnitude is positive, of equal ones the first.
 */
public final class Pca {

    /** Beyond, the eigenvalues would take many minutes. */
    public static final int MOST = 4096;

    private final double[][] components; // [dims][dimension], orthonormal
    private final double[] variances; // by component, falling
    private final double totalVariance;
    private final double[] mean;
    private final int rows;

    private Pca(double[][] components, double[] variances, double totalVariance, double[] mean, int rows) {
        this.components = components;
        this.variances = variances;
        this.totalVariance = totalVariance;
        this.mean = mean;
        this.rows = rows;
    }

    /**
     * Finds the first directions.
     *
     * @param dims how many, at least 1
     * @param threads to compute with; the result doesn't depend on them
     * @throws ArcException when there are fewer points or dimensions than {@code dims}, more than {@link #MOST} of
     *     both, or all points are the same
     */
    public static Pca fit(Points points, int dims, int threads) {
        int rows = points.size();
        int dimension = points.dimension();
        if (dims < 1) {
            throw new IllegalArgumentException("dims must be >= 1, got " + dims);
        }
        if (rows < 2 || rows < dims) {
            throw new ArcException("PCA in " + dims + " dimensions needs at least " + Math.max(2, dims)
                    + " points, got " + rows);
        }
        if (dimension < dims) {
            throw new ArcException(ArcException.Kind.MISMATCH,
                    "PCA in " + dims + " dimensions needs points of at least as many, got " + dimension);
        }
        if (Math.min(rows, dimension) > MOST) {
            throw new ArcException("PCA takes up to " + MOST + " points or up to " + MOST + " dimensions, got " + rows
                    + " points of " + dimension + " dimensions\ntake fewer points: --limit " + MOST);
        }
        double[] centred = points.centred();
        double total = Arrays.stream(centred).map(value -> value * value).sum();
        if (total == 0) {
            throw new ArcException("all " + rows + " points are the same: there is nothing to see");
        }
        double[][] components = new double[dims][];
        double[] variances = new double[dims];
        try (Workers workers = new Workers(threads)) {
            if (dimension <= rows) {
                Eigen eigen = Eigen.of(Products.ofColumns(centred, dimension, workers), dimension, dims);
                for (int i = 0; i < dims; i++) {
                    components[i] = eigen.vector(i);
                    variances[i] = Math.max(0, eigen.value(i)) / (rows - 1);
                }
            } else {
                Eigen eigen = Eigen.of(Products.ofRows(centred, dimension, workers), rows, dims);
                for (int i = 0; i < dims; i++) {
                    components[i] = Products.combine(eigen.vector(i), centred, dimension);
                    variances[i] = Math.max(0, eigen.value(i)) / (rows - 1);
                }
            }
        }
        Orthonormal.make(components);
        Arrays.stream(components).forEach(Pca::fixSign);
        return new Pca(components, variances, total / (rows - 1), points.means(), rows);
    }

    /** Returns the coordinates of points along the directions, which cross at the mean. */
    public Projection project(Points points) {
        double[] coordinates = new double[points.size() * components.length];
        for (int i = 0; i < coordinates.length; i++) {
            double[] component = components[i % components.length];
            double sum = 0;
            for (int column = 0; column < component.length; column++) {
                sum += (points.value(i / components.length, column) - mean[column]) * component[column];
            }
            coordinates[i] = sum;
        }
        return new Projection(components.length, coordinates);
    }

    /** Returns where the origin of the points lies in the projection: the centre of the unit sphere. */
    public double[] origin() {
        double[] origin = new double[components.length];
        for (int i = 0; i < origin.length; i++) {
            for (int column = 0; column < mean.length; column++) {
                origin[i] -= mean[column] * components[i][column];
            }
        }
        return origin;
    }

    /** Returns the variance along each direction, falling. */
    public double[] explainedVariance() {
        return variances.clone();
    }

    /** Returns the share of each direction in all of the variance, 0 to 1. */
    public double[] explainedVarianceRatio() {
        return Arrays.stream(variances).map(variance -> variance / totalVariance).toArray();
    }

    /** Returns the singular values of the centred points. */
    public double[] singularValues() {
        return Arrays.stream(variances).map(variance -> Math.sqrt(variance * (rows - 1))).toArray();
    }

    /** Returns a direction, a unit vector. */
    public double[] component(int index) {
        return components[index].clone();
    }

    private static void fixSign(double[] component) {
        double largest = 0;
        for (double value : component) {
            largest = Math.abs(value) > Math.abs(largest) ? value : largest;
        }
        if (largest < 0) {
            for (int i = 0; i < component.length; i++) {
                component[i] = -component[i];
            }
        }
    }
}
