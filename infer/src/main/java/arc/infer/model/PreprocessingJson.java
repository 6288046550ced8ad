package arc.infer.model;

import arc.infer.image.Interpolation;
import arc.infer.image.Preprocessing;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Locale;

/** Writes and reads a {@link Preprocessing} as an object of a card. */
final class PreprocessingJson {

    private static final String INTERPOLATION = "interpolation";

    private PreprocessingJson() {}

    /** Writes what a card of format version 1 may hold, and {@code interpolation} where it is asked for. */
    static void write(ObjectNode node, Preprocessing preprocessing, boolean withInterpolation) {
        node.put("size", preprocessing.sizePixels());
        node.put("channels", lowerCase(preprocessing.channels()));
        node.put("fit", lowerCase(preprocessing.fit()));
        if (withInterpolation) {
            node.put(INTERPOLATION, lowerCase(preprocessing.interpolation()));
        }
        ArrayNode mean = node.putArray("mean");
        preprocessing.mean().forEach(mean::add);
        ArrayNode std = node.putArray("std");
        preprocessing.std().forEach(std::add);
    }

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException when the values don't go together
     */
    static Preprocessing read(CardFields node, boolean withInterpolation) {
        Interpolation interpolation = withInterpolation
                ? node.oneOf(INTERPOLATION, List.of(Interpolation.values()), PreprocessingJson::lowerCase)
                : Interpolation.BILINEAR;
        return new Preprocessing(node.integer("size"),
                node.oneOf("channels", List.of(Preprocessing.Channels.values()), PreprocessingJson::lowerCase),
                node.oneOf("fit", List.of(Preprocessing.Fit.values()), PreprocessingJson::lowerCase), interpolation,
                node.numbers("mean"), node.numbers("std"));
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
