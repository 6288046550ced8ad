package arc.infer.model;

import arc.infer.image.Interpolation;
import arc.infer.image.Preprocessing;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Describes a model well enough to use it and to train it again. It travels inside the ONNX file, as
 * JSON under the metadata key {@value #METADATA_KEY}; {@link ModelCardJson} reads and writes it.
 *
 * @param formatVersion version of this record's JSON: {@link #versionFor} its preprocessing, or newer
 * @param arcVersion the arc that wrote it
 * @param preprocessing what turns a picture into the input
 * @param dimension length of the embedding
 * @param backbone such as {@code vgg16}
 * @param width multiplier of the backbone's channels, positive
 * @param batchNorm whether the backbone was trained with batch normalisation
 * @param head such as {@code arcface}
 * @param margin in the head's own unit; 0 for a head without one
 * @param scale the head's factor on its logits
 * @param classNames labels in the order of the head's columns
 * @param dataSet name of the training data
 * @param seed of the training run
 * @param training every further setting of the run, by option name; kept sorted
 */
public record ModelCard(int formatVersion, String arcVersion, Preprocessing preprocessing, int dimension,
        String backbone, double width, boolean batchNorm, String head, double margin, double scale,
        List<String> classNames, String dataSet, long seed, Map<String, String> training) implements Card {

    /** Where the card stands in the ONNX file's metadata. */
    public static final String METADATA_KEY = "arc.card";

    /** The newest version of the JSON that this arc reads and writes. */
    public static final int FORMAT_VERSION = 2;

    /** Checks the numbers and copies the collections. */
    public ModelCard {
        if (formatVersion < 1 || formatVersion > FORMAT_VERSION) {
            throw new IllegalArgumentException(
                    "format_version must be 1 to " + FORMAT_VERSION + ", got " + formatVersion);
        }
        if (formatVersion < versionFor(preprocessing)) {
            throw new IllegalArgumentException("its preprocessing (bgr, crop, bicubic) takes format_version "
                    + versionFor(preprocessing) + ", got " + formatVersion);
        }
        if (dimension < 1) {
            throw new IllegalArgumentException("dimension must be >= 1, got " + dimension);
        }
        if (!(width > 0) || !Double.isFinite(width)) {
            throw new IllegalArgumentException("width must be > 0, got " + width);
        }
        requireFinite("margin", margin);
        requireFinite("scale", scale);
        classNames = List.copyOf(classNames);
        training = Collections.unmodifiableMap(new TreeMap<>(training));
    }

    /**
     * Returns the oldest version that says all of a preprocessing, so that older arcs go on reading what they can do: 1 where
     * it is grey or rgb, padded or resized bilinearly; 2, which has {@code interpolation}, for everything else.
     */
    public static int versionFor(Preprocessing preprocessing) {
        boolean old = switch (preprocessing.channels()) {
            case GREY, RGB -> true;
            case BGR -> false;
        } && switch (preprocessing.fit()) {
            case PAD, RESIZE -> true;
            case CROP -> false;
        };
        return old && preprocessing.interpolation() == Interpolation.BILINEAR ? 1 : 2;
    }

    private static void requireFinite(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " must be finite, got " + value);
        }
    }
}
