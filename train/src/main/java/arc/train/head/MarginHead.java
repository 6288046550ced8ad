package arc.train.head;

import java.util.Map;

/**
 * Turns embeddings and class weights into a loss. Either {@link Softmax}, the linear classifier,
 * or an {@link AngularHead}, which looks at angles and keeps a margin.
 */
public sealed interface MarginHead permits Softmax, AngularHead {

    /** Returns the name as the command line and the model card write it. */
    String id();

    /** Returns the margin in the head's own unit; 0 where it has none. */
    double margin();

    /** Returns the factor on the logits that was set; 1 where it has none, or finds it itself. */
    double scale();

    /** Says whether the head finds the factor itself: then its state is the factor. */
    default boolean findsScale() {
        return false;
    }

    /**
     * Returns the same head with a part of its margin, which a warm-up raises step by step.
     *
     * @param share 0: no margin; 1: the whole one
     */
    MarginHead withMarginShare(double share);

    /** Returns what else can be set, by the names of the options: numbers and booleans. */
    default Map<String, Object> moreSettings() {
        return Map.of();
    }

    /** Returns the number of weight vectors of a class. */
    default int subCenters() {
        return 1;
    }

    /** Says whether each class has a bias. */
    default boolean hasBias() {
        return false;
    }
}
