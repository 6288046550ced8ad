package arc.train.head;

/** Softmax cross-entropy of one row of logits, in double precision. */
final class CrossEntropy {

    private CrossEntropy() {}

    /**
     * Replaces the logits by softmax probabilities.
     *
     * @param logits [C], replaced
     * @return the loss, −ln p of the own class; finite for finite logits
     */
    static double intoProbabilities(double[] logits, int own) {
        double max = Double.NEGATIVE_INFINITY;
        for (double z : logits) {
            max = Math.max(max, z);
        }
        double sum = 0;
        double ownLogit = logits[own];
        for (int j = 0; j < logits.length; j++) {
            logits[j] = Math.exp(logits[j] - max);
            sum += logits[j];
        }
        for (int j = 0; j < logits.length; j++) {
            logits[j] /= sum;
        }
        return Math.log(sum) + max - ownLogit;
    }
}
