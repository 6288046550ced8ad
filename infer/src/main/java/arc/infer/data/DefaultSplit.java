package arc.infer.data;

/** Says which split a name without {@code :split} stands for: train for {@code arc train}, test elsewhere. */
public enum DefaultSplit {
    /** The images to learn from. */
    TRAIN,
    /** The images to try a model on. */
    TEST
}
