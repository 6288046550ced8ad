package arc.cli.command;

import arc.cli.option.GalleryOption;
import arc.cli.option.JsonOption;
import arc.cli.output.ExitCode;
import arc.cli.output.Json;
import arc.index.CheckReport;
import arc.index.GalleryCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.Locale;
import java.util.Map;

/** Looks for damage in a gallery. */
@Command(name = "check", header = "Looks for damage in a gallery.", footer = {"  arc check -g photos.arc",
        "  arc check -g photos.arc --json"}, description = {
                "Reads everything: Lucene's files, the manifest, the copy of the model, every vector; and compares approximate",
                "with exact search over a sample. Writes nothing, and may run beside a writer. Exit code 1 when not all is well."})
final class CheckCommand extends BaseCommand {

    @Mixin
    private final GalleryOption gallery = new GalleryOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    CheckCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        CheckReport report = GalleryCheck.run(gallery.folder(), global().threads());
        if (json.json()) {
            Map<String, Object> facts = Json.object();
            facts.put("ok", report.ok());
            facts.put("entries", report.entries());
            facts.put("problems", report.problems());
            facts.put("ann_recall_at_10", report.annRecallAt10());
            console().json(facts);
        } else {
            print(report);
        }
        return report.ok() ? ExitCode.OK : ExitCode.FAILURE;
    }

    private void print(CheckReport report) {
        report.problems().forEach(problem -> console().line("problem: " + problem));
        String entries = report.entries() == null ? "" : ": " + report.entries() + " entries";
        String recall = report.annRecallAt10() == null
                ? ""
                : String.format(Locale.ROOT, ", annRecall@10 %.4f", report.annRecallAt10());
        console().line((report.ok() ? "ok" : "not ok") + entries + recall);
        if (report.damaged()) {
            console().note("restore the gallery from a copy, or index again into a new folder");
        }
    }
}
