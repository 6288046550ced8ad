package arc.cli.command;

import arc.cli.output.Console;
import arc.cli.output.Json;
import arc.cli.output.Table;
import arc.index.IndexReport;
import arc.index.SkippedImage;
import arc.infer.ArcException;
import arc.infer.file.AtomicFile;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells what indexing did. */
final class IndexOutcome {

    private static final String STANDARD_OUTPUT = "-";

    private IndexOutcome() {}

    /** Returns the counts for scripts. */
    static Map<String, Object> facts(Path gallery, IndexReport report) {
        Map<String, Object> facts = Json.object();
        facts.put("gallery", gallery.toAbsolutePath().normalize().toString());
        facts.put("added", report.added());
        facts.put("updated", report.updated());
        facts.put("moved", report.moved());
        facts.put("unchanged", report.unchanged());
        facts.put("removed", report.removed());
        facts.put("skipped", report.skipped().size());
        facts.put("embedded", report.embedded());
        facts.put("entries", report.entries());
        facts.put("seconds", report.seconds());
        facts.put("skipped_by_reason", report.skippedByReason());
        return facts;
    }

    /** Prints the counts for people, and on standard error how many were skipped for which reason. */
    static void print(IndexReport report, Console console) {
        Table table = new Table(" added", " updated", " moved", " unchanged", " removed", " skipped", " embedded",
                " entries", " seconds");
        table.row(report.added(), report.updated(), report.moved(), report.unchanged(), report.removed(),
                report.skipped().size(), report.embedded(), report.entries(),
                String.format(Locale.ROOT, "%.1f", report.seconds()));
        console.table(table);
        if (report.skipped().size() > 1) {
            console.note("skipped " + report.skipped().size() + ": " + report.skippedByReason().entrySet().stream()
                    .map(count -> count.getValue() + " " + count.getKey()).collect(Collectors.joining(", ")));
        }
    }

    /**
     * Refuses a list of errors that can't be written, before there is any.
     *
     * @throws ArcException of kind USAGE for standard output, of kind NOT_WRITABLE for a place nobody may write to
     */
    static void requirePlaceFor(Path errors) {
        if (errors.toString().equals(STANDARD_OUTPUT)) {
            throw new ArcException(ArcException.Kind.USAGE,
                    "--errors needs a file: standard output is for the counts");
        }
        AtomicFile.requirePlaceFor(errors);
    }

    /** Lists what was skipped, one line each; what would break a line is written as an escape. */
    static void writeErrors(Path file, List<SkippedImage> skipped) {
        StringBuilder list = new StringBuilder("path\treason\n");
        for (SkippedImage image : skipped) {
            list.append(escaped(image.path())).append('\t').append(escaped(image.reason())).append('\n');
        }
        AtomicFile.write(file, out -> out.write(list.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r");
    }
}
