package arc.index;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Says from which cosine on a gallery's nearest entry is believed; below it a query is unknown. It is user data of the gallery's
 * Lucene commits beside the {@link GalleryManifest}, so that it is written whole or not at all, and stays while entries come and go.
 *
 * @param threshold the cosine, in [-1, 1]
 * @param far the share of strangers that may be accepted, for which the threshold was chosen; in (0, 1)
 * @param impostors number of pictures that it was chosen by
 * @param falseAccepts how many of them it accepts
 * @param entries number of entries that the gallery had then
 */
public record Calibration(double threshold, double far, int impostors, int falseAccepts, int entries) {

    private static final String THRESHOLD_KEY = "arc.gallery.threshold";
    private static final String FAR_KEY = "arc.gallery.threshold.far";
    private static final String IMPOSTORS_KEY = "arc.gallery.threshold.impostors";
    private static final String FALSE_ACCEPTS_KEY = "arc.gallery.threshold.falseAccepts";
    private static final String ENTRIES_KEY = "arc.gallery.threshold.entries";

    /** Checks the values. */
    public Calibration {
        if (!(threshold >= -1 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold must be in [-1, 1], got " + threshold);
        }
        if (!(far > 0 && far < 1)) {
            throw new IllegalArgumentException("far must be in (0, 1), got " + far);
        }
        if (falseAccepts < 0 || falseAccepts > impostors) {
            throw new IllegalArgumentException(
                    "falseAccepts must be 0 to impostors (" + impostors + "), got " + falseAccepts);
        }
        if (entries < 1) {
            throw new IllegalArgumentException("entries must be >= 1, got " + entries);
        }
    }

    /** Says whether a query is known whose nearest entry has this cosine. */
    public boolean accepts(double cosine) {
        return cosine >= threshold;
    }

    /** Returns a commit's data with this instead of what it may hold of another calibration. */
    Map<String, String> in(Map<String, String> commitData) {
        Map<String, String> data = without(commitData);
        data.put(THRESHOLD_KEY, Double.toString(threshold));
        data.put(FAR_KEY, Double.toString(far));
        data.put(IMPOSTORS_KEY, Integer.toString(impostors));
        data.put(FALSE_ACCEPTS_KEY, Integer.toString(falseAccepts));
        data.put(ENTRIES_KEY, Integer.toString(entries));
        return data;
    }

    /** Returns a commit's data without a calibration. */
    static Map<String, String> without(Map<String, String> commitData) {
        Map<String, String> data = new HashMap<>(commitData);
        data.keySet().removeIf(key -> key.startsWith(THRESHOLD_KEY));
        return data;
    }

    /**
     * Reads what {@link #in} wrote.
     *
     * @return empty where the gallery was not calibrated
     * @throws IllegalArgumentException when a value is missing or wrong
     */
    static Optional<Calibration> fromCommitData(Map<String, String> data) {
        if (!data.containsKey(THRESHOLD_KEY)) {
            return Optional.empty();
        }
        return Optional.of(new Calibration(number(data, THRESHOLD_KEY), number(data, FAR_KEY),
                wholeNumber(data, IMPOSTORS_KEY), wholeNumber(data, FALSE_ACCEPTS_KEY),
                wholeNumber(data, ENTRIES_KEY)));
    }

    private static int wholeNumber(Map<String, String> data, String key) {
        double number = number(data, key);
        if (number != (int) number) {
            throw new IllegalArgumentException(key + " is a whole number, got '" + data.get(key) + "'");
        }
        return (int) number;
    }

    private static double number(Map<String, String> data, String key) {
        String value = data.get(key);
        if (value == null) {
            throw new IllegalArgumentException("the calibration has no " + key);
        }
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + " is a number, got '" + value + "'", e);
        }
    }
}
