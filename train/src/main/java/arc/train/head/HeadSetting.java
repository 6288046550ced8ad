package arc.train.head;

import java.util.Locale;

/** Lists what can be set of heads. Each head takes some of it, as {@link HeadValues} finds out. */
public enum HeadSetting {
    /** The margin, in the head's unit. */
    MARGIN(0, false),
    /** The factor on the logits. */
    SCALE(1, false),
    /** Whether a sample far from its class has no margin. */
    EASY_MARGIN(0, true),
    /** The number of weight vectors of a class. */
    SUB_CENTERS(1, false),
    /** The multiplier of the angle, beside a margin in radians. */
    M1(1, false),
    /** The margin in units of the cosine, beside one in radians. */
    M3(0, false),
    /** The margin of the longest embeddings, in radians. */
    MAX_MARGIN(Double.NaN, false),
    /** The weight of what makes embeddings long. */
    LENGTH_WEIGHT(0, false),
    /** Whether each class has a bias. */
    HEAD_BIAS(0, true),
    /** Whether class weights have length 1. */
    NORMALIZE_WEIGHTS(Double.NaN, true),
    /** Whether embeddings have length 1 before the head. */
    NORMALIZE_FEATURES(Double.NaN, true);

    private final double neutral;
    private final boolean flag;

    HeadSetting(double neutral, boolean flag) {
        this.neutral = neutral;
        this.flag = flag;
    }

    /** Returns the name of the option, such as {@code easy-margin}. */
    public String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Says whether the value is what a head without the setting does anyway. */
    boolean isNeutral(double value) {
        return value == neutral;
    }

    /** Says that {@code head} doesn't have it. */
    String refusal(String head, double value) {
        return flag
                ? "head " + head + " takes no --" + (value == 0 ? "no-" : "") + option()
                : "head " + head + " has no " + option() + ", got " + value;
    }
}
