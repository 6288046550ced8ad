package arc.infer.evaluation;

import arc.infer.embedding.EmbeddingSet;

import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** Holds the sum of each label's embeddings, in double precision: its direction is the class's centre. */
final class ClassSums {

    /** A sum of unit vectors shorter than this is rounding. */
    private static final double ZERO = 1e-6;

    private final double[][] sums; // [label][dimension]

    private ClassSums(double[][] sums) {
        this.sums = sums;
    }

    /**
     * Adds up a set.
     *
     * @param labelOfRow number of a row's label, below {@code labels}
     */
    static ClassSums of(EmbeddingSet set, IntUnaryOperator labelOfRow, int labels) {
        double[][] sums = new double[labels][set.dimension()];
        float[] row = new float[set.dimension()];
        for (int i = 0; i < set.size(); i++) {
            set.copyRowTo(i, row, 0);
            double[] sum = sums[labelOfRow.applyAsInt(i)];
            for (int k = 0; k < row.length; k++) {
                sum[k] += row[k];
            }
        }
        return new ClassSums(sums);
    }

    /** Returns the unit vector of a label's centre; none where there are no embeddings, or they cancel out. */
    Optional<double[]> centre(int label) {
        return normalised(sums[label].clone());
    }

    /** Returns the centre of a label's other embeddings, without one of its own. */
    Optional<double[]> centreWithout(int label, float[] embedding) {
        double[] sum = sums[label].clone();
        for (int k = 0; k < sum.length; k++) {
            sum[k] -= embedding[k];
        }
        return normalised(sum);
    }

    private static Optional<double[]> normalised(double[] vector) {
        double squares = 0;
        for (double v : vector) {
            squares += v * v;
        }
        double norm = Math.sqrt(squares);
        if (norm < ZERO) {
            return Optional.empty();
        }
        for (int k = 0; k < vector.length; k++) {
            vector[k] /= norm;
        }
        return Optional.of(vector);
    }
}
