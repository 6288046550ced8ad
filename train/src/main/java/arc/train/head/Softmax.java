package arc.train.head;

/**
 * The plain classifier, logits = W·x + b, into softmax cross-entropy: the baseline that separates classes
 * without making them compact. Embeddings and weights keep their length.
 */
public record Softmax() implements MarginHead {

    /** The name on the command line. */
    public static final String ID = "softmax";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public double margin() {
        return 0;
    }

    @Override
    public double scale() {
        return 1;
    }

    @Override
    public Softmax withMargin(double margin) {
        return this;
    }
}
