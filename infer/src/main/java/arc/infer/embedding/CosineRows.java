package arc.infer.embedding;

/** Computes the cosines of probes and gallery, a row of the matrix at a time. */
public final class CosineRows {

    /** Receives the cosines of one probe with the whole gallery. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Takes one row.
         *
         * @param probe the probe's row
         * @param cosines by gallery row; valid only during the call, and the callee may change them
         */
        void visit(int probe, float[] cosines);
    }

    private CosineRows() {}

    /**
     * Visits every probe once, in no particular order and from several threads.
     *
     * @throws IllegalArgumentException when the dimensions differ
     */
    public static void visit(EmbeddingSet probes, EmbeddingSet gallery, int threads, Visitor visitor) {
        if (probes.dimension() != gallery.dimension()) {
            throw new IllegalArgumentException("probes of " + probes.dimension() + " and a gallery of "
                    + gallery.dimension() + " dimensions have no cosines");
        }
        int d = probes.dimension();
        java.util.stream.IntStream.range(0, probes.size()).forEach(probe -> {
            float[] cosines = new float[gallery.size()];
            for (int row = 0; row < cosines.length; row++) {
                float sum = 0;
                for (int k = 0; k < d; k++) {
                    sum += probes.matrix()[probe * d + k] * gallery.matrix()[row * d + k];
                }
                cosines[row] = sum;
            }
            visitor.visit(probe, cosines);
        });
    }
}
