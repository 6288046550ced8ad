package arc.train.head;

import java.util.Arrays;

/**
 * One sample of a batch as an {@link AngularHead} sees it, and what the head makes of it. One object serves all samples of
 * a batch, one after the other.
 */
public final class AngularSample {

    private final BatchAngles batch;
    private final double[] logits; // [C]
    private final double[] slopes; // [C]: ∂logit/∂cos θ; of the own class ∂logit/∂θ
    private final double[] lengthSlopes; // [C]: ∂logit/∂‖x‖
    private boolean usesLength;
    private double penalty;
    private double penaltySlope; // by ‖x‖
    private int row;

    AngularSample(BatchAngles batch) {
        this.batch = batch;
        logits = new double[batch.classes()];
        slopes = new double[batch.classes()];
        lengthSlopes = new double[batch.classes()];
    }

    /** Turns to another sample. */
    void moveTo(int newRow) {
        row = newRow;
        penalty = 0;
        penaltySlope = 0;
        if (usesLength) {
            Arrays.fill(lengthSlopes, 0);
            usesLength = false;
        }
    }

    /** Returns the number of classes. */
    public int classes() {
        return logits.length;
    }

    /** Returns the index of the sample's own class. */
    public int own() {
        return batch.label(row);
    }

    /** Returns ‖x‖, the length of the embedding. */
    public double length() {
        return batch.length(row);
    }

    /** Returns θ between the embedding and its own class weight, in [0, π]. */
    public double angleRadians() {
        return batch.angleRadians(row);
    }

    /** Returns cos θ between the embedding and a class weight. */
    public double cosine(int classIndex) {
        return batch.cosine(row, classIndex);
    }

    /** Gives every class but the own one the logit s·cos θ. */
    public void scaleOthers(double scale) {
        for (int j = 0; j < logits.length; j++) {
            logits[j] = scale * batch.cosine(row, j);
            slopes[j] = scale;
        }
    }

    /**
     * Sets the logit of another class.
     *
     * @param slope its derivative by the cosine to that class
     */
    public void setOther(int classIndex, double logit, double slope) {
        logits[classIndex] = logit;
        slopes[classIndex] = slope;
    }

    /**
     * Sets the logit of the own class; comes after {@link #scaleOthers}.
     *
     * @param slope its derivative by the angle; finite on [0, π]
     */
    public void setOwn(double logit, double slope) {
        logits[own()] = logit;
        slopes[own()] = slope;
    }

    /** Sets the derivative of the own class's logit by ‖x‖. */
    public void setOwnLengthSlope(double slope) {
        lengthSlopes[own()] = slope;
        usesLength = true;
    }

    /** Multiplies all logits by ‖x‖; comes last. */
    public void multiplyByLength() {
        for (int j = 0; j < logits.length; j++) {
            lengthSlopes[j] = logits[j];
            logits[j] *= length();
            slopes[j] *= length();
        }
        usesLength = true;
    }

    /**
     * Adds to the sample's loss.
     *
     * @param slope its derivative by ‖x‖
     */
    public void addPenalty(double value, double slope) {
        penalty += value;
        penaltySlope += slope;
    }

    /** Returns the logits, which the caller may overwrite. */
    double[] logits() {
        return logits;
    }

    double slope(int classIndex) {
        return slopes[classIndex];
    }

    double penalty() {
        return penalty;
    }

    /** Returns the derivative of the loss by ‖x‖, given those by the logits. */
    double lengthGradient(double[] byLogits) {
        return penaltySlope + (usesLength ? Rows.dot(byLogits, lengthSlopes) : 0);
    }
}
