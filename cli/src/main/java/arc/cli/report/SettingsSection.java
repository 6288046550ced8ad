package arc.cli.report;

import arc.cli.output.ShellWord;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists everything that is needed to repeat the run. */
final class SettingsSection {

    private static final int MOST_SKIPPED = 50;

    private SettingsSection() {}

    static void add(Html html, RunFacts facts) {
        html.open("section").element("h2", "To repeat it").line();
        command(html, facts);
        group(html, "Settings", facts.group("config"));
        group(html, "Machine", facts.group("machine"));
        skipped(html, facts.list("data", "skipped"));
        facts.text("arc").ifPresent(version -> html.element("p", "arc " + version, "class", "note"));
        html.close().line();
    }

    /** Writes the command, where the run knows how it was begun. */
    private static void command(Html html, RunFacts facts) {
        List<String> options = facts.list("options");
        if (options.isEmpty() || facts.text("data", "name").isEmpty()) {
            return;
        }
        html.element("pre", Stream.concat(Stream.of("arc", "train", facts.text("data", "name").orElseThrow(), "-o",
                "RUN"), options.stream()).map(ShellWord::of).collect(Collectors.joining(" "))).line();
    }

    private static void group(Html html, String name, Map<String, String> values) {
        if (values.isEmpty()) {
            return;
        }
        html.open("details").element("summary", name).open("div", "class", "wide").open("table").line();
        values.forEach((key, value) -> html.open("tr").element("th", key, "class", "row")
                .element("td", value, "class", "name").close().line());
        html.close().close().close().line();
    }

    private static void skipped(Html html, List<String> skipped) {
        if (skipped.isEmpty()) {
            return;
        }
        html.open("details").element("summary", "Skipped images: " + skipped.size()).open("ul").line();
        skipped.stream().limit(MOST_SKIPPED).forEach(one -> html.element("li", one).line());
        if (skipped.size() > MOST_SKIPPED) {
            html.element("li", "and " + (skipped.size() - MOST_SKIPPED) + " more, in run.json").line();
        }
        html.close().close().line();
    }
}
