package arc.train.head;

/** The checks that heads share. */
final class HeadChecks {

    private HeadChecks() {}

    static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    static void requireScale(double scale) {
        require(scale > 0 && Double.isFinite(scale), "scale must be > 0, got " + scale);
    }

    static void requireMargin(double margin, double max, String unit) {
        require(margin >= 0 && margin <= max, "margin must be 0 to " + (float) max + " (" + unit + "), got " + margin);
    }
}
