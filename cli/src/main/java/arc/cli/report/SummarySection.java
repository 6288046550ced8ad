package arc.cli.report;

import arc.cli.output.Durations;
import arc.train.report.EpochMetrics;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Says first what was trained, on what, and what came of it. */
final class SummarySection {

    private SummarySection() {}

    static void add(Html html, RunFiles run) {
        RunFacts facts = run.facts();
        html.open("header").element("h1", "Training report").line();
        html.element("p", trained(facts), "class", "lead").line();
        state(html, facts);
        html.open("dl", "class", "tiles").line();
        OptionalInt best = run.bestEpoch();
        Optional<EpochMetrics> epoch = run.epochs().stream().filter(one -> best.orElse(0) == one.epoch()).findFirst();
        epoch.map(EpochMetrics::validationPrecisionAt1).filter(Double::isFinite)
                .ifPresent(value -> tile(html, "validation precision@1", decimals(value)));
        String kept = facts.number("result", "best_epoch").isPresent() ? "epoch kept" : "best epoch so far";
        tile(html, best.isPresent() ? kept : "epochs done", best.orElse(run.epochs().size())
                + facts.text("config", "epochs").map(all -> " of " + all).orElse(""));
        count(html, facts, "training images", "train");
        count(html, facts, "validation images", "validation");
        if (!facts.list("data", "classes").isEmpty()) {
            tile(html, "classes", thousands(facts.list("data", "classes").size()));
        }
        facts.number("result", "seconds").map(Number::doubleValue).or(() -> lastSeconds(run))
                .ifPresent(seconds -> tile(html, "time", Durations.text(seconds)));
        facts.number("result", "parity").ifPresent(
                parity -> tile(html, "ONNX differs by", String.format(Locale.ROOT, "%.1e", parity.doubleValue())));
        html.close().close().line();
    }

    private static Optional<Double> lastSeconds(RunFiles run) {
        return run.epochs().isEmpty() ? Optional.empty() : Optional.of(run.epochs().getLast().seconds());
    }

    private static String trained(RunFacts facts) {
        String head = facts.text("config", "head").orElse("?");
        String margin = facts.number("config", "margin").filter(value -> value.doubleValue() != 0)
                .map(value -> " with margin " + value).orElse("");
        return facts.text("config", "backbone").orElse("?") + " at width "
                + facts.text("config", "width").orElse("?") + ", head " + head + margin + ", on "
                + facts.text("data", "name").orElse("?") + ", seed " + facts.text("config", "seed").orElse("?");
    }

    private static void state(Html html, RunFacts facts) {
        switch (facts.text("status").orElse("unknown")) {
            case "done" -> {
            }
            case "stopped" ->
                html.element("p", "The run was stopped and is saved: arc train goes on with it by --resume.", "class",
                        "state").line();
            case "running" ->
                html.element("p", "The run goes on, or was cut off: this is what there was.", "class", "state").line();
            default -> html.element("p", "The run ended early: "
                    + facts.text("error").orElse(facts.text("status").orElse("the reason is not known")), "class",
                    "state bad").line();
        }
    }

    private static void count(Html html, RunFacts facts, String name, String field) {
        facts.number("data", field).ifPresent(count -> tile(html, name, thousands(count.longValue())));
    }

    private static void tile(Html html, String name, String value) {
        html.open("div").element("dt", name).element("dd", value).close().line();
    }

    private static String thousands(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String decimals(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
