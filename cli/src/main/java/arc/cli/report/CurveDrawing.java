package arc.cli.report;

import java.math.BigDecimal;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Draws a diagram as SVG within the page; its colors are the style sheet's, and each epoch tells its values. */
final class CurveDrawing {

    private static final int WIDTH = 480;
    private static final int HEIGHT = 230;
    private static final int LEFT = 62;
    private static final int RIGHT = WIDTH - 16;
    private static final int TOP = 12;
    private static final int BOTTOM = HEIGHT - 30;

    private final Html html;
    private final Curve curve;
    private final Ticks ticks;
    private final int firstEpoch;
    private final int lastEpoch;

    private CurveDrawing(Html html, Curve curve) {
        this.html = html;
        this.curve = curve;
        List<Curve.Point> points = curve.series().stream().flatMap(series -> series.points().stream()).toList();
        double least = points.stream().mapToDouble(Curve.Point::value).min().orElseThrow();
        double most = points.stream().mapToDouble(Curve.Point::value).max().orElseThrow();
        ticks = Ticks.around(least, most, 4);
        IntSummaryStatistics epochs = points.stream().mapToInt(Curve.Point::epoch).summaryStatistics();
        firstEpoch = epochs.getMin();
        lastEpoch = epochs.getMax();
    }

    /** Adds the diagram to the page; the best epoch is marked. */
    static void draw(Html html, Curve curve, OptionalInt bestEpoch) {
        new CurveDrawing(html, curve).draw(bestEpoch);
    }

    private void draw(OptionalInt bestEpoch) {
        html.open("svg", "viewBox", "0 0 " + WIDTH + " " + HEIGHT, "role", "img", "aria-label",
                curve.title() + " by epoch");
        axes();
        bestEpoch.ifPresent(epoch -> vertical(epoch, "best"));
        for (int i = 0; i < curve.series().size(); i++) {
            line(curve.series().get(i), "series" + i);
        }
        for (int epoch = firstEpoch; epoch <= lastEpoch; epoch++) {
            hover(epoch);
        }
        html.close().line();
    }

    private void axes() {
        for (BigDecimal value : ticks.values()) {
            String y = y(value.doubleValue());
            html.open("line", "class", "grid", "x1", Integer.toString(LEFT), "x2", Integer.toString(RIGHT), "y1", y,
                    "y2", y).close();
            html.element("text", ticks.text(value), "x", Integer.toString(LEFT - 8), "y", y, "class", "value");
        }
        for (int epoch : Ticks.within(firstEpoch, lastEpoch, 8)) {
            html.element("text", Integer.toString(epoch), "x", x(epoch), "y", Integer.toString(HEIGHT - 10), "class",
                    "epoch");
        }
    }

    private void vertical(int epoch, String style) {
        html.open("line", "class", style, "x1", x(epoch), "x2", x(epoch), "y1", Integer.toString(TOP), "y2",
                Integer.toString(BOTTOM)).close();
    }

    private void line(Curve.Series series, String style) {
        String points = series.points().stream().map(point -> x(point.epoch()) + "," + y(point.value()))
                .collect(Collectors.joining(" "));
        html.open("polyline", "class", style, "points", points).close();
        if (series.points().size() <= Curve.MOST_MARKED) {
            series.points().forEach(point -> html.open("circle", "class", style, "cx", x(point.epoch()), "cy",
                    y(point.value()), "r", "3").close());
        }
    }

    private void hover(int epoch) {
        String values = curve.series().stream()
                .flatMap(series -> series.points().stream().filter(point -> point.epoch() == epoch)
                        .map(point -> "\n" + series.name() + " " + curve.text(point.value())))
                .collect(Collectors.joining());
        double width = (RIGHT - LEFT) / (double) Math.max(1, lastEpoch - firstEpoch);
        html.open("g", "class", "hover").element("title", "epoch " + epoch + values);
        html.open("rect", "x", number(xOf(epoch) - width / 2), "y", Integer.toString(TOP), "width", number(width),
                "height", Integer.toString(BOTTOM - TOP)).close();
        vertical(epoch, "here");
        html.close();
    }

    private double xOf(int epoch) {
        return firstEpoch == lastEpoch
                ? (LEFT + RIGHT) / 2.0
                : LEFT + (RIGHT - LEFT) * (epoch - firstEpoch) / (double) (lastEpoch - firstEpoch);
    }

    private String x(int epoch) {
        return number(xOf(epoch));
    }

    private String y(double value) {
        return number(BOTTOM - (BOTTOM - TOP) * ticks.share(value));
    }

    private static String number(double pixels) {
        return String.format(Locale.ROOT, "%.1f", pixels);
    }
}
