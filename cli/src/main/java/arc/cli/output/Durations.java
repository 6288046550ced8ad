package arc.cli.output;

/** Writes lengths of time. */
public final class Durations {

    private Durations() {}

    /** Returns a time as people say it: 45 s, 3 min 20 s, 2 h 5 min. */
    public static String text(double seconds) {
        long s = Math.round(seconds);
        if (s < 60) {
            return s + " s";
        }
        return s < 3600 ? s / 60 + " min " + s % 60 + " s" : s / 3600 + " h " + s % 3600 / 60 + " min";
    }
}
