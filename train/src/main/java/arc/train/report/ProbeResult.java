package arc.train.report;

/**
 * Says how one validation image fared among the training images it was compared with.
 *
 * @param path of the validation image
 * @param label of the validation image
 * @param nearestPath of the training image nearest to it
 * @param nearestLabel of that training image
 * @param cosine with that training image, in [-1, 1]
 * @param sameLabelCosine with the nearest training image of its own label; NaN where there is none
 */
public record ProbeResult(String path, String label, String nearestPath, String nearestLabel, float cosine,
        float sameLabelCosine) {

    /** Checks the cosines. */
    public ProbeResult {
        if (!(cosine >= -1 && cosine <= 1)) {
            throw new IllegalArgumentException("cosine must be in [-1, 1], got " + cosine);
        }
        if (sameLabelCosine < -1 || sameLabelCosine > cosine) {
            throw new IllegalArgumentException(
                    "sameLabelCosine must be in [-1, " + cosine + "], the cosine, or NaN, got " + sameLabelCosine);
        }
    }

    /** Tells whether there was an image of its label to find: precision@1 is the share of right ones among these. */
    public boolean isCounted() {
        return !Float.isNaN(sameLabelCosine);
    }

    /** Tells whether the nearest image has its label. */
    public boolean isRight() {
        return label.equals(nearestLabel);
    }
}
