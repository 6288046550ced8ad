package arc.infer.projection;

import java.util.Random;

/** Makes points around centres, in the order of the clusters. */
final class Clusters {

    private Clusters() {}

    static Points of(int clusters, int each, int dimension, long seed) {
        Random random = new Random(seed);
        float[] matrix = new float[clusters * each * dimension];
        float[] centre = new float[dimension];
        for (int row = 0; row < clusters * each; row++) {
            for (int column = 0; column < dimension; column++) {
                if (row % each == 0) {
                    centre[column] = (float) (4 * random.nextGaussian());
                }
                matrix[row * dimension + column] = (float) (centre[column] + random.nextGaussian());
            }
        }
        return Points.of(dimension, matrix);
    }
}
