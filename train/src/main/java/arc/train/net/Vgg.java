package arc.train.net;

import java.util.List;
import java.util.Locale;

/**
 * Lists the convolutions of each of the five stages; 2×2 max pooling follows each stage
 * (Simonyan &amp; Zisserman 2015, table 1: A, B, D, E).
 */
public enum Vgg {
    /** Configuration A. */
    VGG11(1, 1, 2, 2, 2),
    /** Configuration B. */
    VGG13(2, 2, 2, 2, 2),
    /** Configuration D. */
    VGG16(2, 2, 3, 3, 3),
    /** Configuration E. */
    VGG19(2, 2, 4, 4, 4);

    /** Output channels of each stage at width 1. */
    public static final List<Integer> STAGE_CHANNELS = List.of(64, 128, 256, 512, 512);

    private final int first;
    private final int second;
    private final int third;
    private final int fourth;
    private final int fifth;

    Vgg(int first, int second, int third, int fourth, int fifth) {
        this.first = first;
        this.second = second;
        this.third = third;
        this.fourth = fourth;
        this.fifth = fifth;
    }

    /** Returns how many convolutions each of the five stages has. */
    public List<Integer> convolutions() {
        return List.of(first, second, third, fourth, fifth);
    }

    /** Returns the name as the command line and the model card write it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
