package arc.infer.projection;

import arc.infer.ArcException;
import arc.infer.embedding.Workers;

import java.util.Arrays;
import java.util.Locale;

/**
 * Places points so that near neighbours stay near: t-SNE (van der Maaten and Hinton 2008), with all pairs for few points
 * and the tree of van der Maaten 2014 for many. It starts from the principal components, and steps by n / 12 divided by the
 * gradient's factor 4, at least 50 (Belkina et al. 2019; Kobak and Berens 2019; scikit-learn's "auto"). Equal points,
 * options and seeds give equal bits, whatever the number of threads.
 *
 * <p>Distances between clusters, and how large they are, mean little.
 */
public final class Tsne {

    private static final double EXAGGERATION = 12;
    private static final double FACTOR = 4;
    private static final double LEAST_STEP = 50;
    private static final double EARLY_MOMENTUM = 0.5;
    private static final double MOMENTUM = 0.8;
    private static final double LEAST_GAIN = 0.01;
    private static final int BLOCK = Repulsion.BLOCK;

    /** Hears how far it is. */
    @FunctionalInterface
    public interface Listener {
        /** Takes the number of steps that are done, after each; what it throws ends the work. */
        void done(int iterations);
    }

    /**
     * Holds what came out.
     *
     * @param projection the positions
     * @param klDivergence of the positions' neighbourhoods from the points'; t-SNE makes it small
     */
    public record Result(Projection projection, double klDivergence) {}

    private final Affinities affinities;
    private final Repulsion repulsion;
    private final Workers workers;
    private final int dims;
    private final double[] positions; // [n, dims], as the next three
    private final double[] attraction;
    private final double[] forces;
    private final double[] speeds;
    private final double[] gains;
    private final double[] sums; // [n]

    private Tsne(Affinities affinities, Repulsion repulsion, Workers workers, int dims, double[] start) {
        this.affinities = affinities;
        this.repulsion = repulsion;
        this.workers = workers;
        this.dims = dims;
        positions = start;
        attraction = new double[start.length];
        forces = new double[start.length];
        speeds = new double[start.length];
        gains = new double[start.length];
        sums = new double[start.length / dims];
        Arrays.fill(gains, 1);
    }

    /**
     * Places the points.
     *
     * @param threads to compute with, at least 1
     * @throws ArcException when there are too few points for the perplexity, or all are the same
     */
    public static Result run(Points points, TsneOptions options, int threads, Listener listener) {
        int n = points.size();
        if (n < TsneOptions.LEAST_POINTS) {
            throw new ArcException("t-SNE needs at least " + TsneOptions.LEAST_POINTS + " points, got " + n);
        }
        if (n > SpaceTree.MOST_POINTS) {
            throw new ArcException("t-SNE takes up to " + SpaceTree.MOST_POINTS + " points, got " + n
                    + "\ntake fewer: --limit " + SpaceTree.MOST_POINTS);
        }
        int neighbours = (int) Math.ceil(TsneOptions.NEIGHBOURS_PER_PERPLEXITY * options.perplexity());
        if (neighbours > n - 1) {
            throw new ArcException(String.format(Locale.ROOT,
                    "perplexity %s needs at least %d points, three times as many and one, got %d\nuse: --perplexity %.0f",
                    options.perplexity(), neighbours + 1, n, TsneOptions.largestPerplexity(n)));
        }
        boolean exact = n <= options.exactUpTo();
        double[] start = TsneStart.of(points, options.dims(), options.seed(), threads);
        Affinities affinities = Affinities.of(points, options.perplexity(), exact ? n - 1 : neighbours, threads);
        Repulsion repulsion = exact ? new PairwiseRepulsion(options.dims()) : new TreeRepulsion(n, options.dims());
        try (Workers workers = new Workers(threads)) {
            return new Tsne(affinities, repulsion, workers, options.dims(), start).run(options.iterations(), listener);
        }
    }

    private Result run(int iterations, Listener listener) {
        double step = Math.max(LEAST_STEP, sums.length / EXAGGERATION / FACTOR);
        for (int i = 0; i < iterations; i++) {
            boolean early = i < TsneOptions.EXAGGERATED;
            double normaliser = computeForces();
            move(early ? EXAGGERATION : 1, normaliser, step, early ? EARLY_MOMENTUM : MOMENTUM);
            centre();
            listener.done(i + 1);
        }
        return new Result(new Projection(dims, positions), klDivergence(computeForces()));
    }

    /** Fills attraction, forces and sums; returns the sum of all sums. */
    private double computeForces() {
        repulsion.compute(positions, forces, sums, workers);
        workers.run(Math.ceilDiv(sums.length, BLOCK), block -> {
            for (int i = block * BLOCK; i < Math.min(sums.length, (block + 1) * BLOCK); i++) {
                attract(i);
            }
        });
        double sum = 0;
        for (double one : sums) {
            sum += one;
        }
        return sum;
    }

    /** Computes Σ p q (yi - yj). */
    private void attract(int i) {
        boolean deep = dims == 3;
        double x = positions[i * dims];
        double y = positions[i * dims + 1];
        double z = deep ? positions[i * dims + 2] : 0;
        double forceX = 0;
        double forceY = 0;
        double forceZ = 0;
        for (int k = affinities.begin(i); k < affinities.end(i); k++) {
            int at = affinities.column(k) * dims;
            double dx = x - positions[at];
            double dy = y - positions[at + 1];
            double dz = deep ? z - positions[at + 2] : 0;
            double pull = affinities.value(k) / (1 + dx * dx + dy * dy + dz * dz);
            forceX += pull * dx;
            forceY += pull * dy;
            forceZ += pull * dz;
        }
        attraction[i * dims] = forceX;
        attraction[i * dims + 1] = forceY;
        if (deep) {
            attraction[i * dims + 2] = forceZ;
        }
    }

    /** Goes down the gradient (van der Maaten and Hinton 2008, eq. 5), with momentum and a gain a coordinate (Jacobs 1988). */
    private void move(double exaggeration, double normaliser, double step, double momentum) {
        for (int i = 0; i < positions.length; i++) {
            double gradient = FACTOR * (exaggeration * attraction[i] - forces[i] / normaliser);
            boolean onward = speeds[i] * gradient < 0;
            gains[i] = Math.max(LEAST_GAIN, onward ? gains[i] + 0.2 : gains[i] * 0.8);
            speeds[i] = momentum * speeds[i] - step * gains[i] * gradient;
            positions[i] += speeds[i];
        }
    }

    private void centre() {
        double[] means = new double[dims];
        for (int i = 0; i < positions.length; i++) {
            means[i % dims] += positions[i] / sums.length;
        }
        for (int i = 0; i < positions.length; i++) {
            positions[i] -= means[i % dims];
        }
    }

    private double klDivergence(double normaliser) {
        double[] rows = new double[sums.length];
        workers.run(rows.length, i -> {
            for (int k = affinities.begin(i); k < affinities.end(i); k++) {
                double square = 0;
                for (int dim = 0; dim < dims; dim++) {
                    double difference = positions[i * dims + dim] - positions[affinities.column(k) * dims + dim];
                    square += difference * difference;
                }
                double p = affinities.value(k);
                rows[i] += p > 0 ? p * Math.log(p * normaliser * (1 + square)) : 0;
            }
        });
        return Arrays.stream(rows).sum();
    }
}
