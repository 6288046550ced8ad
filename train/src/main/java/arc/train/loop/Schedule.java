package arc.train.loop;

import java.util.Locale;

/** How the learning rate moves over a run, as a share of the peak that {@code --lr} gives. */
public enum Schedule {
    /**
     * Rises from 1/25 of the peak over the first 30 % of the steps, falls to near zero over the rest, both
     * along a cosine (Smith &amp; Topin 2018, with the usual constants).
     */
    ONE_CYCLE {
        @Override
        double shareAt(double progress) {
            return progress < RISE
                    ? cosine(1 / START_DIVISOR, 1, progress / RISE)
                    : cosine(1, 1e-4 / START_DIVISOR, (progress - RISE) / (1 - RISE));
        }
    },
    /** Falls from the peak to zero along half a cosine (Loshchilov &amp; Hutter 2017, eq. 5, one period). */
    COSINE {
        @Override
        double shareAt(double progress) {
            return cosine(1, 0, progress);
        }
    },
    /** Divides by ten at 50 %, 75 % and 90 % of the steps. */
    STEP {
        @Override
        double shareAt(double progress) {
            return progress < 0.5 ? 1 : progress < 0.75 ? 0.1 : progress < 0.9 ? 0.01 : 0.001;
        }
    },
    /** Stays at the peak. */
    CONSTANT {
        @Override
        double shareAt(double progress) {
            return 1;
        }
    };

    private static final double RISE = 0.3;
    private static final double START_DIVISOR = 25;

    /**
     * Returns the learning rate over the peak.
     *
     * @param progress share of the steps done, in [0, 1)
     */
    abstract double shareAt(double progress);

    /** Returns the name as the command line writes it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static double cosine(double from, double to, double progress) {
        return to + (from - to) * (1 + Math.cos(Math.PI * progress)) / 2;
    }
}
