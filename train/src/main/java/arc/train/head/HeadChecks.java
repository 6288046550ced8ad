package arc.train.head;

/** The checks that heads share. */
final class HeadChecks {

    private HeadChecks() {}

    static void requireScale(double scale) {
        if (!(scale > 0 && Double.isFinite(scale))) {
            throw new IllegalArgumentException("scale must be > 0, got " + scale);
        }
    }

    static void requireMargin(double margin, double max, String unit) {
        if (!(margin >= 0 && margin <= max)) {
            throw new IllegalArgumentException(
                    "margin must be 0 to " + (float) max + " (" + unit + "), got " + margin);
        }
    }
}
