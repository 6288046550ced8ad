package arc.cli.report;

import arc.train.report.EpochMetrics;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Holds one diagram over the epochs.
 *
 * @param title what it shows
 * @param format of its values, for {@link String#format}
 * @param series one or more
 */
record Curve(String title, String format, List<Series> series) {

    /** Lines of more points are drawn without marks, which would hide them. */
    static final int MOST_MARKED = 40;

    /** Copies the list. */
    Curve {
        series = List.copyOf(series);
    }

    /**
     * Holds one line of a diagram.
     *
     * @param name for the legend
     * @param points in the order of the epochs
     */
    record Series(String name, List<Point> points) {

        /** Copies the list. */
        Series {
            points = List.copyOf(points);
        }

        private static Series of(String name, List<EpochMetrics> epochs, ToDoubleFunction<EpochMetrics> value) {
            return new Series(name, epochs.stream().map(epoch -> new Point(epoch.epoch(), value.applyAsDouble(epoch)))
                    .filter(point -> Double.isFinite(point.value())).toList());
        }
    }

    /**
     * Holds one value.
     *
     * @param epoch from 1
     * @param value finite
     */
    record Point(int epoch, double value) {}

    /** Returns the diagrams of a run: those that there are values for. */
    static List<Curve> of(List<EpochMetrics> epochs) {
        return List.of(
                curve("Loss", "%.4f", Series.of("loss", epochs, EpochMetrics::loss)),
                curve("Accuracy", "%.4f",
                        Series.of("training accuracy", epochs, EpochMetrics::accuracy),
                        Series.of("validation precision@1", epochs, EpochMetrics::validationPrecisionAt1)),
                curve("Learning rate", "%.4g", Series.of("learning rate", epochs, EpochMetrics::learningRate)),
                curve("Margin", "%.4g", Series.of("margin", epochs, EpochMetrics::margin)))
                .stream().filter(curve -> !curve.series().isEmpty()).toList();
    }

    private static Curve curve(String title, String format, Series... series) {
        return new Curve(title, format, List.of(series).stream().filter(one -> !one.points().isEmpty()).toList());
    }

    /** Writes a value as this diagram does. */
    String text(double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
