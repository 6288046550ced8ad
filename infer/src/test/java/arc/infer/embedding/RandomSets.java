package arc.infer.embedding;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes sets of random embeddings. */
public final class RandomSets {

    private RandomSets() {}

    /** Returns embeddings spread evenly over the sphere. */
    public static EmbeddingSet uniform(int rows, int dimension, Random random) {
        List<Embedding> embeddings = new ArrayList<>(rows);
        for (int row = 0; row < rows; row++) {
            float[] values = new float[dimension];
            for (int k = 0; k < dimension; k++) {
                values[k] = (float) random.nextGaussian();
            }
            embeddings.add(Embedding.normalised(values));
        }
        return EmbeddingSet.of(embeddings);
    }

    /**
     * Returns embeddings in as many clusters as there are labels, "0", "1", …, whose centres are the same for
     * every seed.
     *
     * @param spread length of the noise that is added to a centre
     */
    public static EmbeddingSet clustered(int rows, int dimension, int labels, double spread, Random random) {
        EmbeddingSet centres = uniform(labels, dimension, new Random(42));
        EmbeddingSet.Builder builder = new EmbeddingSet.Builder(dimension, rows);
        List<String> labelOfRow = new ArrayList<>(rows);
        float[] centre = new float[dimension];
        double[] values = new double[dimension];
        for (int row = 0; row < rows; row++) {
            int label = random.nextInt(labels);
            centres.copyRowTo(label, centre, 0);
            for (int k = 0; k < dimension; k++) {
                values[k] = centre[k] + spread * random.nextGaussian() / Math.sqrt(dimension);
            }
            builder.addNormalised(values);
            labelOfRow.add(Integer.toString(label));
        }
        return builder.build().withLabels(labelOfRow);
    }
}
