package arc.cli.report;

import arc.cli.output.Durations;
import arc.train.report.EpochMetrics;

import java.util.Locale;

/** Lists the epochs. */
final class EpochTable {

    /** A longer table waits to be unfolded. */
    private static final int MOST_OPEN = 20;

    private EpochTable() {}

    static void add(Html html, RunFiles run) {
        if (run.epochs().isEmpty()) {
            return;
        }
        html.open("section").element("h2", "Epochs").line();
        if (run.epochs().size() <= MOST_OPEN) {
            html.open("details", "open", "");
        } else {
            html.open("details");
        }
        html.element("summary", run.epochs().size() + (run.epochs().size() == 1 ? " epoch" : " epochs")).line();
        html.open("div", "class", "wide").open("table").open("tr");
        for (String column : new String[]{"epoch", "loss", "accuracy", "precision@1", "learning rate", "margin",
                "images/s", "time"}) {
            html.element("th", column);
        }
        html.close().line();
        for (EpochMetrics epoch : run.epochs()) {
            row(html, epoch, run.bestEpoch().orElse(0) == epoch.epoch());
        }
        html.close().close().close().close().line();
    }

    private static void row(Html html, EpochMetrics epoch, boolean best) {
        html.open("tr", "class", best ? "best" : "");
        html.element("td", epoch.epoch() + (best ? " ★" : ""));
        cell(html, "%.4f", epoch.loss());
        cell(html, "%.4f", epoch.accuracy());
        cell(html, "%.4f", epoch.validationPrecisionAt1());
        cell(html, "%.4g", epoch.learningRate());
        cell(html, "%.4g", epoch.margin());
        cell(html, "%.0f", epoch.imagesPerSecond());
        html.element("td", Double.isFinite(epoch.seconds()) ? Durations.text(epoch.seconds()) : "–");
        html.close().line();
    }

    private static void cell(Html html, String format, double value) {
        html.element("td", Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "–");
    }
}
