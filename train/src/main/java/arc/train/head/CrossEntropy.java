package arc.train.head;

/**
 * Softmax cross-entropy of one row of logits, in double precision, against a target that gives 1 − ε to the own
 * class and spreads ε over all C alike (label smoothing: Szegedy et al. 2016, section 7).
 */
final class CrossEntropy {

    private CrossEntropy() {}

    /**
     * Replaces the logits by the gradient of the loss, softmax − target.
     *
     * @param logits [C], replaced
     * @param smoothing ε, in [0, 1)
     * @return the loss, −Σ target·ln p; finite for finite logits
     */
    static double intoGradient(double[] logits, int own, double smoothing) {
        double max = Double.NEGATIVE_INFINITY;
        for (double z : logits) {
            max = Math.max(max, z);
        }
        double sum = 0;
        double logitSum = 0;
        double ownLogit = logits[own];
        for (int j = 0; j < logits.length; j++) {
            logitSum += logits[j];
            logits[j] = Math.exp(logits[j] - max);
            sum += logits[j];
        }
        double everywhere = smoothing / logits.length;
        for (int j = 0; j < logits.length; j++) {
            logits[j] = logits[j] / sum - everywhere;
        }
        logits[own] -= 1 - smoothing;
        return Math.log(sum) + max - (1 - smoothing) * ownLogit - everywhere * logitSum;
    }
}
