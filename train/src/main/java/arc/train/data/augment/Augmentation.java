package arc.train.data.augment;

import arc.infer.ArcException;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** How much training pictures are changed, anew in each epoch. */
public enum Augmentation {
    /** Not at all: no flips either. */
    NONE,
    /** A small shift, rotation and zoom ({@link SmallMotion}), and flips where they make sense. */
    LIGHT,
    /**
     * A random crop ({@link RandomCrop}), other brightness, contrast and saturation ({@link ColourJitter}), a part
     * erased ({@link Erasing}), and flips where they make sense.
     */
    STRONG;

    /**
     * What is used where the user doesn't say. It moves a picture by less than pictures of one kind differ among
     * themselves, so it can't take away what a class is told by; crops and erased parts can, where the difference is small
     * and in one place.
     */
    public static final Augmentation DEFAULT = LIGHT;

    /** Data sets of signs that mean something else, or nothing, in a mirror. */
    private static final Set<String> UNFLIPPED = Set.of("mnist");

    /** Returns the name as the command line writes it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the augmentation of that name.
     *
     * @throws ArcException of kind USAGE when there is none
     */
    public static Augmentation of(String id) {
        return Arrays.stream(values()).filter(value -> value.id().equals(id)).findFirst()
                .orElseThrow(() -> new ArcException(ArcException.Kind.USAGE, "unknown augmentation '" + id
                        + "': expected " + Arrays.stream(values()).map(Augmentation::id)
                                .collect(Collectors.joining(", "))));
    }

    /**
     * Says whether pictures are flipped left to right where the user doesn't say: everything is but digits ({@code mnist},
     * and a folder of that name), since clothes, emoji and things in photos are what they are from either side.
     *
     * @param dataName as {@link arc.infer.data.ImageSource#name()} gives it
     */
    public static boolean flipsByDefault(String dataName) {
        String withoutSplit = dataName.replaceFirst(":(train|val|test|all)$", "");
        String last = withoutSplit.substring(withoutSplit.replace('\\', '/').lastIndexOf('/') + 1);
        return !UNFLIPPED.contains(last);
    }
}
