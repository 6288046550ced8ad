package arc.train.head;

import arc.infer.ArcException;

import java.util.List;
import java.util.OptionalDouble;

/** Lists the heads by name, with the defaults of each. */
public enum MarginHeads {
    /** {@link Softmax}. */
    SOFTMAX(Softmax.ID, 0, 1, "none") {
        @Override
        MarginHead create(double margin, double scale) {
            return new Softmax();
        }
    },
    /** {@link NormFace}. */
    NORMFACE(NormFace.ID, 0, MarginHeads.DEFAULT_SCALE, "none") {
        @Override
        MarginHead create(double margin, double scale) {
            return new NormFace(scale);
        }
    },
    /** {@link CosFace}: 0.35 as in its paper. */
    COSFACE(CosFace.ID, 0.35, MarginHeads.DEFAULT_SCALE, "cosine") {
        @Override
        MarginHead create(double margin, double scale) {
            return new CosFace(margin, scale);
        }
    },
    /** {@link ArcFace}: 0.5 as in its paper. */
    ARCFACE(ArcFace.ID, 0.5, MarginHeads.DEFAULT_SCALE, "radians") {
        @Override
        MarginHead create(double margin, double scale) {
            return new ArcFace(margin, scale);
        }
    };

    /** Between 8 and 30 is right for ten classes, 64 for thousands; 30 trains both. */
    private static final double DEFAULT_SCALE = 30;

    private final String id;
    private final double defaultMargin;
    private final double defaultScale;
    private final String marginUnit;

    MarginHeads(String id, double defaultMargin, double defaultScale, String marginUnit) {
        this.id = id;
        this.defaultMargin = defaultMargin;
        this.defaultScale = defaultScale;
        this.marginUnit = marginUnit;
    }

    abstract MarginHead create(double margin, double scale);

    /** Returns the name as the command line and the model card write it. */
    public String id() {
        return id;
    }

    /** Returns the margin that is used where none is given, in the head's unit. */
    public double defaultMargin() {
        return defaultMargin;
    }

    /** Returns the scale that is used where none is given. */
    public double defaultScale() {
        return defaultScale;
    }

    /** Returns the unit of the margin: radians, cosine, or none. */
    public String marginUnit() {
        return marginUnit;
    }

    /** Returns the names of all heads. */
    public static List<String> ids() {
        return java.util.Arrays.stream(values()).map(MarginHeads::id).toList();
    }

    /**
     * Makes a head.
     *
     * @throws ArcException of kind USAGE when the name is unknown, a value is out of range, or a margin or
     *     scale is given to a head that has none
     */
    public static MarginHead of(String id, OptionalDouble margin, OptionalDouble scale) {
        for (MarginHeads head : values()) {
            if (head.id.equals(id)) {
                return head.of(margin, scale);
            }
        }
        throw new ArcException(ArcException.Kind.USAGE,
                "unknown head '" + id + "'; known heads: " + String.join(", ", ids()));
    }

    private MarginHead of(OptionalDouble margin, OptionalDouble scale) {
        if (margin.orElse(0) != 0 && marginUnit.equals("none")) {
            throw new ArcException(ArcException.Kind.USAGE,
                    "head " + id + " has no margin, got " + margin.getAsDouble());
        }
        if (this == SOFTMAX && scale.orElse(1) != 1) {
            throw new ArcException(ArcException.Kind.USAGE, "head " + id + " has no scale, got " + scale.getAsDouble());
        }
        try {
            return create(margin.orElse(defaultMargin), scale.orElse(defaultScale));
        } catch (IllegalArgumentException e) {
            throw new ArcException(ArcException.Kind.USAGE, "head " + id + ": " + e.getMessage(), e);
        }
    }
}
