package arc.infer.projection;

import java.util.Random;

/**
 * Says where the points of t-SNE begin: at their first principal components, made tiny (Kobak and Berens 2019), so that
 * what is far apart stays so; with a jitter, so that equal points can part.
 */
final class TsneStart {

    /** Standard deviation of the first coordinate (scikit-learn, openTSNE). */
    private static final double SPREAD = 1e-4;

    /** Of the jitter, as a share of that. */
    private static final double JITTER = 0.01;

    /** A coordinate that spreads less, as a share of the first, is as good as none. */
    private static final double FLAT = 1e-6;

    private TsneStart() {}

    /** Returns the positions, [n, dims]. */
    static double[] of(Points points, int dims, long seed, int threads) {
        int known = Math.min(dims, points.dimension());
        Pca pca = Pca.fit(points, known, threads);
        Projection projection = pca.project(points);
        double[] variances = pca.explainedVariance();
        double first = Math.sqrt(variances[0]);
        Random random = new Random(seed);
        double[] positions = new double[points.size() * dims];
        for (int i = 0; i < positions.length; i++) {
            int dim = i % dims;
            boolean flat = dim >= known || Math.sqrt(variances[dim]) < FLAT * first;
            double noise = random.nextGaussian();
            positions[i] = SPREAD * (flat ? noise : projection.at(i / dims, dim) / first + JITTER * noise);
        }
        return positions;
    }
}
