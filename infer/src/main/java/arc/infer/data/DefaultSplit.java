package arc.infer.data;

/**
 * Says which split a name without {@code :split} stands for: train for {@code arc train}, all for {@code arc data export}, test
 * elsewhere.
 */
public enum DefaultSplit {
    /** The images to learn from. */
    TRAIN,
    /** The images to try a model on. */
    TEST,
    /** Both. */
    ALL
}
