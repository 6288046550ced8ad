package arc.infer.data;

import java.util.Locale;
import java.util.Optional;

/** Names a part of a data set, as it is written after the colon of {@code mnist:test}. */
enum Split {
    TRAIN, VAL, TEST, ALL;

    static final String CHOICES = "train, val, test or all";

    /** Returns the split's name in a specification, a folder and a row's path. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Split> ofWord(String word) {
        for (Split split : values()) {
            if (split.word().equals(word)) {
                return Optional.of(split);
            }
        }
        return Optional.empty();
    }

    static Split of(DefaultSplit split) {
        return switch (split) {
            case TRAIN -> TRAIN;
            case TEST -> TEST;
            case ALL -> ALL;
        };
    }
}
