package arc.train.head;

/**
 * A head on normalised embeddings and normalised class weights, without a bias. A class j other than the
 * sample's own has the logit s·cos θ<sub>j</sub>; the own class y has {@link #targetLogit}. The logits go
 * into softmax cross-entropy.
 *
 * <p>A head gives its target logit as a function of the angle, with its slope. The slope stays finite
 * everywhere, so that the gradient does, too: it is taken along the unit tangent from the embedding to
 * its class weight, never divided by sin θ.
 */
public sealed interface AngularHead extends MarginHead permits NormFace, CosFace, ArcFace {

    /**
     * Returns the logit of the sample's own class.
     *
     * @param angleRadians θ between embedding and class weight, in [0, π]
     */
    double targetLogit(double angleRadians);

    /**
     * Returns the derivative of {@link #targetLogit} by the angle; finite on [0, π].
     *
     * @param angleRadians θ in [0, π]
     */
    double targetSlope(double angleRadians);
}
