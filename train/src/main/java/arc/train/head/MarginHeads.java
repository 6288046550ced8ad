package arc.train.head;

import arc.infer.ArcException;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Lists the heads by name, with the unit of the margin of each. */
public enum MarginHeads {
    /** {@link Softmax}. */
    SOFTMAX(Softmax.ID, MarginHeads.NO_MARGIN, Softmax::of),
    /** {@link NormFace}. */
    NORMFACE(NormFace.ID, MarginHeads.NO_MARGIN, NormFace::of),
    /** {@link SphereFace}. */
    SPHEREFACE(SphereFace.ID, "multiplier", SphereFace::of),
    /** {@link CosFace}. */
    COSFACE(CosFace.ID, "cosine", CosFace::of),
    /** {@link ArcFace}. */
    ARCFACE(ArcFace.ID, "radians", ArcFace::of),
    /** {@link CombinedMargin}. */
    COMBINED(CombinedMargin.ID, "radians", CombinedMargin::of),
    /** {@link SubCenterArcFace}. */
    SUBCENTER_ARCFACE(SubCenterArcFace.ID, "radians", SubCenterArcFace::of),
    /** {@link AdaCos}, dynamic. */
    ADACOS(AdaCos.ID, MarginHeads.NO_MARGIN, _ -> new AdaCos(true)),
    /** {@link AdaCos}, fixed. */
    ADACOS_FIXED(AdaCos.FIXED_ID, MarginHeads.NO_MARGIN, _ -> new AdaCos(false)),
    /** {@link CurricularFace}. */
    CURRICULARFACE(CurricularFace.ID, "radians", CurricularFace::of),
    /** {@link MagFace}. */
    MAGFACE(MagFace.ID, "radians", MagFace::of);

    /** The unit of no margin. */
    public static final String NO_MARGIN = "none";

    private final String id;
    private final String marginUnit;
    @SuppressWarnings("ImmutableEnumChecker") // the makers are static methods
    private final Function<HeadValues, MarginHead> maker;

    MarginHeads(String id, String marginUnit, Function<HeadValues, MarginHead> maker) {
        this.id = id;
        this.marginUnit = marginUnit;
        this.maker = maker;
    }

    /** Returns the name as the command line and the model card write it. */
    public String id() {
        return id;
    }

    /** Returns the unit of the margin: radians, cosine, multiplier (of the angle), or {@value #NO_MARGIN}. */
    public String marginUnit() {
        return marginUnit;
    }

    /** Says whether there is a margin. */
    public boolean hasMargin() {
        return !marginUnit.equals(NO_MARGIN);
    }

    /** Makes the head with all its defaults. */
    public MarginHead byDefault() {
        return maker.apply(new HeadValues(Map.of()));
    }

    /** Returns the names of all heads. */
    public static List<String> ids() {
        return Arrays.stream(values()).map(MarginHeads::id).toList();
    }

    /**
     * Makes a head.
     *
     * @param given what differs from its defaults; flags are 1 or 0
     * @throws ArcException of kind USAGE when the name is unknown, a value is out of range, or something is given that
     *     the head doesn't have
     */
    public static MarginHead of(String id, Map<HeadSetting, Double> given) {
        return named(id).of(given);
    }

    /**
     * Returns the head of that name.
     *
     * @throws ArcException of kind USAGE when it is unknown
     */
    public static MarginHeads named(String id) {
        for (MarginHeads head : values()) {
            if (head.id.equals(id)) {
                return head;
            }
        }
        throw new ArcException(ArcException.Kind.USAGE,
                "unknown head '" + id + "'; known heads: " + String.join(", ", ids()));
    }

    private MarginHead of(Map<HeadSetting, Double> given) {
        HeadValues values = new HeadValues(given);
        try {
            MarginHead head = maker.apply(values);
            values.useless(head).ifPresent(one -> {
                throw new ArcException(ArcException.Kind.USAGE,
                        one.getKey().refusal(id, one.getValue()) + "; it is for " + takers(one.getKey()));
            });
            return head;
        } catch (IllegalArgumentException e) {
            throw new ArcException(ArcException.Kind.USAGE, "head " + id + ": " + e.getMessage(), e);
        }
    }

    private static String takers(HeadSetting setting) {
        return Arrays.stream(values()).filter(head -> {
            HeadValues none = new HeadValues(Map.of());
            var _ = head.maker.apply(none);
            return none.asksFor(setting);
        }).map(MarginHeads::id).collect(Collectors.joining(", "));
    }
}
