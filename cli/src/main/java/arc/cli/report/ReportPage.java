package arc.cli.report;

import java.util.List;
import java.util.OptionalInt;

/** Puts the parts of a report together. */
final class ReportPage {

    /** Even if something slipped in, a browser would neither run nor load it. */
    static final String POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

    private ReportPage() {}

    /** Returns the page; equal runs give equal pages, apart from the times they took. */
    static String of(RunFiles run) {
        Html html = new Html();
        html.open("html", "lang", "en").line().open("head").line();
        html.single("meta", "charset", "utf-8").line();
        html.single("meta", "http-equiv", "Content-Security-Policy", "content", POLICY).line();
        html.single("meta", "name", "viewport", "content", "width=device-width, initial-scale=1").line();
        html.element("title", "Training report: " + run.facts().text("data", "name").orElse("a run")).line();
        html.styleSheet(StyleSheet.CSS).line().close().line();
        html.open("body").line().open("main").line();
        SummarySection.add(html, run);
        curves(html, run);
        EpochTable.add(html, run);
        ConfusionSection.add(html, run);
        WorstSection.add(html, run);
        SettingsSection.add(html, run.facts());
        return html.close().line().close().line().close().page();
    }

    private static void curves(Html html, RunFiles run) {
        html.open("section").element("h2", "Curves").line();
        List<Curve> curves = Curve.of(run.epochs());
        if (curves.isEmpty()) {
            html.element("p", "No epoch is finished yet.");
        }
        OptionalInt best = run.bestEpoch();
        html.open("div", "class", "curves").line();
        for (Curve curve : curves) {
            html.open("figure").open("figcaption").element("strong", curve.title());
            for (int i = 0; curve.series().size() > 1 && i < curve.series().size(); i++) {
                html.element("span", curve.series().get(i).name(), "class", "key series" + i);
            }
            html.close().line();
            CurveDrawing.draw(html, curve, best);
            html.close().line();
        }
        html.close();
        boolean done = run.facts().number("result", "best_epoch").isPresent();
        best.ifPresent(epoch -> html.element("p",
                "Dashed: epoch " + epoch + (done ? ", whose weights the model has." : ", the best so far."), "class",
                "note"));
        html.close().line();
    }
}
