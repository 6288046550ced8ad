package arc.train.head;

/**
 * Turns embeddings and class weights into a loss. Either {@link Softmax}, the plain linear classifier,
 * or an {@link AngularHead}, which looks at angles only and keeps a margin.
 */
public sealed interface MarginHead permits Softmax, AngularHead {

    /** Returns the name as the command line and the model card write it. */
    String id();

    /** Returns the margin in the head's own unit; 0 where it has none. */
    double margin();

    /** Returns the factor on the logits; 1 where it has none. */
    double scale();

    /** Returns the same head with another margin, which a warm-up raises step by step. */
    MarginHead withMargin(double margin);
}
