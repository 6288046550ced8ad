package arc.cli.report;

import arc.train.report.Confusion;
import arc.train.report.ProbeResult;

import java.util.List;
import java.util.Locale;

/** Shows which classes the validation images are taken for: a matrix, or the worst pairs where there are many. */
final class ConfusionSection {

    private static final int MOST_IN_A_MATRIX = 30;
    private static final int MOST_PAIRS = 20;

    /** Longer labels stand upright above their columns. */
    private static final int LONG_LABEL = 4;

    /** The strongest color; text must stay readable on it. */
    private static final double MOST_COLOR = 0.7;

    private ConfusionSection() {}

    static void add(Html html, RunFiles run) {
        html.open("section").element("h2", "Confusion").line();
        if (run.probes().isEmpty()) {
            html.element("p", why(run.facts()));
        } else {
            html.element("p", summary(run.probes())).line();
            Confusion confusion = Confusion.of(run.probes());
            if (confusion.labels().size() > MOST_IN_A_MATRIX) {
                pairs(html, confusion);
            } else if (!confusion.labels().isEmpty()) {
                matrix(html, confusion);
            }
        }
        html.close().line();
    }

    private static String why(RunFacts facts) {
        boolean split = facts.number("data", "validation").map(Number::intValue).orElse(0) > 0;
        return split
                ? "It is measured at the end, and the run has not come to that."
                : "There is no validation split: nothing was measured, and the last epoch is kept. More images a class,"
                        + " or a larger --val, give one.";
    }

    private static String summary(List<ProbeResult> probes) {
        long counted = probes.stream().filter(ProbeResult::isCounted).count();
        long right = probes.stream().filter(probe -> probe.isCounted() && probe.isRight()).count();
        long others = probes.size() - counted;
        return String.format(Locale.ROOT,
                "%,d of %,d validation images are nearest to a training image of their own class%s.%s", right, counted,
                counted == 0 ? "" : String.format(Locale.ROOT, " (precision@1 %.4f)", (double) right / counted),
                others == 0
                        ? ""
                        : String.format(Locale.ROOT,
                                " %,d more had no training image of their class to find, and don't count.", others));
    }

    private static void matrix(Html html, Confusion confusion) {
        int most = confusion.pairs().stream().mapToInt(Confusion.Pair::count).max().orElse(1);
        boolean isLong = confusion.labels().stream().anyMatch(label -> label.length() > LONG_LABEL);
        html.open("div", "class", "wide").open("table", "class", isLong ? "confusion long" : "confusion").open("tr");
        html.element("th", "class ╲ nearest");
        confusion.labels().forEach(label -> html.open("th", "class", "column", "title", label)
                .element("span", label).close());
        html.element("th", "right").close().line();
        for (String label : confusion.labels()) {
            int total = confusion.total(label);
            html.open("tr").element("th", label, "class", "row", "title", label);
            for (String nearest : confusion.labels()) {
                cell(html, confusion, label, nearest, most);
            }
            html.element("td", total == 0
                    ? "–"
                    : String.format(Locale.ROOT, "%.1f %%", 100.0 * confusion.count(label, label) / total));
            html.close().line();
        }
        html.close().close();
    }

    private static void cell(Html html, Confusion confusion, String label, String nearest, int most) {
        int count = confusion.count(label, nearest);
        if (count == 0) {
            html.element("td", "·", "class", "none");
            return;
        }
        boolean right = label.equals(nearest);
        double share = right ? (double) count / confusion.total(label) : Math.sqrt((double) count / most);
        html.element("td", Integer.toString(count), "class", right ? "right" : "wrong", "style",
                String.format(Locale.ROOT, "--share:%.2f", MOST_COLOR * share), "title",
                count + " of class " + label + ", nearest to class " + nearest);
    }

    private static void pairs(Html html, Confusion confusion) {
        List<Confusion.Pair> pairs = confusion.pairs();
        if (pairs.isEmpty()) {
            html.element("p", "No class is taken for another.");
            return;
        }
        html.open("div", "class", "wide").open("table").open("tr").element("th", "class", "class", "row")
                .element("th", "taken for", "class", "row")
                .element("th", "times").element("th", "of").close().line();
        pairs.stream().limit(MOST_PAIRS).forEach(pair -> html.open("tr").element("td", pair.label(), "class", "name")
                .element("td", pair.nearestLabel(), "class", "name").element("td", Integer.toString(pair.count()))
                .element("td", Integer.toString(confusion.total(pair.label()))).close().line());
        html.close().close();
        if (pairs.size() > MOST_PAIRS) {
            html.element("p", String.format(Locale.ROOT, "These are the most frequent of %,d pairs.", pairs.size()),
                    "class", "note");
        }
    }
}
