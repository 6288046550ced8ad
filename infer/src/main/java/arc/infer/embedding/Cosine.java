package arc.infer.embedding;

/** The cosine of the angle between two vectors, in double precision. */
public final class Cosine {

    private Cosine() {}

    /**
     * Divides the dot product by the lengths as they are: unit vectors of floats are up to 1e-7 too long or too
     * short, which is more than what lies between a picture and its nearest neighbours in a tight class. A vector
     * has a cosine of exactly 1 with itself.
     *
     * @param a and {@code b}: of one length, neither of them zero
     * @return in [-1, 1]
     */
    public static double of(float[] a, float[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException(
                    "embeddings of " + a.length + " and " + b.length + " dimensions have no cosine");
        }
        double dot = 0;
        double squaresOfA = 0;
        double squaresOfB = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
            squaresOfA += (double) a[i] * a[i];
            squaresOfB += (double) b[i] * b[i];
        }
        return Math.clamp(dot / Math.sqrt(squaresOfA * squaresOfB), -1.0, 1.0);
    }
}
