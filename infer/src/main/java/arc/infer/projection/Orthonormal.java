package arc.infer.projection;

import java.util.Arrays;

/** Makes vectors orthogonal and of norm 1 (Gram and Schmidt, twice: once leaves rounding behind). */
final class Orthonormal {

    /** A vector of which less is left after taking away the others lay within them. */
    private static final double NOTHING = 1e-9;

    private Orthonormal() {}

    /** Changes the vectors in place; those without a direction of their own get one that is free. */
    static void make(double[][] vectors) {
        double longest = norm(vectors[0]);
        for (int i = 0; i < vectors.length; i++) {
            if (norm(vectors[i]) <= NOTHING * longest || !scale(takeAway(vectors, i))) {
                vectors[i] = free(vectors, i);
            }
        }
    }

    private static double[] takeAway(double[][] vectors, int index) {
        double[] vector = vectors[index];
        double before = norm(vector);
        for (int round = 0; round < 2; round++) {
            for (int other = 0; other < index; other++) {
                double dot = 0;
                for (int i = 0; i < vector.length; i++) {
                    dot += vector[i] * vectors[other][i];
                }
                for (int i = 0; i < vector.length; i++) {
                    vector[i] -= dot * vectors[other][i];
                }
            }
        }
        if (norm(vector) <= NOTHING * before) {
            Arrays.fill(vector, 0);
        }
        return vector;
    }

    /** Returns the first axis that is not within the vectors before {@code index}, less its part in them. */
    private static double[] free(double[][] vectors, int index) {
        for (int axis = 0; axis < vectors[index].length; axis++) {
            vectors[index] = new double[vectors[index].length];
            vectors[index][axis] = 1;
            if (scale(takeAway(vectors, index))) {
                return vectors[index];
            }
        }
        throw new IllegalArgumentException(vectors.length + " vectors of " + vectors[index].length
                + " dimensions can't be orthogonal");
    }

    private static boolean scale(double[] vector) {
        double norm = norm(vector);
        for (int i = 0; norm > 0 && i < vector.length; i++) {
            vector[i] /= norm;
        }
        return norm > 0;
    }

    private static double norm(double[] vector) {
        double squares = 0;
        for (double value : vector) {
            squares += value * value;
        }
        return Math.sqrt(squares);
    }
}
